//! `kakou amend VISIT FILE --reason TEXT`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use kakou_domain::draft::{Draft, FindingEdit};
use kakou_domain::{Answer, Method, VisitId};
use kakou_store::Store;
use serde::Deserialize;

use crate::error::CliError;
use crate::file::read;
use crate::seal::print_sealed;

/// The longest file, in bytes.
const MOST: u64 = 8 << 20;

/// What should have been said; what is not named stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    /// `null` takes an answer back.
    #[serde(default)]
    answers: BTreeMap<String, Option<Answer>>,
    #[serde(default)]
    finding_edits: Vec<FindingEdit>,
    visited_at: Option<DateTime<FixedOffset>>,
    method: Option<Method>,
    inspectors: Option<Vec<String>>,
    good_practice: Option<String>,
    notes: Option<String>,
}

pub(crate) fn amend(
    store: &Store,
    visit: VisitId,
    path: &Path,
    reason: &str,
    json: bool,
) -> Result<ExitCode, CliError> {
    let correction: Correction =
        serde_json::from_slice(&read(path, MOST)?).map_err(|error| CliError::Input {
            path: path.to_owned(),
            problem: error.to_string(),
        })?;
    let sealed = store.amend(visit, reason, |draft| correction.apply(draft))?;
    print_sealed(&sealed, json)?;
    Ok(ExitCode::SUCCESS)
}

impl Correction {
    fn apply(self, draft: &mut Draft) {
        for (item, answer) in self.answers {
            draft.answer(&item, answer);
        }
        for edit in self.finding_edits {
            draft.edit_finding(edit);
        }
        draft.visited_at = self.visited_at.unwrap_or(draft.visited_at);
        draft.method = self.method.unwrap_or(draft.method);
        if let Some(inspectors) = self.inspectors {
            draft.inspectors = inspectors;
        }
        if let Some(good_practice) = self.good_practice {
            draft.good_practice = good_practice;
        }
        if let Some(notes) = self.notes {
            draft.notes = notes;
        }
    }
}
