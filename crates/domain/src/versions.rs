//! The versions of one changing thing: facts that follow one another, as a graph without a clock.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::FactId;
use crate::fact::Fact;

/// One stated version of a thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version<T> {
    /// The versions that its writer saw last.
    pub follows: Vec<FactId>,
    /// When it was written, for people to read; decides nothing.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
    /// What was stated.
    pub content: T,
}

impl<T> Version<T> {
    /// The same with something else in it.
    pub fn with<U>(self, content: U) -> Version<U> {
        Version {
            follows: self.follows,
            at: self.at,
            by: self.by,
            content,
        }
    }
}

/// All versions of one thing that have arrived. Taking one in twice, or in another order, gives the
/// same: it is a set, and everything read from it is a function of the set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Versions<T>(BTreeMap<FactId, Version<T>>);

impl<T> Default for Versions<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Serialize> Versions<T> {
    /// Takes in what a fact states.
    pub fn add(&mut self, fact: &Fact, content: T) {
        let stated = Version {
            follows: fact.follows.clone(),
            at: fact.at,
            by: fact.by.clone(),
            content,
        };
        self.insert(fact.id, stated);
    }

    /// Takes in one version. A fact's id stands for one statement; where two facts claim the same
    /// id, the one whose JSON is less stands, whichever came first.
    pub fn insert(&mut self, id: FactId, stated: Version<T>) {
        match self.0.entry(id) {
            Entry::Vacant(place) => {
                place.insert(stated);
            }
            Entry::Occupied(mut place) => {
                if json(&stated) < json(place.get()) {
                    place.insert(stated);
                }
            }
        }
    }
}

/// What is stated has only text keys and finite numbers: it has a JSON form.
fn json(stated: &impl Serialize) -> String {
    serde_json::to_string(stated).unwrap_or_default()
}

impl<T> Versions<T> {
    /// Whether nothing has arrived yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One version.
    pub fn get(&self, id: FactId) -> Option<&Version<T>> {
        self.0.get(&id)
    }

    /// All versions, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Version<T>)> {
        self.0.iter().map(|(id, version)| (*id, version))
    }

    /// The versions that nothing follows. There is at least one unless all is empty: where facts
    /// claim to follow each other in a circle, all of them stand.
    pub fn heads(&self) -> Vec<(FactId, &Version<T>)> {
        if self.0.len() < 2 {
            return self.iter().collect();
        }
        let followed: BTreeSet<FactId> = self
            .iter()
            .flat_map(|(id, version)| version.follows.iter().copied().filter(move |f| *f != id))
            .collect();
        let heads: Vec<_> = self
            .iter()
            .filter(|(id, _)| !followed.contains(id))
            .collect();
        if heads.is_empty() {
            self.iter().collect()
        } else {
            heads
        }
    }

    /// What a fact must name in `follows` to go on from here.
    pub fn head_ids(&self) -> Vec<FactId> {
        self.heads().into_iter().map(|(id, _)| id).collect()
    }
}

impl<T: PartialEq> Versions<T> {
    /// The content that stands. Of several heads that differ the first by id is shown, which
    /// settles nothing: [`Versions::conflict`] says that there are more.
    pub fn current(&self) -> Option<&T> {
        self.heads().first().map(|(_, version)| &version.content)
    }

    /// Whether heads differ: two people said different things, neither knowing of the other.
    pub fn conflict(&self) -> bool {
        let heads = self.heads();
        heads
            .iter()
            .any(|(_, version)| version.content != heads[0].1.content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn versions(edges: &[(u128, &[u128])]) -> Versions<u128> {
        let id = |n: u128| FactId(Uuid::from_u128(n));
        let at = DateTime::parse_from_rfc3339("2020-02-14T09:00:00+08:00").unwrap();
        Versions(
            edges
                .iter()
                .map(|(n, follows)| {
                    let follows = follows.iter().map(|f| id(*f)).collect();
                    (
                        id(*n),
                        Version {
                            follows,
                            at,
                            by: String::new(),
                            content: *n,
                        },
                    )
                })
                .collect(),
        )
    }

    #[test]
    fn what_nothing_follows_stands() {
        let one = versions(&[(1, &[]), (2, &[1]), (3, &[2])]);
        assert_eq!((one.current(), one.conflict()), (Some(&3), false));
        let two = versions(&[(1, &[]), (2, &[1]), (3, &[1])]);
        assert!(two.conflict());
        let settled = versions(&[(1, &[]), (2, &[1]), (3, &[1]), (4, &[2, 3])]);
        assert_eq!((settled.current(), settled.conflict()), (Some(&4), false));
    }

    #[test]
    fn facts_that_follow_each_other_in_a_circle_all_stand() {
        assert_eq!(versions(&[(1, &[2]), (2, &[1])]).heads().len(), 2);
        assert_eq!(versions(&[(1, &[1])]).heads().len(), 1);
    }

    #[test]
    fn a_version_may_follow_one_that_has_not_arrived() {
        let one = versions(&[(3, &[2])]);
        assert_eq!((one.current(), one.conflict()), (Some(&3), false));
    }
}
