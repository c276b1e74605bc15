//! What is stated of a day's report and of a bulletin.

use serde::{Deserialize, Serialize};

use crate::fact::{Body, Fact};
use crate::reports::{BulletinChecked, BulletinIssued, DayReported};
use crate::versions::Versions;

/// A team's report of a day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DayRow {
    /// The report, and what took its place.
    pub reported: Versions<DayReported>,
}

impl DayRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::DayReported(body) = &fact.body {
            self.reported.add(fact, body.clone());
        }
    }
}

/// The checks of a bulletin; one that follows another takes its place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BulletinCheckRow {
    /// What was checked, and by whom.
    pub checked: Versions<BulletinChecked>,
}

impl BulletinCheckRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::BulletinChecked(body) = &fact.body {
            self.checked.add(fact, (**body).clone());
        }
    }
}

/// A bulletin.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BulletinRow {
    /// As it was issued.
    pub issued: Versions<BulletinIssued>,
}

impl BulletinRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::BulletinIssued(body) = &fact.body {
            self.issued.add(fact, (**body).clone());
        }
    }
}
