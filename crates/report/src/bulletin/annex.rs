//! What is attached to a bulletin: a table with a title.

use serde::{Deserialize, Serialize};

/// An annex. Its number is its place among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Annex {
    /// The same here and below the body, as GB/T 9704-2012, 7.3.7 asks.
    pub title: String,
    /// What it lists.
    pub table: Table,
}

/// A table with a head that is repeated on each page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// A cell a column; what is short of one is empty, what is beyond the last is not printed.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Column {
    /// What stands in the table's head.
    pub title: String,
    /// Its share of the table's width, beside the others' shares.
    pub share: u32,
}

impl Column {
    /// A column that is so many shares wide.
    pub fn new(title: impl Into<String>, share: u32) -> Self {
        Self {
            title: title.into(),
            share,
        }
    }
}
