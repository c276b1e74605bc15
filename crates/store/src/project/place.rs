//! Columns of divisions and sites.

use kakou_domain::fold::{DivisionRow, SiteFoldRow};
use kakou_domain::{DivisionCode, Position, SiteId, everyday_name, initials};
use rusqlite::{Transaction, params};

use crate::error::Result;

pub(super) fn division(tx: &Transaction<'_>, code: &DivisionCode, row: &DivisionRow) -> Result<()> {
    let Some(division) = row.defined.current() else {
        return Ok(());
    };
    let text = "INSERT INTO division (code, name) VALUES (?1, ?2)
                ON CONFLICT (code) DO UPDATE SET name = excluded.name";
    tx.prepare_cached(text)?
        .execute([code.as_str(), &everyday_name(&division.name)])?;
    Ok(())
}

pub(super) fn site(tx: &Transaction<'_>, id: SiteId, row: &SiteFoldRow) -> Result<()> {
    let Some(site) = row.current() else {
        return Ok(());
    };
    let text = "INSERT OR REPLACE INTO site (id, division, kind, name, code, initials,
                  in_service_from, withdrawn_from, merged_into, latitude, longitude)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    tx.prepare_cached(text)?.execute(params![
        id.0.into_bytes(),
        site.division.as_str(),
        site.kind.as_str(),
        site.name,
        site.code,
        initials(&site.name).join(" "),
        site.in_service_from.map(|day| day.to_string()),
        site.withdrawn_from.map(|day| day.to_string()),
        row.merged
            .current()
            .map(|merged| merged.into.0.into_bytes()),
        site.position.map(Position::latitude),
        site.position.map(Position::longitude),
    ])?;
    Ok(())
}
