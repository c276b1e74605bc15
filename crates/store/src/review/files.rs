//! The files of a visit: how many, and how many are still to come.

use kakou_domain::VisitId;
use kakou_domain::supervision::Role;
use rusqlite::{Connection, Row};

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::FilesView;
use crate::{journal, meta};

/// Counts a file once, however many facts of the visit name it. The server lacks what it has not
/// got; a tablet knows only of its own files whether the server has them.
pub(super) fn of_visit(store: &Store, db: &Connection, visit: VisitId) -> Result<FilesView> {
    let author = meta::author(db, store.folder())?;
    let row = journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
    let missing = match row.role {
        Role::Headquarters => "sha256 NOT IN (SELECT sha256 FROM blob)",
        _ => "sha256 IN (SELECT sha256 FROM file_to_send)",
    };
    let text = format!(
        "SELECT size, {missing} FROM (
           SELECT sha256, max(size) AS size FROM visit_fact
           JOIN fact_file ON fact_file.fact = visit_fact.fact
           WHERE visit = ?1 GROUP BY sha256)"
    );
    let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?));
    let mut files = FilesView::default();
    for found in db
        .prepare_cached(&text)?
        .query_map([visit.0.into_bytes()], read)?
    {
        let (size, missing) = found?;
        let size = u64::try_from(size).unwrap_or(0);
        files.files += 1;
        files.bytes += size;
        if missing {
            files.missing += 1;
            files.bytes_missing += size;
        }
    }
    Ok(files)
}
