//! From files to facts: divisions, units, sites and rosters, from CSV and XLSX.
//!
//! [`read_table`] turns a file into a [`Table`]; [`divisions`], [`units`], [`sites`] and
//! [`rosters`] interpret one against what the county knows already. They give only what is new or
//! changed, so that a second import of the same file states nothing, or every error of every row:
//! all or nothing. Writing the facts to headquarters' journal is not done here.

mod cell;
mod csv;
mod divisions;
mod error;
mod heading;
mod known;
mod problem;
mod read;
mod record;
mod roles;
mod rosters;
mod site_index;
mod sites;
mod table;
mod text;
mod units;
mod xlsx;

pub use divisions::{divisions, sites_from_divisions};
pub use error::ImportError;
pub use known::Known;
pub use problem::{Problem, RowError};
pub use read::{MAX_FILE_BYTES, read_table, table_from_bytes};
pub use rosters::{MAX_REQUIRED, rosters};
pub use sites::sites;
pub use table::{MAX_ROWS, Table};
pub use units::units;

/// Is told how far a step is: done, of how much. The unit is the step's own (bytes or rows), only
/// their ratio has a meaning.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// What a table comes to when every row of it is good.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported<T> {
    /// What is new or changed, in the order of the file.
    pub facts: Vec<T>,
    /// How many are in the file as they are known already.
    pub unchanged: usize,
    /// Headings that mean nothing in this kind of file: their columns were not read. To be shown
    /// as a warning.
    pub ignored_headings: Vec<String>,
}
