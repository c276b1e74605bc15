//! What must hold, whatever has happened.

use std::collections::BTreeSet;

use kakou_domain::supervision::Role;
use kakou_domain::visit::VisitContent;
use kakou_domain::{AuthorId, Seq, VisitId};
use kakou_journal::{Item, PayloadHash};
use kakou_store::Store;
use kakou_store::views::VisitFilter;

use crate::model::{DIVISIONS, Model};
use crate::world::{Entry, World, entries, entry};

impl World {
    /// After every event: the server has what it must and nothing else, and no tablet believes
    /// anything acknowledged that the server never had.
    pub(crate) fn holds(&self, model: &Model) {
        let (has, server) = (self.at_server(), &model.server);
        let lost: Vec<_> = self
            .hashes(&server.must)
            .difference(&has)
            .copied()
            .collect();
        assert!(lost.is_empty(), "the server has lost {lost:?}");
        let may = self.hashes(&server.may);
        assert!(has.is_subset(&may), "the server has what nobody sent");
        for (n, tablet) in model.tablets.iter().enumerate() {
            let own = self.hashes(&tablet.own);
            assert!(
                own.is_subset(&self.own(n)),
                "tablet {n} has lost what it stated"
            );
            self.acknowledged(n);
        }
    }

    fn acknowledged(&self, n: usize) {
        let device = &self.devices[n];
        for author in &device.authors {
            let Some(row) = device.folder.journal(*author).unwrap() else {
                continue;
            };
            assert!(row.confirmed <= row.seq);
            let own = entries(&device.folder, *author);
            let confirmed = usize::try_from(row.confirmed.0).unwrap();
            for (place, (hash, _)) in own.iter().take(confirmed).enumerate() {
                let had = self.ever.get(&(*author, place));
                assert!(
                    had.is_some_and(|had| had.contains(hash)),
                    "tablet {n} takes entry {} for acknowledged, and the server never had it",
                    place + 1
                );
            }
        }
    }

    /// After a sync that nothing disturbed: all that the tablet has is at the server, and it has all
    /// that it may see and nothing else.
    pub(crate) fn synced(&self, model: &Model, n: usize) {
        let (tablet, device) = (&model.tablets[n], &self.devices[n]);
        let status = device.folder.status().unwrap();
        assert_eq!((status.pending, status.projection_lag), (0, 0));
        let server = self.office.store();
        let there = server.journal(status.author).unwrap().unwrap();
        let here = device.folder.journal(status.author).unwrap().unwrap();
        assert_eq!(
            (there.seq, there.head),
            (here.seq, here.head),
            "the own journal"
        );
        let held: BTreeSet<PayloadHash> = self.own(n);
        assert!(self.hashes(&tablet.own).is_subset(&held));
        self.carried_once(n);
        for (author, at_server) in &self.journals {
            if !device.authors.contains(author) {
                self.others(model, n, *author, at_server);
            }
        }
        self.shown(n);
        self.untouched(&device.folder, "a tablet");
        self.photos_of(n);
    }

    /// What was acknowledged is not carried over into a successor.
    fn carried_once(&self, n: usize) {
        let device = &self.devices[n];
        let mut carried = BTreeSet::new();
        let mut acknowledged = BTreeSet::new();
        for author in &device.authors {
            let Some(row) = device.folder.journal(*author).unwrap() else {
                continue;
            };
            let confirmed = usize::try_from(row.confirmed.0).unwrap();
            for (place, (hash, _)) in entries(&device.folder, *author).iter().enumerate() {
                let set = if row.closed.is_some() && place < confirmed {
                    &mut acknowledged
                } else {
                    &mut carried
                };
                set.insert((*hash, row.closed.is_some()));
            }
        }
        let twice = acknowledged
            .iter()
            .find(|(hash, _)| carried.contains(&(*hash, false)));
        assert_eq!(twice, None, "what was acknowledged is carried over");
    }

    /// Another tablet's journal, as this one has it: what lies in its divisions, and of the rest the
    /// hash alone.
    fn others(&self, model: &Model, n: usize, author: AuthorId, at_server: &[Entry]) {
        let device = &self.devices[n];
        let row = device.folder.journal(author).unwrap();
        let here = entries(&device.folder, author);
        if row.is_some_and(|row| row.closed.as_deref() == Some("forked")) {
            let mut places = self.ever.iter().filter(|((of, _), _)| *of == author);
            let two = places.any(|(_, had)| had.len() > 1);
            assert!(two, "closed as forked, and it never was");
            return;
        }
        assert!(
            here.len() >= at_server.len(),
            "tablet {n} misses entries of others"
        );
        let division = DIVISIONS[model.tablets[n].division].parse().unwrap();
        let server = self.office.store();
        let seen = server.journal_entries(author, Seq(1), Some(&[division]));
        let seen = seen
            .unwrap()
            .map(|part| part.batch.items)
            .unwrap_or_default();
        for (place, (hash, whole)) in here.iter().enumerate() {
            match seen.get(place) {
                Some(item) => {
                    assert_eq!(*hash, item.hash(), "entry {} is another", place + 1);
                    let visible = matches!(item, Item::Payload(_));
                    assert_eq!(*whole, visible, "tablet {n}, entry {}", place + 1);
                }
                // The server lost it, and who wrote it has lost it too: it is kept where it is.
                None => {
                    let had = self.ever.get(&(author, place));
                    assert!(had.is_some_and(|had| had.contains(hash)));
                }
            }
        }
    }

