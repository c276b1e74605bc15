//! What is stated of a disposition.

use serde::{Deserialize, Serialize};

use crate::disposition::DispositionRecorded;
use crate::fact::{Body, Fact};
use crate::versions::Versions;

/// A disposition.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DispositionRow {
    /// Its recording and its corrections.
    pub recorded: Versions<DispositionRecorded>,
}

impl DispositionRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::DispositionRecorded(body) = &fact.body {
            self.recorded.add(fact, body.clone());
        }
    }
}
