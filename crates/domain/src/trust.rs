//! What headquarters states of journals: whose word stands under an id, whose payloads it carries,
//! since when that is asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AuthorId, FactId, Seq};

/// Two payloads claim one fact's id. This decides on every device which of them stands, in whatever
/// order they come; a later one that follows it reverses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdContested {
    /// The id.
    pub id: FactId,
    /// SHA-256 of the payload that stands, 64 hex digits: what the server took in first.
    pub stands: String,
    /// Of the one that is set aside. It is not passed on.
    pub aside: String,
    /// Why, where a person decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Payloads that another wrote follow in headquarters' journal: their place in that one's own journal
/// was lost. They are judged as that author's, for carrying gives no right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalCarried {
    /// Whose they are.
    pub of: AuthorId,
    /// SHA-256 of each, 64 hex digits; at most [`MOST_CARRIED`].
    pub hashes: Vec<String>,
}

/// The most hashes in one [`JournalCarried`].
pub const MOST_CARRIED: usize = 5_000;

/// From here on whose word counts is asked. What journals had stated before means what it meant, so
/// that nothing that was issued changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesAdopted {
    /// Which rules: [`RULES`].
    pub version: u32,
    /// Up to where each journal stood. They count as admitted.
    pub journals: BTreeMap<AuthorId, Seq>,
}

/// The rules of this version.
pub const RULES: u32 = 2;
