//! The versions of one changing thing: facts that follow one another, as a graph without a clock.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::FactId;
use crate::origin::{Origin, Stated};

/// One stated version of a thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version<T> {
    /// The versions that its writer saw last.
    pub follows: Vec<FactId>,
    /// When it was written, for people to read; decides nothing.
    pub at: DateTime<FixedOffset>,
    /// By whom, as the fact says; decides nothing.
    pub by: String,
    /// Whose word it is.
    pub origin: Origin,
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
            origin: self.origin,
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

impl<T> Versions<T> {
    /// Takes in what a fact states.
    pub fn add(&mut self, stated: &Stated, content: T) {
        let Stated { fact, origin } = stated;
        let version = Version {
            follows: fact.follows.clone(),
            at: fact.at,
            by: fact.by.clone(),
            origin: *origin,
            content,
        };
        self.insert(fact.id, version);
    }

    /// Takes in one version. An id stands for one statement, which the backend sees to; where it is
    /// carried in two journals, the earlier in its author's chain is kept.
    pub fn insert(&mut self, id: FactId, stated: Version<T>) {
        match self.0.entry(id) {
            Entry::Vacant(place) => {
                place.insert(stated);
            }
            Entry::Occupied(mut place) => {
                if stated.origin.chain_order() <= place.get().origin.chain_order() {
                    place.insert(stated);
                }
            }
        }
    }

    /// Takes a version out: it was found not to stand, or was erased.
    pub fn remove(&mut self, id: FactId) {
        self.0.remove(&id);
    }

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

    /// The versions that nothing follows, in the order in which they go before each other: by
    /// headquarters' chain, never by what an author writes. There is at least one unless all is empty:
    /// where facts claim to follow each other in a circle, all of them stand.
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
        ordered(match heads.is_empty() {
            true => self.iter().collect(),
            false => heads,
        })
    }

    /// The same among those versions that `count`. What follows one of the others follows what that
    /// one follows. Empty when none counts.
    pub fn heads_among(&self, count: impl Fn(&Version<T>) -> bool) -> Vec<(FactId, &Version<T>)> {
        if self.0.values().all(&count) {
            return self.heads();
        }
        let counted: Vec<_> = self.iter().filter(|(_, version)| count(version)).collect();
        let mut followed = BTreeSet::new();
        for (id, version) in &counted {
            self.follow(version, &mut followed, |earlier| earlier != *id);
        }
        let heads = counted.iter().copied();
        let heads: Vec<_> = heads.filter(|(id, _)| !followed.contains(id)).collect();
        ordered(match heads.is_empty() {
            true => counted,
            false => heads,
        })
    }

    /// Adds what a version follows, near and far, to `seen`; what is there already is not gone
    /// through again.
    fn follow(
        &self,
        version: &Version<T>,
        seen: &mut BTreeSet<FactId>,
        take: impl Fn(FactId) -> bool,
    ) {
        let mut open: Vec<FactId> = version.follows.clone();
        while let Some(id) = open.pop() {
            if take(id) && seen.insert(id) {
                let next = self
                    .get(id)
                    .into_iter()
                    .flat_map(|version| &version.follows);
                open.extend(next.copied());
            }
        }
    }

    /// These of the versions, in the order in which they go before each other.
    pub fn in_order(&self, ids: impl IntoIterator<Item = FactId>) -> Vec<(FactId, &Version<T>)> {
        let known = ids.into_iter().filter_map(|id| Some((id, self.get(id)?)));
        ordered(known.collect())
    }

    /// What a fact must name in `follows` to go on from here.
    pub fn head_ids(&self) -> Vec<FactId> {
        self.heads().into_iter().map(|(id, _)| id).collect()
    }
}

/// Facts of before in the order of their ids, as they were shown; what is newer by whose word it is.
fn ordered<T>(mut heads: Vec<(FactId, &Version<T>)>) -> Vec<(FactId, &Version<T>)> {
    if heads.iter().any(|(_, version)| !version.origin.former) {
        heads.sort_by_key(|(id, version)| (version.origin.rank(), *id));
    }
    heads
}

impl<T: PartialEq> Versions<T> {
    /// The content that stands. While heads differ: headquarters' stands, else what all of them
    /// follow, else that of who was admitted first. That settles nothing: [`Versions::conflict`] says
    /// that there are more.
    pub fn current(&self) -> Option<&T> {
        self.standing(self.heads())
    }