    /// The visits that a store shows are those that it has, each once.
    fn shown(&self, n: usize) {
        let device = &self.devices[n];
        let journals = device.folder.journals().unwrap().into_iter();
        let all = journals.filter(|row| row.role == Role::Inspector);
        let held: BTreeSet<PayloadHash> = all
            .flat_map(|row| entries(&device.folder, row.author))
            .filter_map(|(hash, whole)| whole.then_some(hash))
            .collect();
        assert_eq!(
            visits(&device.folder),
            self.visits_of(&held),
            "tablet {n} shows"
        );
    }

    fn visits_of(&self, held: &BTreeSet<PayloadHash>) -> BTreeSet<VisitId> {
        let facts = self.facts.iter().flatten();
        let known = facts.filter(|(hash, _)| held.contains(hash));
        let honest = known.filter_map(|(_, visit)| *visit);
        let insider = self
            .insider
            .visits()
            .filter(|(hash, _)| held.contains(hash));
        honest.chain(insider.map(|(_, visit)| *visit)).collect()
    }

    /// When all has come to rest.
    pub(crate) fn settled(&self, model: &Model) {
        let server = self.office.store();
        let shown = visits(&server);
        // What the insider copied word for word is in its journal only by its hash.
        let insider = self.journals.get(&self.insider.author());
        let own: BTreeSet<_> = insider
            .into_iter()
            .flatten()
            .map(|(hash, _)| *hash)
            .collect();
        let own = self
            .insider
            .visits()
            .map(|(hash, _)| *hash)
            .filter(|hash| own.contains(hash));
        let has = self.at_server().into_iter().chain(own).collect();
        assert_eq!(shown, self.visits_of(&has), "the server shows");
        self.untouched(&server, "the server");
        assert!(server.verify().unwrap().ok, "the server verifies");
        self.complete();
        for (n, tablet) in model.tablets.iter().enumerate() {
            let folder = &self.devices[n].folder;
            assert!(folder.verify().unwrap().ok, "tablet {n} verifies");
            if tablet.retired {
                continue;
            }
            for visit in &visits(folder) {
                let whole = shown.contains(visit) && self.same_facts(n);
                if whole {
                    let same = said(folder, *visit) == said(&server, *visit);
                    assert!(same, "{visit} says another thing on tablet {n}");
                }
            }
            self.headquarters(n);
        }
    }

    /// Whether a tablet has all payloads that the server has; a visit then has all its corrections.
    fn same_facts(&self, n: usize) -> bool {
        let device = &self.devices[n];
        let (server, all) = (self.office.store(), ["410523".parse().unwrap()]);
        self.journals.keys().all(|author| {
            // What is set aside is passed on as its hash.
            let passed = server.journal_entries(*author, Seq(1), Some(&all)).unwrap();
            let passed = passed.map(|part| part.batch.items).unwrap_or_default();
            let passed = passed.iter().map(entry);
            entries(&device.folder, *author) == passed.collect::<Vec<_>>()
        })
    }

    /// What a tablet has from a journal of headquarters that the server knows, the server has.
    fn headquarters(&self, n: usize) {
        let (server, folder) = (self.office.store(), &self.devices[n].folder);
        let journals = server.journals().unwrap().into_iter();
        for row in journals.filter(|row| row.role == Role::Headquarters) {
            let (here, there) = (entries(folder, row.author), entries(&server, row.author));
            assert!(
                here.len() <= there.len(),
                "headquarters' facts are not given back"
            );
            for ((hash, whole), (at_server, there)) in here.iter().zip(&there) {
                assert_eq!(hash, at_server);
                assert!(*there || !*whole, "a payload is not given back");
            }
        }
    }
}

fn visits(store: &Store) -> BTreeSet<VisitId> {
    let page = store.visits(&VisitFilter::default(), None, 500).unwrap();
    let count = page.rows.len();
    let all: BTreeSet<VisitId> = page.rows.into_iter().map(|row| row.id).collect();
    assert_eq!(all.len(), count, "each is listed once");
    all
}

/// What a visit says, without what depends on what else a device may see.
fn said(store: &Store, visit: VisitId) -> (VisitContent, VisitContent, String, usize, bool) {
    let page = store.visit(visit).unwrap();
    let record = page.record;
    (
        page.original,
        page.current,
        record.check_code,
        record.amendments.len(),
        record.conflict,
    )
}
