//! The device and where its journal stands.

use kakou_domain::Seq;
use rusqlite::{Connection, Row};

use crate::error::{Result, StoreError};
use crate::evidence::count_to_send;
use crate::store::Store;
use crate::views::{SetAsideView, Status};
use crate::{journal, meta, names, practice, project, receipts};

use super::finding_list::overdue_faults;

impl Store {
    /// Where the own journal stands.
    pub fn status(&self) -> Result<Status> {
        self.read(|db| {
            let author = meta::author(db, self.folder())?;
            let row = journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            let text = "SELECT count(*) FROM draft WHERE discarded_at IS NULL";
            let drafts = db.query_row(text, [], |row: &Row<'_>| row.get(0))?;
            let practice = practice::is(db)?;
            // What is practised waits for nobody.
            let unsent = if practice {
                0
            } else {
                row.seq.0.saturating_sub(row.confirmed.0)
            };
            Ok(Status {
                author,
                name: meta::get(db, meta::NAME)?,
                told_apart_from: names::told_apart_from(db)?,
                server: meta::get(db, meta::SERVER_URL)?,
                divisions: meta::divisions(db)?,
                seq: row.seq,
                acknowledged: row.confirmed,
                drafts,
                overdue: overdue_faults(db, self.clock().now().date_naive())?,
                pending: unsent,
                files: count_to_send(db)?,
                set_aside: set_aside_by_server(db)?,
                last_contact: meta::get(db, meta::LAST_CONTACT)?,
                clock_drift_ms: meta::clock_reading(db)?.map(|reading| reading.drift_ms),
                practice,
                room: self.room()?,
                projection_lag: project::lag(db)?,
            })
        })
    }

    /// Entries of all journals that are kept here but cannot be used.
    pub fn set_aside(&self, author: kakou_domain::AuthorId) -> Result<Vec<SetAsideView>> {
        let aside = self.read(|db| receipts::set_aside(db, author))?;
        let view = |one: kakou_journal::SetAside| SetAsideView {
            seq: one.seq,
            code: one.code,
        };
        Ok(aside.into_iter().map(view).collect())
    }
}

/// What the newest receipt said of the own journal.
fn set_aside_by_server(db: &Connection) -> Result<Vec<SetAsideView>> {
    let text = meta::get(db, meta::SET_ASIDE)?;
    let listed: Vec<(u64, String)> = text
        .map(|text| serde_json::from_str(&text))
        .transpose()?
        .unwrap_or_default();
    Ok(listed
        .into_iter()
        .map(|(seq, code)| SetAsideView {
            seq: Seq(seq),
            code,
        })
        .collect())
}
