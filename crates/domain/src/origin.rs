//! Whose word a fact is. The backend says it from the journals and from headquarters' chain; nothing
//! of it is read from the fact, for a fact says what its author likes.

use serde::{Deserialize, Serialize};

use crate::fact::Fact;
use crate::supervision::Role;
use crate::{AuthorId, Seq};

/// The place of who was never admitted: after everybody else.
pub const NOT_ADMITTED: u64 = u64::MAX;

/// Whose word a fact is, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Origin {
    /// The first journal of the author's line: one device stays one author when its journal goes on
    /// under a new key. Of what another's journal carries, whose it was.
    pub author: AuthorId,
    /// What its journal may state.
    pub role: Role,
    /// Where its journal was admitted in headquarters' chain, counted over headquarters' journals;
    /// [`NOT_ADMITTED`] of one that was not.
    pub place: u64,
    /// Its place in the journal in which it stands.
    pub seq: Seq,
    /// Whether it was stated before headquarters adopted the rules of whose word counts. It means then
    /// what it meant.
    pub former: bool,
    /// Whether it corrects another's visit. It is shown, and counts when the visit's author or
    /// headquarters follows it.
    pub of_another: bool,
}

/// As it is kept with each version: short.
#[derive(Serialize, Deserialize)]
struct Written(AuthorId, Role, u64, Seq, u8);

impl From<Written> for Origin {
    fn from(Written(author, role, place, seq, marks): Written) -> Self {
        Self {
            author,
            role,
            place,
            seq,
            former: marks & 1 != 0,
            of_another: marks & 2 != 0,
        }
    }
}

impl From<Origin> for Written {
    fn from(origin: Origin) -> Self {
        let marks = u8::from(origin.former) | u8::from(origin.of_another) << 1;
        Self(origin.author, origin.role, origin.place, origin.seq, marks)
    }
}

impl Origin {
    /// Whether it is headquarters' word.
    pub fn is_headquarters(&self) -> bool {
        self.role == Role::Headquarters
    }

    /// What goes first where two say different things and neither knew of the other: headquarters,
    /// its last word first; then who was admitted first. Of one author the earlier in its chain.
    pub(crate) fn rank(&self) -> impl Ord + use<> {
        match self.is_headquarters() {
            true => (0, u64::MAX - self.place, u64::MAX - self.seq.0, self.author),
            false => (1, self.place, self.seq.0, self.author),
        }
    }

    /// Of one author's two payloads under one id the earlier in its chain stands, a predecessor's
    /// before a successor's.
    pub fn chain_order(&self) -> impl Ord + use<> {
        (self.place, self.seq)
    }
}

/// A fact with whose word it is: what the fold takes in.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// What is stated. Ids that follow from what it is about are reckoned, not read, but in facts of
    /// before.
    pub fact: Fact,
    /// By whom.
    pub origin: Origin,
}

impl Stated {
    /// A fact as the fold takes it in.
    pub fn new(mut fact: Fact, origin: Origin) -> Self {
        if !origin.former {
            fact.reckon_ids();
        }
        Self { fact, origin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_it_was_written() {
        for (former, of_another) in [(false, false), (true, false), (false, true), (true, true)] {
            let origin = Origin {
                author: AuthorId([7; 16]),
                role: Role::Inspector,
                place: NOT_ADMITTED,
                seq: Seq(12),
                former,
                of_another,
            };
            let text = serde_json::to_string(&origin).unwrap();
            assert_eq!(serde_json::from_str::<Origin>(&text).unwrap(), origin);
        }
    }
}
