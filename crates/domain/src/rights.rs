//! Who may state what: one table. docs/PROTOCOL.md has the same, and a test holds both together.

use crate::fact::Fact;
use crate::supervision::Role;

/// Who may state a kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Headquarters alone.
    Headquarters,
    /// Headquarters, and every inspector wherever it is: a visit by an admitted person is evidence
    /// wherever it was made.
    Everybody,
}

/// Each kind that this version knows, with who may state it.
pub const RIGHTS: &[(&str, Right)] = &[
    ("division.defined", Right::Headquarters),
    ("unit.defined", Right::Headquarters),
    ("zone.defined", Right::Headquarters),
    ("site.defined", Right::Everybody),
    ("site.merged", Right::Headquarters),
    ("roster.set", Right::Headquarters),
    ("team.set", Right::Headquarters),
    ("campaign.opened", Right::Headquarters),
    ("campaign.closed", Right::Headquarters),
    ("assignment.made", Right::Headquarters),
    ("checklist.published", Right::Headquarters),
    ("author.admitted", Right::Headquarters),
    ("author.named", Right::Headquarters),
    ("author.retired", Right::Headquarters),
    ("id.contested", Right::Headquarters),
    ("journal.carried", Right::Headquarters),
    ("rules.adopted", Right::Headquarters),
    ("visit.sealed", Right::Everybody),
    ("visit.amended", Right::Everybody),
    ("visit.supplemented", Right::Everybody),
    ("visit.doubted", Right::Headquarters),
    ("visit.date_decided", Right::Headquarters),
    ("finding.reported", Right::Everybody),
    ("finding.moved", Right::Everybody),
    ("disposition.recorded", Right::Everybody),
    ("tally.recorded", Right::Everybody),
    ("day.reported", Right::Everybody),
    ("bulletin.checked", Right::Headquarters),
    ("bulletin.issued", Right::Headquarters),
    ("payload.erased", Right::Headquarters),
];

/// Whether an author of `role` may state a kind. A kind that this version does not know an inspector
/// may state: it is kept and not folded, and a version that knows it judges it.
pub fn may_state(role: Role, kind: &str) -> bool {
    let right = RIGHTS.iter().find(|(known, _)| *known == kind);
    match (role, right) {
        (Role::Headquarters, _) => true,
        (Role::Inspector, Some((_, right))) => *right == Right::Everybody,
        (Role::Inspector, None) => true,
        (Role::Unknown, _) => false,
    }
}

impl Fact {
    /// Whether an author of `role` may state this.
    pub fn is_allowed_for(&self, role: Role) -> bool {
        may_state(role, self.body.kind())
    }
}
