//! `bulletin`: a 通报 as a file, or as text on the screen.

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use kakou_domain::CampaignId;
use kakou_report::bulletin::{BulletinForm, text};
use kakou_report::{BulletinAsked, BulletinHeading, ProblemOrder, draw_up};
use kakou_store::Store;

use super::{AfterError, print};
use crate::visits::Form;

/// The longest file of a heading, in bytes.
const MOST: u64 = 1 << 20;

/// Which bulletin.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Of this round; without it, of the visits of some days
    #[arg(long, value_name = "ID")]
    campaign: Option<CampaignId>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// 公文 or 简报
    #[arg(long, default_value = "公文", value_parser = form)]
    form: BulletinForm,
    /// The problems by place or by kind
    #[arg(long, default_value = "place", value_parser = print::word::<ProblemOrder>)]
    by: ProblemOrder,
    /// A JSON file with what no record says: number, addressees, copies_to, requirements, contact …
    #[arg(long, value_name = "FILE.json")]
    heading: Option<PathBuf>,
    /// The file, ending in .docx, .pdf, .html, .txt or .json; without it the text is printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(
    store: &Store,
    args: &Args,
    form: Form,
    out: &mut impl Write,
) -> Result<(), AfterError> {
    let bulletin = draw_up(
        store,
        &BulletinAsked {
            campaign: args.campaign,
            from: args.from,
            to: args.to,
            form: args.form,
            order: args.by,
            heading: args.heading(store)?,
        },
    )?;
    match &args.out {
        Some(path) => {
            bulletin.save(path)?;
            print::one(out, form, &bulletin.totals, |_| path.display().to_string())
        }
        None => print::one(out, form, &bulletin, |bulletin| text(&bulletin.document)),
    }
}

impl Args {
    fn heading(&self, store: &Store) -> Result<BulletinHeading, AfterError> {
        let Some(path) = &self.heading else {
            return Ok(kakou_report::usual_heading(store)?);
        };
        let bad = |problem: &dyn std::fmt::Display| {
            AfterError::Value(format!("{}: {problem}", path.display()))
        };
        let length = std::fs::metadata(path).map_err(|error| bad(&error))?.len();
        if length > MOST {
            return Err(bad(&format!("{length} bytes are more than a heading has")));
        }
        let json = std::fs::read(path).map_err(|error| bad(&error))?;
        serde_json::from_slice(&json).map_err(|error| bad(&error))
    }
}

fn form(text: &str) -> Result<BulletinForm, String> {
    match text {
        "公文" | "official" => Ok(BulletinForm::Official),
        "简报" | "brief" => Ok(BulletinForm::Brief),
        _ => Err("公文 (official) or 简报 (brief)".to_owned()),
    }
}
