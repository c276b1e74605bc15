//! What codes and ids are called.

use rusqlite::Row;

use crate::error::Result;
use crate::review::{round, sites, vocabulary};
use crate::views::{DivisionView, Names};

use super::Snapshot;

impl Snapshot<'_> {
    /// The names of divisions, kinds of site, categories, rounds and teams.
    pub fn names(&self) -> Result<Names> {
        let known = vocabulary::words(self.db)?;
        let text = "SELECT code, name FROM division";
        let name = |row: &Row<'_>| {
            let DivisionView { code, name } = sites::division_view(row)?;
            Ok((code, name))
        };
        let divisions = self
            .db
            .prepare_cached(text)?
            .query_map([], name)?
            .collect::<Result<_, _>>()?;
        let campaigns = round::views(self.db)?.into_iter();
        let teams = round::teams(self.db)?.into_iter();
        Ok(Names {
            divisions,
            kinds: known.kinds,
            categories: known.categories,
            campaigns: campaigns.map(|one| (one.id, one.title)).collect(),
            teams: teams.map(|team| (team.id, team.name)).collect(),
        })
    }
}
