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

/// Headquarters erases payloads, in whichever journals they stand: each becomes its hash, so that every
/// chain still verifies. That something was erased, by whom and why stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayloadErased {
    /// What is erased; at most [`MOST_ERASED`].
    pub payloads: Vec<Erased>,
    /// Why: a law, a court, a person's wish.
    pub reason: String,
}

/// A payload that is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// SHA-256 of it, 64 hex digits.
    pub hash: String,
    /// The id of the fact that it states, by which it is found; `None` of one that cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactId>,
}

/// The most payloads in one [`PayloadErased`]: a visit with hundreds of corrections.
pub const MOST_ERASED: usize = 1_000;

impl PayloadErased {
    /// Whether a kind of fact can be erased: never what decides whose word counts, what answers mean, or
    /// what was erased.
    pub fn may_erase(kind: &str) -> bool {
        const KEPT: [&str; 8] = [
            "author.admitted",
            "author.named",
            "author.retired",
            "checklist.published",
            "id.contested",
            "journal.carried",
            "payload.erased",
            "rules.adopted",
        ];
        !KEPT.contains(&kind)
    }
}
