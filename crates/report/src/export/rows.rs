//! The rows of a table, read page by page while they are written.

use std::vec::IntoIter;

use kakou_domain::{CampaignId, DivisionCode, SiteKind, TeamId};
use kakou_store::views::Names;
use kakou_store::{Snapshot, StoreError};
use serde::Serialize;

use super::Progress;
use super::cell::Cell;
use super::table::Table;
use crate::error::Result;
use crate::language::Language;

/// What cells are made from beside their row.
pub(super) struct Source<'a> {
    pub snapshot: &'a Snapshot<'a>,
    pub names: Names,
    pub language: Language,
}

impl Source<'_> {
    /// What a checklist calls a kind of site; its code where none is known here.
    pub(super) fn kind(&self, kind: &SiteKind) -> Cell {
        let words = self.names.kind(kind).map(|words| self.language.pick(words));
        Cell::text(words.unwrap_or_else(|| kind.as_str()))
    }

    pub(super) fn township(&self, division: &DivisionCode) -> Cell {
        Cell::text(self.names.township(division))
    }

    pub(super) fn division(&self, code: &DivisionCode) -> Cell {
        Cell::text(self.names.division(code))
    }

    pub(super) fn campaign(&self, id: Option<CampaignId>) -> Cell {
        let title = id.and_then(|id| self.names.campaigns.get(&id));
        Cell::maybe(title, Cell::text)
    }

    pub(super) fn team(&self, id: Option<TeamId>) -> Cell {
        let name = id.and_then(|id| self.names.teams.get(&id));
        Cell::maybe(name, Cell::text)
    }

    /// The word for a value of the domain.
    pub(super) fn word<T: Serialize>(&self, what: &str, value: T) -> Cell {
        Cell::text(self.language.of(what, value))
    }
}

/// An export that is under way.
pub(super) struct Export<'a> {
    pub source: Source<'a>,
    done: u64,
    total: u64,
    progress: &'a mut Progress<'a>,
}

impl<'a> Export<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot<'a>,
        language: Language,
        progress: &'a mut Progress<'a>,
    ) -> Result<Self, StoreError> {
        let source = Source {
            names: snapshot.names()?,
            snapshot,
            language,
        };
        Ok(Self {
            source,
            done: 0,
            total: 0,
            progress,
        })
    }

    /// Counts what is to be read.
    pub(super) fn expect(&mut self, tables: &[&'static dyn Table]) -> Result<()> {
        for table in tables {
            self.total += table.total(&self.source)?;
        }
        self.tell(0);
        Ok(())
    }

    /// So many more are to be read.
    pub(super) fn expect_rows(&mut self, rows: u64) {
        self.total += rows;
        self.tell(0);
    }

    /// So many more are read.
    pub(super) fn tell(&mut self, more: u64) {
        self.done += more;
        (self.progress)(self.done, self.total.max(self.done));
    }

    /// The rows of a table, in its order.
    pub(super) fn rows(&mut self, table: &'static dyn Table) -> Rows<'_, 'a> {
        Rows {
            export: self,
            table,
            page: Vec::new().into_iter(),
            after: None,
            more: true,
        }
    }
}

/// The rows of a table; no more than one page of them is held.
pub(super) struct Rows<'b, 'a> {
    export: &'b mut Export<'a>,
    table: &'static dyn Table,
    page: IntoIter<Vec<Cell>>,
    after: Option<String>,
    more: bool,
}

impl Rows<'_, '_> {
    fn turn(&mut self) -> Result<()> {
        let page = self
            .table
            .page(&self.export.source, self.after.as_deref())?;
        self.export.tell(page.rows.len() as u64);
        self.more = page.next.is_some();
        self.after = page.next;
        self.page = page.rows.into_iter();
        Ok(())
    }
}

impl Iterator for Rows<'_, '_> {
    type Item = Result<Vec<Cell>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.page.next() {
                return Some(Ok(row));
            }
            if !self.more {
                return None;
            }
            if let Err(error) = self.turn() {
                self.more = false;
                return Some(Err(error));
            }
        }
    }
}
