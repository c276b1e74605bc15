//! Columns of findings.

use chrono::NaiveDate;
use kakou_domain::fold::FindingRow;
use kakou_domain::moves::FindingState;
use kakou_domain::{FindingId, VisitId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::visit::{self, Keys, key_of, visit_key};
use crate::error::Result;
use crate::sql;

/// A finding that one visit alone tells of is made of that visit's facts; see [`told_by_visit`].
pub(super) fn read(db: &Connection, id: FindingId) -> Result<Option<FindingRow>> {
    let text = "SELECT visit FROM finding WHERE id = ?1 AND visit IS NOT NULL";
    let visit = db
        .prepare_cached(text)?
        .query_row([id.0.into_bytes()], |row| sql::uuid(row, 0).map(VisitId))
        .optional()?;
    let facts = visit.map(|visit| visit::facts(db, visit)).transpose()?;
    Ok(facts.map(|facts| FindingRow::of(id, &facts)))
}

/// Whether a finding's row can be made of the facts of its one visit, so that it need not be kept.
pub(super) fn told_by_visit(row: &FindingRow) -> bool {
    let mut visits = row.mentions.iter().map(|(_, one)| one.content.visit);
    let visit = visits.next().flatten();
    visit.is_some() && row.moves.is_empty() && visits.all(|other| other == visit)
}

pub(super) fn write(
    tx: &Transaction<'_>,
    id: FindingId,
    row: &FindingRow,
    keys: &Keys,
) -> Result<()> {
    // A move may come before the visit that raised the finding: the row waits as a stub. What only
    // another's correction tells of counts no more once it is known to be another's.
    let Some(mention) = row.shown() else {
        let text = "DELETE FROM finding WHERE id = ?1";
        tx.prepare_cached(text)?.execute([id.0.into_bytes()])?;
        return Ok(());
    };
    let state = row.state();
    let assigned = row.assigned();
    // The visit's own key, where it stands already: its time may be told differently by what the
    // finding is shown from.
    let key = match mention.visit {
        Some(visit) => key_of(tx, visit, keys)?,
        None => None,
    };
    let named = mention.visit.unwrap_or(VisitId(id.0));
    let key = key.unwrap_or_else(|| visit_key(mention.found_at, named));
    tx.prepare_cached(include_str!("finding.sql"))?
        .execute(params![
            id.0.into_bytes(),
            mention.visit.map(|visit| visit.0.into_bytes()),
            key,
            mention.site.id.0.into_bytes(),
            mention.finding.category,
            sql::word(&mention.finding.nature),
            mention.finding.severity as i64,
            state.is_open(),
            state != FindingState::Withdrawn,
            sql::word(&state),
            mention.site.division.township().map(String::from),
            assigned.unit,
            due(state, assigned.deadline),
        ])?;
    Ok(())
}

/// Days sort before what has none, and what is open before the rest.
fn due(state: FindingState, deadline: Option<NaiveDate>) -> String {
    match (state.is_open(), deadline) {
        (true, Some(day)) => day.to_string(),
        (true, None) => "open".to_owned(),
        (false, _) => "rest".to_owned(),
    }
}
