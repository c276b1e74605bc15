//! Dispositions and tallies as they stand now.

use kakou_domain::{DispositionId, TallyId};
use rusqlite::{Connection, Row, params};

use crate::error::{Result, StoreError};
use crate::sql;
use crate::views::{ExportedDisposition, Page, TallyView};

use super::{STEP, Snapshot};
use crate::review::afterwards::{disposition, site_of, tally};

const DISPOSITIONS: &str = "SELECT id FROM disposition WHERE id > ?1 ORDER BY id LIMIT ?2";

/// Within a day they come as they come: there are some hundreds of them.
const TALLIES: &str = "SELECT day, id FROM tally
                       WHERE (day, id) > (?1, ?2) ORDER BY day, id LIMIT ?3";

/// A place in the order of tallies.
type Place = (String, TallyId);

impl Snapshot<'_> {
    /// Dispositions, in the order in which they were recorded. Withdrawn ones are among them.
    pub fn dispositions(&self, after: Option<&str>) -> Result<Page<ExportedDisposition>> {
        let bad = |text: &str| StoreError::BadCursor(text.to_owned());
        let after = after.map(|text| text.parse().map_err(|_| bad(text)));
        let after: Option<DispositionId> = after.transpose()?;
        let found = recorded(self.db, after)?;
        Page::cut(found, STEP, ToString::to_string, |id| {
            let view = disposition(self.db, id)?;
            let site = site_of(self.db, &view.recorded)?;
            Ok(ExportedDisposition { view, site })
        })
    }

    /// How many dispositions there are, withdrawn ones among them.
    pub fn disposition_total(&self) -> Result<u64> {
        self.count("SELECT count(*) FROM disposition")
    }

    /// Tallies, by their days.
    pub fn tallies(&self, after: Option<&str>) -> Result<Page<TallyView>> {
        let after = after.map(place).transpose()?;
        let found = counted(self.db, after)?;
        let place = |(day, id): &Place| format!("{day} {id}");
        Page::cut(found, STEP, place, |(_, id)| tally(self.db, id))
    }

    /// How many tallies there are.
    pub fn tally_total(&self) -> Result<u64> {
        self.count("SELECT count(*) FROM tally")
    }
}

fn one_too_many() -> i64 {
    i64::try_from(STEP + 1).unwrap_or(i64::MAX)
}

fn recorded(db: &Connection, after: Option<DispositionId>) -> Result<Vec<DispositionId>> {
    // No id is empty, so the first of them comes after this.
    let after = after.map_or_else(Vec::new, |id| id.0.into_bytes().to_vec());
    let read = |row: &Row<'_>| sql::uuid(row, 0).map(DispositionId);
    let found = db
        .prepare_cached(DISPOSITIONS)?
        .query_map(params![after, one_too_many()], read)?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

fn place(text: &str) -> Result<Place> {
    let bad = || StoreError::BadCursor(text.to_owned());
    let (day, id) = text.split_once(' ').ok_or_else(bad)?;
    Ok((day.to_owned(), id.parse().map_err(|_| bad())?))
}

fn counted(db: &Connection, after: Option<Place>) -> Result<Vec<Place>> {
    let (day, id) = after.map_or_else(Default::default, |(day, id)| {
        (day, id.0.into_bytes().to_vec())
    });
    let read = |row: &Row<'_>| Ok((row.get(0)?, TallyId(sql::uuid(row, 1)?)));
    let found = db
        .prepare_cached(TALLIES)?
        .query_map(params![day, id, one_too_many()], read)?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::plan::plan;

    #[test]
    fn a_page_is_read_from_its_place_however_much_there_is_before_it() {
        let steps = plan(DISPOSITIONS, params![[0_u8; 16], 1]);
        assert_eq!(steps.len(), 1, "{steps:?}");
        assert!(steps[0].contains("SEARCH disposition USING PRIMARY KEY"));
        let steps = plan(TALLIES, params!["2020-02-14", [0_u8; 16], 1]);
        assert!(steps[0].contains("tally_by_day (day>?"), "{steps:?}");
    }
}
