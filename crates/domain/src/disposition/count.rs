//! Counting dispositions as reports do: a person once, under the heaviest measure; what came on top
//! as «另»; units apart; a case is a visit that led to any of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DispositionRecorded, Measure, Subject};
use crate::SubjectId;

/// Whom a further measure was taken against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Further {
    /// Persons, who count under a heavier measure too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub persons: u32,
    /// Units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub units: u32,
}

/// What dispositions amount to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DispositionTotals {
    /// 起: visits that led to a disposition.
    pub cases: u32,
    /// Persons, each once.
    pub persons_disposed: u32,
    /// Units, each once.
    pub units_disposed: u32,
    /// Each person under the heaviest measure, heaviest first.
    pub persons_by_heaviest_measure: BTreeMap<Measure, u32>,
    /// 另: what came on top for persons, and all that was taken against units.
    pub further_measures: BTreeMap<Measure, Further>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Counts what was not withdrawn.
pub fn count<'a>(
    dispositions: impl IntoIterator<Item = &'a DispositionRecorded>,
) -> DispositionTotals {
    let mut cases: BTreeSet<Uuid> = BTreeSet::new();
    let mut persons: BTreeMap<SubjectId, BTreeSet<Measure>> = BTreeMap::new();
    let mut units: BTreeMap<&str, BTreeSet<Measure>> = BTreeMap::new();
    for one in dispositions {
        if one.withdrawn.is_some() {
            continue;
        }
        cases.extend(one.case());
        let measures = match &one.subject {
            Subject::Person { id, .. } => persons.entry(*id).or_default(),
            Subject::Unit { name } => units.entry(name.trim()).or_default(),
        };
        measures.extend(one.measures.iter().map(|taken| taken.measure));
    }
    let mut totals = DispositionTotals {
        cases: number(cases.len()),
        persons_disposed: number(persons.len()),
        units_disposed: number(units.len()),
        ..DispositionTotals::default()
    };
    for measures in persons.into_values() {
        let mut measures = measures.into_iter();
        if let Some(heaviest) = measures.next() {
            *totals
                .persons_by_heaviest_measure
                .entry(heaviest)
                .or_default() += 1;
        }
        for further in measures {
            totals.further_measures.entry(further).or_default().persons += 1;
        }
    }
    for measure in units.into_values().flatten() {
        totals.further_measures.entry(measure).or_default().units += 1;
    }
    totals
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
