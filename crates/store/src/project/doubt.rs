//! Which visits are in doubt by their date.

use std::collections::BTreeSet;

use kakou_domain::VisitId;
use kakou_domain::doubt::DateStanding;
use kakou_domain::fold::{Row, RowKey, Rows};
use rusqlite::{Transaction, params};

use super::{kept, read_row};
use crate::error::Result;

/// Notes it of the visits whose rows, or what is stated of whose date, were written. Doubt and visit
/// come in any order.
pub(super) fn mark(tx: &Transaction<'_>, rows: &Rows) -> Result<()> {
    // A seal pays for one question more, and for no other.
    let any = "SELECT 1 FROM fold_row WHERE kind = 'doubt'";
    if !tx.prepare_cached(any)?.exists([])? {
        return Ok(());
    }
    let visits: BTreeSet<VisitId> = rows
        .keys()
        .filter_map(|key| match key {
            RowKey::Visit(id) | RowKey::Doubt(id) => Some(*id),
            _ => None,
        })
        .collect();
    for id in visits {
        let key = RowKey::Doubt(id);
        let Some(Row::Doubt(doubt)) = kept(tx, &key)? else {
            continue;
        };
        let visit = match rows.get(&RowKey::Visit(id)) {
            Some(Row::Visit(row)) => Some(row.clone()),
            _ => match read_row(tx, &RowKey::Visit(id))? {
                Some(Row::Visit(row)) => Some(row),
                _ => None,
            },
        };
        let current = visit.as_ref().and_then(|row| row.current());
        let standing = current.map(|content| doubt.standing(content.visited_at));
        note(tx, id, standing.unwrap_or(DateStanding::Counts))?;
    }
    Ok(())
}

fn note(tx: &Transaction<'_>, id: VisitId, standing: DateStanding) -> Result<()> {
    let id = id.0.into_bytes();
    if standing == DateStanding::Counts {
        tx.prepare_cached("DELETE FROM visit_in_doubt WHERE visit = ?1")?
            .execute([id])?;
        return Ok(());
    }
    let text = "INSERT OR REPLACE INTO visit_in_doubt (key, visit, rejected)
                SELECT key, id, ?2 FROM visit WHERE id = ?1";
    tx.prepare_cached(text)?
        .execute(params![id, standing == DateStanding::Rejected])?;
    Ok(())
}