    /// The same among those versions that `count`.
    pub fn current_among(&self, count: impl Fn(&Version<T>) -> bool) -> Option<&T> {
        self.standing(self.heads_among(count))
    }

    fn standing<'a>(&'a self, heads: Vec<(FactId, &'a Version<T>)>) -> Option<&'a T> {
        let first = heads.first()?.1;
        let former = heads.iter().all(|(_, head)| head.origin.former);
        if former || first.origin.is_headquarters() || !differ(&heads) {
            return Some(&first.content);
        }
        let common = self.followed_by_all(&heads);
        Some(common.map_or(&first.content, |version| &version.content))
    }

    /// The last version that all heads follow.
    fn followed_by_all(&self, heads: &[(FactId, &Version<T>)]) -> Option<&Version<T>> {
        let mut count: BTreeMap<FactId, usize> = BTreeMap::new();
        for (_, head) in heads {
            let mut seen = BTreeSet::new();
            self.follow(head, &mut seen, |id| self.get(id).is_some());
            for id in seen {
                *count.entry(id).or_default() += 1;
            }
        }
        let of_all = count.into_iter().filter(|(_, of)| *of == heads.len());
        let common: BTreeSet<FactId> = of_all.map(|(id, _)| id).collect();
        let versions = common.iter().filter_map(|id| Some((*id, self.get(*id)?)));
        let earlier: BTreeSet<FactId> = versions
            .clone()
            .flat_map(|(_, version)| version.follows.iter().copied())
            .collect();
        let last = versions.filter(|(id, _)| !earlier.contains(id)).collect();
        ordered(last).first().map(|(_, version)| *version)
    }

    /// Whether heads differ: two people said different things, neither knowing of the other.
    pub fn conflict(&self) -> bool {
        differ(&self.heads())
    }

    /// The same among those versions that `count`.
    pub fn conflict_among(&self, count: impl Fn(&Version<T>) -> bool) -> bool {
        differ(&self.heads_among(count))
    }
}

fn differ<T: PartialEq>(heads: &[(FactId, &Version<T>)]) -> bool {
    let mut contents = heads.iter().map(|(_, version)| &version.content);
    let first = contents.next();
    contents.any(|content| Some(content) != first)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::supervision::Role;
    use crate::{AuthorId, Seq};

    /// Versions from 100 on are headquarters'; the others' authors were admitted in the order of
    /// their last digits, the last first.
    fn origin(n: u128) -> Origin {
        Origin {
            author: AuthorId([u8::try_from(n % 10).unwrap(); 16]),
            role: match n {
                100.. => Role::Headquarters,
                _ => Role::Inspector,
            },
            place: 10 - u64::try_from(n % 10).unwrap(),
            seq: Seq(u64::try_from(n).unwrap()),
            former: false,
            of_another: n == 77,
        }
    }

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
                            origin: origin(*n),
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

    #[test]
    fn while_two_differ_what_both_follow_stands_and_no_id_decides() {
        let apart = versions(&[(1, &[]), (2, &[1]), (3, &[2]), (4, &[2])]);
        assert_eq!((apart.current(), apart.conflict()), (Some(&2), true));
        let strangers = versions(&[(1, &[]), (2, &[])]);
        assert_eq!(
            strangers.current(),
            Some(&2),
            "its author was admitted first"
        );
    }

    #[test]
    fn headquarters_word_stands_and_its_last_one() {
        let apart = versions(&[(1, &[]), (2, &[1]), (101, &[1])]);
        assert_eq!((apart.current(), apart.conflict()), (Some(&101), true));
        assert_eq!(versions(&[(101, &[]), (111, &[])]).current(), Some(&111));
    }

    #[test]
    fn what_was_stated_before_the_rules_is_shown_as_it_was() {
        let mut before = versions(&[(1, &[]), (2, &[])]);
        for version in before.0.values_mut() {
            version.origin.former = true;
        }
        assert_eq!(before.current(), Some(&1));
    }

    #[test]
    fn what_does_not_count_is_passed_over_until_somebody_who_counts_follows_it() {
        let counts = |version: &Version<u128>| !version.origin.of_another;
        let by_another = versions(&[(1, &[]), (77, &[1])]);
        assert_eq!(by_another.current_among(counts), Some(&1));
        let followed = versions(&[(1, &[]), (77, &[1]), (3, &[77])]);
        assert_eq!(followed.current_among(counts), Some(&3));
        assert!(!followed.conflict_among(counts));
        assert!(versions(&[(77, &[])]).heads_among(counts).is_empty());
    }
}
