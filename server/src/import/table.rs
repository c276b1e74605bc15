//! A file's rows under their headings.

use super::cell::Cell;
use super::error::ImportError;
use super::heading;

/// The longest table that is taken, in rows.
pub const MAX_ROWS: usize = 200_000;
/// Columns beyond this one are not read.
pub(super) const MAX_COLUMNS: usize = 64;
/// A title and notes may stand above the headings, so many rows at most.
const ROWS_BEFORE_HEADINGS: usize = 20;

/// A row that has something in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// As the spreadsheet numbers it, from 1.
    pub(super) number: usize,
    /// Up to the last that is not empty.
    pub(super) cells: Vec<Cell>,
}

/// The rows of a sheet as they come.
#[derive(Debug, Default)]
pub(super) struct Rows(Vec<Row>);

impl Rows {
    /// Takes a cell; cells come row by row.
    pub(super) fn push(
        &mut self,
        number: usize,
        column: usize,
        cell: Cell,
    ) -> Result<(), ImportError> {
        if column >= MAX_COLUMNS || cell.is_empty() {
            return Ok(());
        }
        if self.0.last().is_none_or(|row| row.number != number) {
            if self.0.len() >= MAX_ROWS + ROWS_BEFORE_HEADINGS {
                return Err(ImportError::TooManyRows);
            }
            self.0.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        if let Some(row) = self.0.last_mut() {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, Cell::Empty);
            }
            row.cells[column] = cell;
        }
        Ok(())
    }
}

/// What a file gives: headings, and the rows below them. Rows without anything are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(super) headings: Row,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The row of headings is the first one with two cells that are headings of any kind of file;
    /// without such a row it is the first row, so that what is missing can be named.
    /// The second value says whether such a row was there.
    pub(super) fn from_rows(rows: Rows) -> Result<(Self, HasHeadings), ImportError> {
        let mut rows = rows.0;
        let is_heading = |cell: &&Cell| heading::is_known(&cell.text());
        let found = rows
            .iter()
            .take(ROWS_BEFORE_HEADINGS)
            .position(|row| row.cells.iter().filter(is_heading).count() >= 2);
        let below = rows.split_off(found.map_or(1, |at| at + 1).min(rows.len()));
        let headings = rows.pop().ok_or(ImportError::Empty)?;
        if below.len() > MAX_ROWS {
            return Err(ImportError::TooManyRows);
        }
        let has = if found.is_some() {
            HasHeadings::Yes
        } else {
            HasHeadings::No
        };
        Ok((
            Self {
                headings,
                rows: below,
            },
            has,
        ))
    }

    /// How many rows stand below the headings.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row stands below the headings.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Whether a sheet has a row of headings that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HasHeadings {
    /// It has.
    Yes,
    /// It has none; its first row is taken for one.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[(usize, &[&str])]) -> Rows {
        let mut rows = Rows::default();
        for (number, cells) in lines {
            for (column, text) in cells.iter().enumerate() {
                rows.push(*number, column, Cell::from_text(text)).unwrap();
            }
        }
        rows
    }

    #[test]
    fn a_title_and_empty_rows_above_the_headings_do_not_disturb() {
        let lines: &[(usize, &[&str])] = &[
            (1, &["汤阴县村卡口一览表"]),
            (2, &["制表单位：督查组", "", "2020年2月"]),
            (4, &["名称", "", "类型"]),
            (6, &["白营村卡点", "", "村卡口"]),
        ];
        let (table, has) = Table::from_rows(rows(lines)).unwrap();
        assert_eq!(has, HasHeadings::Yes);
        assert_eq!(table.headings.number, 4);
        assert_eq!((table.len(), table.rows[0].number), (1, 6));
    }

    #[test]
    fn without_headings_the_first_row_is_taken_for_them() {
        let lines: &[(usize, &[&str])] = &[(3, &["甲", "乙"]), (4, &["1", "2"])];
        let (table, has) = Table::from_rows(rows(lines)).unwrap();
        assert_eq!((has, table.headings.number), (HasHeadings::No, 3));
        assert!(matches!(
            Table::from_rows(Rows::default()),
            Err(ImportError::Empty)
        ));
    }

    #[test]
    fn more_rows_than_the_limit_are_refused() {
        let mut rows = Rows::default();
        let refused = (1..=MAX_ROWS + ROWS_BEFORE_HEADINGS + 1)
            .find_map(|number| rows.push(number, 0, Cell::Number(1.0)).err());
        assert!(matches!(refused, Some(ImportError::TooManyRows)));
    }
}
