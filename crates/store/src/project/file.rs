//! Which files facts name.

use kakou_domain::origin::Stated;
use rusqlite::{Transaction, params};

use crate::error::Result;

/// Notes the files of facts, corrected and superseded ones among them: what was stated once stays
/// readable.
pub(super) fn remember(tx: &Transaction<'_>, facts: &[Stated]) -> Result<()> {
    let text = "INSERT OR IGNORE INTO fact_file (fact, sha256, size) VALUES (?1, ?2, ?3)";
    let mut insert = tx.prepare_cached(text)?;
    for Stated { fact, .. } in facts {
        for file in fact.evidence() {
            let size = i64::try_from(file.size).unwrap_or(i64::MAX);
            insert.execute(params![fact.id.0.into_bytes(), file.sha256, size])?;
        }
    }
    Ok(())
}
