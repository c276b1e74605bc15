//! What a command rejects with. The page makes its sentences from the code and the facts.

use std::collections::BTreeMap;

use kakou_domain::moves::MoveError;
use kakou_domain::seal::SealError;
use kakou_picture::PictureError;
use kakou_report::ReportError;
use kakou_store::{ParcelError, StoreError};
use kakou_sync::SyncError;
use serde::Serialize;

/// A command that did not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CommandFault {
    /// Stable and kebab-case; the key of the sentences.
    pub code: String,
    /// What the sentences may name. `detail` is always there: English, for whoever looks into it.
    pub facts: BTreeMap<String, String>,
}

impl CommandFault {
    /// A fault without facts of its own.
    pub(crate) fn new(code: &str, error: &dyn std::fmt::Display) -> Self {
        Self {
            code: code.to_owned(),
            facts: BTreeMap::from([("detail".to_owned(), error.to_string())]),
        }
    }

    fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.facts.insert(key.to_owned(), value.to_string());
        self
    }
}

impl From<StoreError> for CommandFault {
    fn from(error: StoreError) -> Self {
        let fault = Self::new(error.code(), &error);
        match &error {
            StoreError::Seal(error) => seal_facts(fault, error),
            StoreError::File { path, .. } | StoreError::NotOurs(path) | StoreError::Key(path) => {
                fault.with("path", path.display())
            }
            StoreError::FromTheFuture { found, known } => {
                fault.with("found", found).with("known", known)
            }
            StoreError::Gap { have } => fault.with("have", have),
            StoreError::Forked { seq } => fault.with("seq", seq),
            StoreError::BadEntry(bad) => fault.with("seq", bad.seq),
            StoreError::Closed { reason, .. } => fault.with("reason", reason),
            StoreError::Move(MoveError::Illegal { from, to }) => {
                fault.with("from", from).with("to", to)
            }
            StoreError::NoChecklist(kind) => fault.with("kind", kind),
            _ => fault,
        }
    }
}

fn seal_facts(fault: CommandFault, error: &SealError) -> CommandFault {
    match error {
        SealError::InvalidAnswers(invalid) => {
            let items: Vec<_> = invalid.iter().map(|one| one.item.as_str()).collect();
            fault.with("items", items.join(", "))
        }
        SealError::WrongKind { kind, .. } => fault.with("kind", kind),
        SealError::InTheFuture { visited_at } => fault.with("visited_at", visited_at),
        SealError::NoSuchFinding(category) | SealError::SeverityWithoutReason(category) => {
            fault.with("category", category)
        }
        SealError::TooLong { what, most } => fault.with("what", what).with("most", most),
        SealError::TooManyPhotos { most } => fault.with("most", most),
        SealError::NoReason => fault,
    }
}

impl From<SyncError> for CommandFault {
    fn from(error: SyncError) -> Self {
        let fault = Self::new(error.code(), &error);
        match error {
            SyncError::Store(error) => error.into(),
            SyncError::BadAddress(server) | SyncError::PlainHttp(server) => {
                fault.with("server", server)
            }
            SyncError::ProtocolVersion { server } => fault.with("version", server),
            SyncError::Problem(problem) => match problem.retry_after {
                Some(seconds) => fault
                    .with("status", problem.status)
                    .with("seconds", seconds),
                None => fault.with("status", problem.status),
            },
            _ => fault,
        }
    }
}

impl From<PictureError> for CommandFault {
    fn from(error: PictureError) -> Self {
        Self::new(error.code(), &error)
    }
}

impl From<ParcelError> for CommandFault {
    fn from(error: ParcelError) -> Self {
        Self::new(error.code(), &error)
    }
}

impl From<ReportError> for CommandFault {
    fn from(error: ReportError) -> Self {
        let fault = Self::new(error.code(), &error);
        match error {
            ReportError::Store(error) => error.into(),
            ReportError::File { path, .. } => fault.with("path", path.display()),
            _ => fault,
        }
    }
}

impl From<tauri::Error> for CommandFault {
    fn from(error: tauri::Error) -> Self {
        Self::new("shell", &error)
    }
}

#[cfg(test)]
mod tests {
    use kakou_domain::Seq;
    use kakou_domain::checklist::InvalidAnswer;
    use kakou_domain::seal::InvalidItem;
    use kakou_sync::protocol::Problem;

    use super::*;

    #[test]
    fn invalid_answers_are_named() {
        let items = ["staffing.present", "control.barrier"].map(|item| InvalidItem {
            item: item.to_owned(),
            why: InvalidAnswer::UnknownItem,
        });
        let error = StoreError::Seal(SealError::InvalidAnswers(items.to_vec()));
        let fault = CommandFault::from(error);
        assert_eq!(fault.code, "invalid-answers");
        assert_eq!(fault.facts["items"], "staffing.present, control.barrier");
    }

    #[test]
    fn an_error_of_the_store_is_the_same_through_the_sync() {
        let direct = CommandFault::from(StoreError::Gap { have: Seq(7) });
        let through = CommandFault::from(SyncError::Store(StoreError::Gap { have: Seq(7) }));
        assert_eq!(direct, through);
        assert_eq!(direct.facts["have"], "7");
    }

    #[test]
    fn a_refusal_of_the_server_keeps_its_code_and_the_time_to_wait() {
        let mut problem = Problem::new(429, "rate-limited", "too many codes were tried");
        problem.retry_after = Some(30);
        let fault = CommandFault::from(SyncError::Problem(Box::new(problem)));
        assert_eq!(fault.code, "rate-limited");
        assert_eq!(fault.facts["seconds"], "30");
        assert_eq!(fault.facts["status"], "429");
    }
}
