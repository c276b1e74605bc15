//! A subject as a table: its columns, and where its rows come from.

use kakou_store::Result;
use kakou_store::views::Page;

use super::cell::Cell;
use super::rows::Source;
use crate::language::Language;

/// A column of the rows that are made of a `T`.
pub(super) struct Column<T> {
    /// Its stable name; its title is the word `column_…` of a language.
    pub key: &'static str,
    /// How wide it is in a sheet, in digits.
    pub width: u8,
    /// What stands in it.
    pub cell: fn(&T, &Source<'_>) -> Cell,
}

/// A column, in one line.
pub(super) const fn column<T>(
    key: &'static str,
    width: u8,
    cell: fn(&T, &Source<'_>) -> Cell,
) -> Column<T> {
    Column { key, width, cell }
}

/// A table of what the store gives as pages of `T`.
pub(super) struct Shape<T: 'static> {
    /// Its stable name; its title is the word `sheet_…` of a language.
    pub key: &'static str,
    /// The column that tells its rows apart on a map. Only a table with `latitude` and `longitude`
    /// can be drawn on one.
    pub feature: Option<&'static str>,
    /// From left to right.
    pub columns: &'static [Column<T>],
    /// How many rows there are, more or less.
    pub total: fn(&Source<'_>) -> Result<u64>,
    /// The page after a place.
    pub page: fn(&Source<'_>, Option<&str>) -> Result<Page<T>>,
}

/// A column as a format sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub key: &'static str,
    pub width: u8,
}

impl Head {
    pub(super) fn title(&self, language: Language) -> &'static str {
        language.say(&format!("column_{}", self.key))
    }
}

/// A table, whatever its rows are made of.
pub(super) trait Table: Sync {
    fn key(&self) -> &'static str;
    fn feature(&self) -> Option<&'static str>;
    fn heads(&self) -> Vec<Head>;
    fn total(&self, source: &Source<'_>) -> Result<u64>;
    fn page(&self, source: &Source<'_>, after: Option<&str>) -> Result<Page<Vec<Cell>>>;
}

impl<T> Table for Shape<T> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn feature(&self) -> Option<&'static str> {
        self.feature
    }

    fn heads(&self) -> Vec<Head> {
        let heads = self.columns.iter();
        heads
            .map(|column| Head {
                key: column.key,
                width: column.width,
            })
            .collect()
    }

    fn total(&self, source: &Source<'_>) -> Result<u64> {
        (self.total)(source)
    }

    fn page(&self, source: &Source<'_>, after: Option<&str>) -> Result<Page<Vec<Cell>>> {
        let page = (self.page)(source, after)?;
        let row = |of: &T| {
            let cells = self.columns.iter();
            cells.map(|column| (column.cell)(of, source)).collect()
        };
        Ok(Page {
            rows: page.rows.iter().map(row).collect(),
            next: page.next,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::export::Subject;
    use crate::language::Language;

    #[test]
    fn every_sheet_and_column_has_a_title_in_both_languages() {
        for table in Subject::All.tables() {
            for language in [Language::Chinese, Language::English] {
                let sheet = language.say(&format!("sheet_{}", table.key()));
                assert!(!sheet.is_empty(), "{}", table.key());
                // Excel takes 31 characters; a second sheet of the table has a number after it.
                assert!(sheet.chars().count() < 28, "{sheet}");
                let heads = table.heads();
                let title = |key: &str| language.say(&format!("column_{key}"));
                let titles: BTreeSet<_> = heads.iter().map(|head| title(head.key)).collect();
                assert_eq!(titles.len(), heads.len(), "{}: {titles:?}", table.key());
                assert!(!titles.contains(""), "{}: {heads:?}", table.key());
            }
        }
    }

    #[test]
    fn what_can_be_drawn_on_a_map_says_where_and_what_it_is() {
        for table in Subject::All.tables() {
            let heads = table.heads();
            let has = |key: &str| heads.iter().any(|head| head.key == key);
            let placed = has("latitude") && has("longitude");
            assert_eq!(placed, table.feature().is_some(), "{}", table.key());
            assert!(table.feature().is_none_or(has), "{}", table.key());
        }
    }
}
