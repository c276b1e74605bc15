//! Columns of what follows a visit: dispositions, tallies, reports of days.

use kakou_domain::fold::{DayRow, DispositionRow, TallyRow};
use kakou_domain::{DayId, DispositionId, TallyId};
use rusqlite::{Transaction, params};

use crate::error::Result;

pub(super) fn disposition(
    tx: &Transaction<'_>,
    id: DispositionId,
    row: &DispositionRow,
) -> Result<()> {
    let Some(recorded) = row.recorded.current() else {
        return Ok(());
    };
    let id = id.0.into_bytes();
    tx.prepare_cached("INSERT OR REPLACE INTO disposition (id, visit) VALUES (?1, ?2)")?
        .execute(params![
            id,
            recorded.visit.map(|visit| visit.0.into_bytes())
        ])?;
    tx.prepare_cached("DELETE FROM disposition_finding WHERE disposition = ?1")?
        .execute([id])?;
    let text = "INSERT OR IGNORE INTO disposition_finding (disposition, finding) VALUES (?1, ?2)";
    let mut insert = tx.prepare_cached(text)?;
    for finding in &recorded.findings {
        insert.execute([id, finding.0.into_bytes()])?;
    }
    Ok(())
}

pub(super) fn tally(tx: &Transaction<'_>, id: TallyId, row: &TallyRow) -> Result<()> {
    let Some(recorded) = row.recorded.current() else {
        return Ok(());
    };
    let text = "INSERT OR REPLACE INTO tally (id, site, township, day, shift)
                VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.prepare_cached(text)?.execute(params![
        id.0.into_bytes(),
        recorded.site.id.0.into_bytes(),
        recorded.site.division.township().map(String::from),
        recorded.day.to_string(),
        recorded.shift,
    ])?;
    Ok(())
}

pub(super) fn day(tx: &Transaction<'_>, id: DayId, row: &DayRow) -> Result<()> {
    let Some(reported) = row.reported.current() else {
        return Ok(());
    };
    let text = "INSERT OR REPLACE INTO day_report (id, day) VALUES (?1, ?2)";
    tx.prepare_cached(text)?
        .execute(params![id.0.into_bytes(), reported.day.to_string()])?;
    Ok(())
}
