//! Columns of findings.

use kakou_domain::FindingId;
use kakou_domain::fold::FindingRow;
use kakou_domain::moves::FindingState;
use rusqlite::{Transaction, params};

use super::visit::{key_of, visit_key};
use crate::error::Result;
use crate::sql;

pub(super) fn write(tx: &Transaction<'_>, id: FindingId, row: &FindingRow) -> Result<()> {
    // A move may come before the visit that raised the finding: the row waits as a stub.
    let Some(mention) = row.shown() else {
        return Ok(());
    };
    let state = row.state();
    // The visit's own key, where it stands already: its time may be told differently by what the
    // finding is shown from.
    let key = key_of(tx, mention.visit)?;
    let key = key.unwrap_or_else(|| visit_key(mention.visited_at, mention.visit));
    let text = "INSERT OR REPLACE INTO finding
                  (id, visit, visit_key, site, category, nature, severity, open, standing)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    tx.prepare_cached(text)?.execute(params![
        id.0.into_bytes(),
        mention.visit.0.into_bytes(),
        key,
        mention.site.id.0.into_bytes(),
        mention.finding.category,
        sql::word(&mention.finding.nature),
        mention.finding.severity as i64,
        state.is_open(),
        state != FindingState::Withdrawn,
    ])?;
    Ok(())
}
