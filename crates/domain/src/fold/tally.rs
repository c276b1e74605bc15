//! What is stated of a checkpoint's shift.

use serde::{Deserialize, Serialize};

use crate::fact::{Body, Fact};
use crate::tally::TallyRecorded;
use crate::versions::Versions;

/// A tally of a site, a day and a shift.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TallyRow {
    /// The tally and its corrections.
    pub recorded: Versions<TallyRecorded>,
}

impl TallyRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::TallyRecorded(body) = &fact.body {
            self.recorded.add(fact, body.clone());
        }
    }
}
