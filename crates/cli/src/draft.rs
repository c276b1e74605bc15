//! `kakou draft …`: a visit, answer by answer.

use std::process::ExitCode;

use kakou_domain::Answer;
use kakou_store::views::DraftPage;
use kakou_store::{DraftDetails, Store};

use crate::args::DraftVerb;
use crate::error::CliError;
use crate::photo::read_photo;
use crate::print;
use crate::seal::print_sealed;

pub(crate) fn run(store: &Store, verb: DraftVerb, json: bool) -> Result<ExitCode, CliError> {
    match verb {
        DraftVerb::New {
            site,
            division,
            kind,
            name,
            method,
        } => {
            let site = match (site, division, kind, name) {
                (Some(site), ..) => site,
                (None, Some(division), Some(kind), Some(name)) => {
                    store.site_add(division, kind, &name, None)?
                }
                _ => return Err(CliError::Value("name the site".to_owned())),
            };
            let page = store.draft_new(site, method)?;
            if json {
                print::json(&page)?;
            } else {
                print::line(&page.draft.id.to_string())?;
            }
        }
        DraftVerb::Set { draft, item, value } => {
            let page = store.draft_answer(draft, &item, answer(&value)?)?;
            print_saved(&page, json)?;
        }
        DraftVerb::Fill { draft, group } => {
            print_saved(&store.draft_fill(draft, &group)?, json)?;
        }
        DraftVerb::Note { draft, text } => {
            let details = DraftDetails {
                notes: Some(text),
                ..DraftDetails::default()
            };
            print_saved(&store.draft_details(draft, details)?, json)?;
        }
        DraftVerb::Photo { draft, file, shows } => {
            let photo = read_photo(&file, shows)?;
            print_saved(&store.draft_photo_add(draft, &photo)?, json)?;
        }
        DraftVerb::Show { draft } => {
            let page = store.draft(draft)?;
            if json {
                print::json(&page)?;
            } else {
                show(&page)?;
            }
        }
        DraftVerb::List => {
            let drafts = store.drafts()?;
            if json {
                print::json(&drafts)?;
            } else {
                for one in drafts {
                    let progress = format!("{}/{}", one.answered, one.relevant);
                    print::line(&format!(
                        "{}  {}  {progress}  {}",
                        one.id, one.site.name, one.saved_at
                    ))?;
                }
            }
        }
        DraftVerb::Seal { draft, reason } => {
            print_sealed(&store.draft_seal(draft, reason.as_deref())?, json)?;
        }
        DraftVerb::Discard { draft } => store.draft_discard(draft)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// JSON; or, as one types it, a choice's code without quotes.
fn answer(text: &str) -> Result<Option<Answer>, CliError> {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => {
            serde_json::from_value(value).map_err(|error| CliError::Value(error.to_string()))
        }
        Err(_) => serde_json::from_value(serde_json::Value::String(text.to_owned()))
            .map_err(|error| CliError::Value(error.to_string())),
    }
}

/// Printed only when the answer is durable.
fn print_saved(page: &DraftPage, json: bool) -> Result<(), CliError> {
    if json {
        print::json(page)
    } else {
        print::line(&format!("saved {}", page.saved_at))
    }
}

fn show(page: &DraftPage) -> Result<(), CliError> {
    print::line(&format!(
        "{}  {}",
        page.draft.site.name,
        page.draft.visited_at.to_rfc3339()
    ))?;
    for item in page.evaluation.items.iter().filter(|item| item.relevant) {
        let said = page
            .draft
            .answers
            .get(&item.code)
            .map(serde_json::to_string)
            .transpose();
        let said = said.unwrap_or_default().unwrap_or_else(|| "—".to_owned());
        print::line(&format!("  {:<36} {said}", item.code))?;
    }
    for finding in &page.evaluation.findings {
        print::line(&format!("! {}  {}", finding.category, finding.text))?;
    }
    Ok(())
}
