//! What is stated of a checkpoint's shift.

use serde::{Deserialize, Serialize};

use crate::FactId;
use crate::fact::Body;
use crate::origin::Stated;
use crate::tally::TallyRecorded;
use crate::versions::Versions;

/// A tally of a site, a day and a shift.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TallyRow {
    /// The tally and its corrections.
    pub recorded: Versions<TallyRecorded>,
}

impl TallyRow {
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::TallyRecorded(body) = &stated.fact.body {
            self.recorded.add(stated, body.clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.recorded.remove(id);
    }
}
