//! What is stated of a day's report and of a bulletin.

use serde::{Deserialize, Serialize};

use crate::FactId;
use crate::fact::Body;
use crate::origin::Stated;
use crate::reports::{BulletinChecked, BulletinIssued, DayReported};
use crate::versions::Versions;

/// A team's report of a day.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DayRow {
    /// The report, and what took its place.
    pub reported: Versions<DayReported>,
}

impl DayRow {
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::DayReported(body) = &stated.fact.body {
            self.reported.add(stated, body.clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.reported.remove(id);
    }
}

/// The checks of a bulletin; one that follows another takes its place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BulletinCheckRow {
    /// What was checked, and by whom.
    pub checked: Versions<BulletinChecked>,
}

impl BulletinCheckRow {
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::BulletinChecked(body) = &stated.fact.body {
            self.checked.add(stated, (**body).clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.checked.remove(id);
    }
}

/// A bulletin.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BulletinRow {
    /// As it was issued.
    pub issued: Versions<BulletinIssued>,
}

impl BulletinRow {
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::BulletinIssued(body) = &stated.fact.body {
            self.issued.add(stated, (**body).clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.issued.remove(id);
    }
}
