//! What is stated of a visit's date.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

use super::RowKey;
use crate::doubt::{DateStanding, VisitDateDecided};
use crate::fact::{Body, Fact};
use crate::origin::Stated;
use crate::versions::Versions;
use crate::{FactId, VisitId};

/// The dates of a visit that were ever doubted or decided on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DoubtRow(BTreeMap<DateTime<Utc>, DateRow>);

/// What is stated of one date.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DateRow {
    /// When it was received with it.
    pub doubted: Versions<DateTime<FixedOffset>>,
    /// What was decided.
    pub decided: Versions<VisitDateDecided>,
}

impl DoubtRow {
    pub(super) fn apply(&mut self, id: VisitId, stated: &Stated) {
        match &stated.fact.body {
            Body::VisitDoubted(body) => {
                for one in body.visits.iter().filter(|one| one.visit == id) {
                    let date = self.0.entry(one.visited_at.to_utc()).or_default();
                    date.doubted.add(stated, body.received_at);
                }
            }
            Body::VisitDateDecided(body) => {
                let date = self.0.entry(body.visited_at.to_utc()).or_default();
                date.decided.add(stated, body.clone());
            }
            _ => {}
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        for date in self.0.values_mut() {
            date.doubted.remove(id);
            date.decided.remove(id);
        }
    }

    /// What is stated of this date.
    pub fn of(&self, visited_at: DateTime<FixedOffset>) -> Option<&DateRow> {
        self.0.get(&visited_at.to_utc())
    }

    /// What a visit of this date counts for.
    pub fn standing(&self, visited_at: DateTime<FixedOffset>) -> DateStanding {
        let Some(date) = self.of(visited_at) else {
            return DateStanding::Counts;
        };
        match date.decided.current().map(|decided| decided.counts) {
            None if date.doubted.is_empty() => DateStanding::Counts,
            None => DateStanding::Doubted,
            Some(true) => DateStanding::Counts,
            Some(false) => DateStanding::Rejected,
        }
    }
}

pub(super) fn touched(fact: &Fact) -> Vec<RowKey> {
    match &fact.body {
        Body::VisitDoubted(body) => {
            let visits = body.visits.iter();
            visits.map(|one| RowKey::Doubt(one.visit)).collect()
        }
        Body::VisitDateDecided(body) => vec![RowKey::Doubt(body.visit)],
        _ => Vec::new(),
    }
}
