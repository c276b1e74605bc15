//! `bulletin`: a 通报 as a file, or as text on the screen.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use kakou_domain::reports::BulletinChecked;
use kakou_domain::{BulletinId, CampaignId};
use kakou_report::bulletin::{BulletinForm, text};
use kakou_report::{
    Bulletin, BulletinAsked, BulletinHeading, ProblemOrder, Standing, check, draw_up, issue,
    issued_bulletin, standing, usual_heading,
};
use kakou_store::Store;
use kakou_store::views::{BulletinLine, BulletinState};
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
    /// State that this person has checked it as it reads now
    #[arg(long, value_name = "NAME", conflicts_with_all = ["issue", "issued"])]
    check: Option<String>,
    /// Issue it as it was checked, by this person: from then on it stays as it is
    #[arg(long, value_name = "NAME", conflicts_with = "issued")]
    issue: Option<String>,
    /// What has come since this bulletin was issued, as a supplement to it
    #[arg(long, value_name = "ID", conflicts_with = "issued")]
    supplements: Option<BulletinId>,
    /// A bulletin as it was issued, in place of one that is drawn up now
    #[arg(long, value_name = "ID")]
    issued: Option<BulletinId>,
    /// Leave a blank for the name behind the role of each person who is disposed
    #[arg(long, conflicts_with = "issued")]
    names: bool,
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
    let (mut bulletin, said) = args.bulletin(store)?;
    let said = bulletin.completeness().into_iter().chain(said);
    for line in said {
        writeln!(std::io::stderr(), "{line}")?;
    }
    let blanks = bulletin.document.open_slots();
    // Whoever fills them in wants their names; on a tablet only when names were asked for.
    if !blanks.is_empty() && (args.names || store.is_office()?) {
        writeln!(std::io::stderr(), "blanks: {}", blanks.join(" "))?;
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
        let BulletinLine { fact, number, .. } = one;
        format!(
            "{fact}  {}  {number}  {}  {}",
            state(one.state),
            one.title,
            people(one)
        )
    })
}

/// How far a draft is.
fn said(standing: &Standing) -> String {
    match standing {
        Standing::Draft => "draft: nobody has checked it".to_owned(),
        Standing::Checked(check, _) => {
            let BulletinChecked { checker, .. } = &check.checked;
            format!(
                "checked by {checker} at {} as it reads now",
                check.checked_at
            )
        }
        Standing::Changed(check, _) => {
            let BulletinChecked { checker, .. } = &check.checked;
            format!(
                "draft: it has changed since {checker} checked it at {}",
                check.checked_at
            )
        }
        Standing::Issued(id) => format!("draft: {id} was issued under this number"),
    }
}

fn state(state: BulletinState) -> &'static str {
    match state {
        BulletinState::Checked => "已核稿",
        BulletinState::Issued => "已签发",
    }
}

/// 核稿 甲 2020-02-17T12:00:00+08:00  签发 乙 …
fn people(one: &BulletinLine) -> String {
    let did = |what: &str, who: Option<&str>, when: Option<&str>| {
        let when = when?;
        Some(format!("{what} {} {when}", who.unwrap_or("-")))
    };
    let checked = did("核稿", one.checker.as_deref(), one.checked_at.as_deref());
    let issued = did("签发", one.signer.as_deref(), one.issued_at.as_deref());
    let same = one.same_person.then(|| "核稿、签发为同一人".to_owned());
    let told: Vec<String> = [checked, issued, same].into_iter().flatten().collect();
    told.join("  ")
}

impl Args {
    /// The bulletin, and what is said beside it of how far it is.
    fn bulletin(&self, store: &Store) -> Result<(Bulletin, Vec<String>), AfterError> {
        if let Some(id) = self.issued {
            return Ok((issued_bulletin(store, id)?, Vec::new()));
        }
        let asked = self.asked(store)?;
        if let Some(signer) = &self.issue {
            let (bulletin, view) = issue(store, &asked, signer)?;
            return Ok((bulletin, vec![format!("issued {}", view.id)]));
        }
        let draft = draw_up(store, &asked)?;
        let said = match &self.check {
            Some(checker) => {
                let view = check(store, &draft, &asked, checker)?;
                vec![format!("checked {}; issue it with --issue", view.id)]
            }
            // Where nothing is issued, a draft is nothing to speak of.
            None if !store.is_office()? => Vec::new(),
            None => vec![said(&standing(store, &asked, &draft)?)],
        };
        Ok((draft, said))
    }

    fn asked(&self, store: &Store) -> Result<BulletinAsked, AfterError> {
        Ok(BulletinAsked {
            campaign: self.campaign,
            from: self.from,
            to: self.to,
            form: self.form,
            order: self.by,
            names: self.names,
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
