//! `bulletin`: a 通报 as a file, or as text on the screen.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use kakou_domain::reports::BulletinIssued;
use kakou_domain::{BulletinId, CampaignId};
use kakou_report::bulletin::{BulletinForm, text};
use kakou_report::{
    BulletinAsked, BulletinHeading, ProblemOrder, draw_up, issued_bulletin, usual_heading,
};
use kakou_store::Store;
use serde::de::DeserializeOwned;

use super::{AfterError, print};
use crate::file;
use crate::visits::Form;

/// The longest file of a heading or of blanks, in bytes.
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
    /// Freeze it: its number, its text and the facts behind it become a fact of headquarters
    #[arg(long, conflicts_with = "issued")]
    issue: bool,
    /// What has come since this bulletin was issued, as a supplement to it
    #[arg(long, value_name = "ID", conflicts_with = "issued")]
    supplements: Option<BulletinId>,
    /// A bulletin as it was issued, in place of one that is drawn up now
    #[arg(long, value_name = "ID")]
    issued: Option<BulletinId>,
    /// A JSON file with what is filled into its blanks, by their names; it is never kept
    #[arg(long, value_name = "FILE.json")]
    blanks: Option<PathBuf>,
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
    let mut bulletin = match args.issued {
        Some(id) => issued_bulletin(store, id)?,
        None => draw_up(store, &args.asked(store)?)?,
    };
    if let Some(said) = bulletin.completeness() {
        writeln!(std::io::stderr(), "{said}")?;
    }
    if args.issue {
        let issued = bulletin.to_issue(args.campaign, args.supplements)?;
        let view = store.bulletin_issue(issued)?;
        writeln!(std::io::stderr(), "issued {}", view.id)?;
    }
    if let Some(path) = &args.blanks {
        bulletin.document.fill(&read(path)?);
    }
    match &args.out {
        Some(path) => {
            bulletin.save(path)?;
            print::one(out, form, &bulletin.totals, |_| path.display().to_string())
        }
        None => print::one(out, form, &bulletin, |bulletin| text(&bulletin.document)),
    }
}

pub(super) fn list(store: &Store, form: Form, out: &mut impl Write) -> Result<(), AfterError> {
    print::all(out, form, &store.bulletins()?, |one| {
        let BulletinIssued { number, title, .. } = &one.issued;
        format!("{}  {number}  {title}  {}", one.id, one.issued_at)
    })
}

impl Args {
    fn asked(&self, store: &Store) -> Result<BulletinAsked, AfterError> {
        Ok(BulletinAsked {
            campaign: self.campaign,
            from: self.from,
            to: self.to,
            form: self.form,
            order: self.by,
            supplements: self.supplements,
            heading: match &self.heading {
                Some(path) => read::<BulletinHeading>(path)?,
                None => usual_heading(store)?,
            },
        })
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, AfterError> {
    let json = file::read(path, MOST).map_err(|error| AfterError::Value(error.to_string()))?;
    serde_json::from_slice(&json)
        .map_err(|error| AfterError::Value(format!("{}: {error}", path.display())))
}

fn form(text: &str) -> Result<BulletinForm, String> {
    match text {
        "公文" | "official" => Ok(BulletinForm::Official),
        "简报" | "brief" => Ok(BulletinForm::Brief),
        _ => Err("公文 (official) or 简报 (brief)".to_owned()),
    }
}
