//! A table seen by what its columns mean, row by row, with every error kept.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::cell::Cell;
use super::heading::{self, Columns, Field};
use super::problem::{Problem, RowError};
use super::read::PROGRESS_STEP;
use super::table::{Row, Table};
use super::text::shortened;
use super::{Imported, Progress};

/// The longest text that is taken, in characters.
const MAX_TEXT: usize = 200;

/// A table whose headings are understood.
pub(super) struct Sheet<'t> {
    table: &'t Table,
    columns: Columns,
    places: BTreeMap<Field, usize>,
    ignored_headings: Vec<String>,
}

impl<'t> Sheet<'t> {
    /// `required` has groups of fields; of each group one column must be there.
    pub(super) fn new(
        table: &'t Table,
        columns: Columns,
        required: &[&[Field]],
    ) -> Result<Self, Vec<RowError>> {
        let mut sheet = Self {
            table,
            columns,
            places: BTreeMap::new(),
            ignored_headings: Vec::new(),
        };
        let mut errors = Vec::new();
        let headings = &table.headings;
        for (index, cell) in headings
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let heading = shortened(&cell.text());
            match heading::field(columns, &heading) {
                None => sheet.ignored_headings.push(heading),
                Some(field) if sheet.places.contains_key(&field) => {
                    let problem = Problem::DuplicateHeading {
                        other: sheet.heading(field),
                    };
                    errors.push(RowError {
                        row: headings.number,
                        column: Some(heading),
                        problem,
                    });
                }
                Some(field) => {
                    sheet.places.insert(field, index);
                }
            }
        }
        for group in required
            .iter()
            .filter(|group| !group.iter().any(|field| sheet.has(*field)))
        {
            let accepted = group
                .iter()
                .flat_map(|field| heading::accepted(columns, *field));
            let problem = Problem::MissingHeading {
                accepted: accepted.copied().collect(),
            };
            errors.push(RowError {
                row: headings.number,
                column: None,
                problem,
            });
        }
        if errors.is_empty() {
            Ok(sheet)
        } else {
            Err(errors)
        }
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.places.contains_key(&field)
    }

    /// A column's heading as the file has it, or as it should have it.
    fn heading(&self, field: Field) -> String {
        let written = self
            .places
            .get(&field)
            .and_then(|index| self.table.headings.cells.get(*index));
        match written {
            Some(cell) => shortened(&cell.text()),
            None => heading::accepted(self.columns, field)
                .first()
                .copied()
                .unwrap_or_default()
                .into(),
        }
    }

    /// Reads every row. What a row gives counts only when nothing in it was wrong; when anything
    /// is wrong anywhere, there are only errors.
    pub(super) fn read<T>(
        &self,
        progress: Progress<'_>,
        mut row: impl FnMut(&mut Record<'_, 't>) -> Option<T>,
    ) -> Result<Vec<T>, Vec<RowError>> {
        let (mut values, mut errors) = (Vec::new(), Vec::new());
        for (done, cells) in self.table.rows.iter().enumerate() {
            let mut record = Record {
                sheet: self,
                row: cells,
                errors: Vec::new(),
            };
            let value = row(&mut record);
            errors.append(&mut record.errors);
            values.extend(value);
            if done.is_multiple_of(PROGRESS_STEP) {
                progress(done, self.table.len());
            }
        }
        progress(self.table.len(), self.table.len());
        if errors.is_empty() {
            Ok(values)
        } else {
            Err(errors)
        }
    }

    /// The end of every import.
    pub(super) fn imported<T>(self, facts: Vec<T>, unchanged: usize) -> Imported<T> {
        Imported {
            facts,
            unchanged,
            ignored_headings: self.ignored_headings,
        }
    }
}

/// One row. What is wrong in it is kept, and reading goes on, so that a person sees all of it at
/// once; `None` is «nothing there, or wrong».
pub(super) struct Record<'s, 't> {
    sheet: &'s Sheet<'t>,
    row: &'t Row,
    errors: Vec<RowError>,
}

impl<'t> Record<'_, 't> {
    /// As the spreadsheet numbers it.
    pub(super) fn row(&self) -> usize {
        self.row.number
    }

    /// Whether nothing was wrong so far.
    pub(super) fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether anything stands in a column.
    pub(super) fn is_filled(&self, field: Field) -> bool {
        self.cell(field).is_some_and(|cell| !cell.is_empty())
    }

    fn cell(&self, field: Field) -> Option<&'t Cell> {
        self.row.cells.get(*self.sheet.places.get(&field)?)
    }

    pub(super) fn fail(&mut self, field: Field, problem: Problem) {
        let column = Some(self.sheet.heading(field));
        self.errors.push(RowError {
            row: self.row.number,
            column,
            problem,
        });
    }

    /// The value, or the error on its column.
    pub(super) fn check<T>(&mut self, field: Field, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.fail(field, problem)).ok()
    }

    /// Keeps that a value must stand there, in the first of these columns that the file has.
    pub(super) fn missing(&mut self, fields: &[Field]) {
        let there = fields
            .iter()
            .find(|field| self.sheet.has(**field))
            .or(fields.first());
        if let Some(field) = there {
            self.fail(*field, Problem::MissingValue);
        }
    }

    fn parsed<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&Cell) -> Result<T, Problem>,
    ) -> Option<T> {
        let result = match self.cell(field)? {
            Cell::Empty => return None,
            Cell::Failed(value) => Err(Problem::FailedFormula {
                value: shortened(value),
            }),
            cell => parse(cell),
        };
        self.check(field, result)
    }

    pub(super) fn text(&mut self, field: Field) -> Option<String> {
        self.parsed(field, |cell| {
            let text = cell.text();
            let length = text.chars().count();
            if length > MAX_TEXT {
                Err(Problem::TooLong {
                    length,
                    limit: MAX_TEXT,
                })
            } else if text.chars().any(char::is_control) {
                Err(Problem::ControlCharacter {
                    value: shortened(&text),
                })
            } else {
                Ok(text)
            }
        })
    }

    pub(super) fn required_text(&mut self, field: Field) -> Option<String> {
        self.required(field, |record| record.text(field))
    }

    pub(super) fn required_number(&mut self, field: Field) -> Option<f64> {
        self.required(field, |record| record.parsed(field, Cell::number))
    }

    pub(super) fn required_count(&mut self, field: Field, least: u32, most: u32) -> Option<u32> {
        self.required(field, |record| {
            record.parsed(field, |cell| cell.count(least, most))
        })
    }

    /// Keeps that a value is missing, unless what stands there is wrong already.
    fn required<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let errors = self.errors.len();
        let value = read(self);
        if value.is_none() && self.errors.len() == errors {
            self.missing(&[field]);
        }
        value
    }

    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.parsed(field, Cell::date)
    }

    pub(super) fn time(&mut self, field: Field) -> Option<NaiveTime> {
        self.parsed(field, Cell::time)
    }

    /// Keeps that the last day must not be before the first.
    pub(super) fn in_order(
        &mut self,
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
        at: Field,
    ) {
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            self.fail(at, Problem::DatesReversed { first, last });
        }
    }
}
