//! What is stated of a disposition.

use serde::{Deserialize, Serialize};

use crate::FactId;
use crate::disposition::DispositionRecorded;
use crate::fact::Body;
use crate::origin::Stated;
use crate::versions::Versions;

/// A disposition.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DispositionRow {
    /// Its recording and its corrections.
    pub recorded: Versions<DispositionRecorded>,
}

impl DispositionRow {
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::DispositionRecorded(body) = &stated.fact.body {
            self.recorded.add(stated, body.clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.recorded.remove(id);
    }
}
