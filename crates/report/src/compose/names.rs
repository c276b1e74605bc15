//! Blanks for names: who is disposed is known by a role, and whoever signs the paper may want the
//! name behind it. One person has one blank, wherever the text speaks of them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kakou_domain::SubjectId;
use kakou_domain::disposition::{self, DispositionRecorded, Subject};
use kakou_store::{Store, StoreError};

use super::matter::Visited;
use crate::bulletin::{LONGEST_NAME, literal, slot, slot_name};
use crate::error::Result;
use crate::options::name_or_nothing;

/// How many characters of a place and of a role go into the name of a blank: what tells it apart
/// from others fits behind them.
const MOST_OF_EACH: usize = (LONGEST_NAME - 8) / 2;

/// The blanks of a bulletin, by person; none when nobody asked for them.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<SubjectId, String>);

impl Names {
    /// A blank for each person who is disposed, named by place and role: 白营村-村党支部书记. A
    /// second person of the same role there is 白营村-村党支部书记-2.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn of(store: &Store, visits: &[Visited]) -> Result<Self> {
        let (mut names, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for one in visits {
            let mut village = None;
            for recorded in one.dispositions().filter(|one| one.withdrawn.is_none()) {
                let Subject::Person { id, role } = &recorded.subject else {
                    continue;
                };
                if let Entry::Vacant(unnamed) = names.entry(*id) {
                    let village = match &village {
                        Some(known) => known,
                        None => village.insert(village_of(store, one)?),
                    };
                    unnamed.insert(free(&mut taken, village, role));
                }
            }
        }
        Ok(Self(names))
    }

    /// The dispositions of a place in a sentence, with the blanks that there are; nothing that
    /// somebody typed is taken for one.
    pub(super) fn said<'a>(
        &self,
        dispositions: impl IntoIterator<Item = &'a DispositionRecorded>,
    ) -> String {
        let named: Vec<_> = dispositions
            .into_iter()
            .map(|one| DispositionRecorded {
                by: one.by.as_deref().map(literal),
                subject: self.named(&one.subject),
                ..one.clone()
            })
            .collect();
        disposition::said(&named)
    }

    fn named(&self, subject: &Subject) -> Subject {
        match subject {
            Subject::Unit { name } => Subject::Unit {
                name: literal(name),
            },
            Subject::Person { id, role } => {
                let blank = self.0.get(id).map(|name| slot(name)).unwrap_or_default();
                Subject::Person {
                    id: *id,
                    role: format!("{}{blank}", literal(role)),
                }
            }
        }
    }
}

/// 白营村, or what the site is called where its division has no name here.
fn village_of(store: &Store, visited: &Visited) -> Result<String> {
    let site = &visited.page.current.site;
    match store.site(site.id) {
        Ok(page) if !name_or_nothing(&page.row.division_name).is_empty() => {
            Ok(page.row.division_name)
        }
        Ok(_) | Err(StoreError::NoSite(_)) => Ok(site.name.clone()),
        Err(error) => Err(error.into()),
    }
}

/// A name that no other person has.
fn free(taken: &mut BTreeSet<String>, place: &str, role: &str) -> String {
    let part = |text: &str| {
        slot_name(text)
            .chars()
            .take(MOST_OF_EACH)
            .collect::<String>()
    };
    let first = format!("{}-{}", part(place), part(role));
    let mut name = first.clone();
    let mut more = 2_usize..;
    while !taken.insert(name.clone()) {
        name = format!("{first}-{}", more.next().unwrap_or_default());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_blanks_are_readable_unique_and_no_longer_than_a_blank_may_be() {
        let mut taken = BTreeSet::new();
        assert_eq!(free(&mut taken, "白营村", "村主任"), "白营村-村主任");
        assert_eq!(free(&mut taken, "白营村", "村主任"), "白营村-村主任-2");
        assert_eq!(free(&mut taken, "白营村", "村主任"), "白营村-村主任-3");
        assert_eq!(
            free(&mut taken, "白营（东）", "{{主任}} 甲"),
            "白营东-主任甲"
        );
        let long = "长".repeat(60);
        for _ in 0..12 {
            let name = free(&mut taken, &long, &long);
            assert_eq!(slot_name(&name), name);
            assert!(name.chars().count() <= LONGEST_NAME, "{name}");
        }
    }
}
