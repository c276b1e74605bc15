//! The real thing: a county's server, tablets with their folders, and what can be seen of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq, VisitId};
use kakou_journal::{Item, PayloadHash};
use kakou_store::{BlobName, Store};
pub(crate) use kakou_test_support::meet::{enrol, sync};
use kakou_test_support::{Folder, Office, county, tablet_of};

use crate::insider::Insider;
use crate::model::{DIVISIONS, TABLETS};

/// A tablet with all of its folders.
pub(crate) struct Device {
    pub(crate) folder: Folder,
    pub(crate) copies: Vec<Arc<Folder>>,
    /// Whoever it has been.
    pub(crate) authors: BTreeSet<AuthorId>,
}

/// An entry as it is somewhere: the payload's hash, and whether the payload is there too.
pub(crate) type Entry = (PayloadHash, bool);

pub(crate) struct World {
    pub(crate) office: Office,
    pub(crate) devices: Vec<Device>,
    pub(crate) insider: Insider,
    pub(crate) backups: Vec<PathBuf>,
    /// Each fact of the schedule that really was stated; of a visit its id.
    pub(crate) facts: Vec<Option<(PayloadHash, Option<VisitId>)>>,
    /// The payloads of these facts.
    pub(crate) payloads: BTreeMap<PayloadHash, Vec<u8>>,
    /// The photos that were added, each with the payload that names it.
    pub(crate) photos: Vec<(PayloadHash, BlobName)>,
    /// Tablets' journals as the server has them now.
    pub(crate) journals: BTreeMap<AuthorId, Vec<Entry>>,
    /// All that ever stood at a place of one at the server.
    pub(crate) ever: BTreeMap<(AuthorId, usize), BTreeSet<PayloadHash>>,
}

impl World {
    /// A county whose tablets have synced once.
    pub(crate) async fn found() -> Self {
        let county = county();
        let tablets: Vec<Folder> = (0..TABLETS).map(|_| tablet_of(&county)).collect();
        let office = Office::of(county);
        for (tablet, division) in tablets.iter().zip(DIVISIONS) {
            enrol(tablet, &office, division).await.unwrap();
            sync(tablet, &office).await.unwrap();
        }
        Insider::enrol(&office);
        let backup = office.back_up("0");
        let device = |folder: Folder| Device {
            copies: vec![Arc::new(folder.copied())],
            authors: [folder.author().unwrap()].into(),
            folder,
        };
        Self {
            backups: vec![backup],
            office,
            devices: tablets.into_iter().map(device).collect(),
            insider: Insider::new(),
            facts: Vec::new(),
            payloads: BTreeMap::new(),
            photos: Vec::new(),
            journals: BTreeMap::new(),
            ever: BTreeMap::new(),
        }
    }

    /// The same once more.
    pub(crate) fn again(&self) -> Self {
        let device = |device: &Device| Device {
            folder: device.folder.copied_to(&device.folder.clock.apart()),
            copies: device.copies.clone(),
            authors: device.authors.clone(),
        };
        Self {
            office: self.office.apart(),
            devices: self.devices.iter().map(device).collect(),
            backups: self.backups.clone(),
            insider: Insider::new(),
            facts: Vec::new(),
            payloads: BTreeMap::new(),
            photos: Vec::new(),
            journals: BTreeMap::new(),
            ever: BTreeMap::new(),
        }
    }

    /// Reads what the server has of the tablets' journals.
    pub(crate) fn look(&mut self) {
        let server = self.office.store();
        let rows = server.journals().unwrap().into_iter();
        let rows = rows.filter(|row| row.role == Role::Inspector);
        let now: BTreeMap<_, _> = rows
            .map(|row| (row.author, entries(&server, row.author)))
            .collect();
        for (author, entries) in &now {
            for (place, (hash, _)) in entries.iter().enumerate() {
                self.ever.entry((*author, place)).or_default().insert(*hash);
            }
        }
        self.journals = now;
    }

    /// The payloads that the server has from honest tablets.
    pub(crate) fn at_server(&self) -> BTreeSet<PayloadHash> {
        let insider = self.insider.author();
        let honest = self
            .journals
            .iter()
            .filter(|(author, _)| **author != insider);
        with_payload(honest.flat_map(|(_, entries)| entries))
    }

    /// The payloads that a tablet has of its own.
    pub(crate) fn own(&self, n: usize) -> BTreeSet<PayloadHash> {
        let device = &self.devices[n];
        let entries: Vec<Entry> = device
            .authors
            .iter()
            .flat_map(|author| entries(&device.folder, *author))
            .collect();
        with_payload(&entries)
    }

    /// The hashes of facts of the model, as far as they were stated.
    pub(crate) fn hashes(&self, facts: &BTreeSet<usize>) -> BTreeSet<PayloadHash> {
        let stated = facts.iter().filter_map(|fact| self.facts[*fact]);
        stated.map(|(hash, _)| hash).collect()
    }
}

/// A journal as a store has it.
pub(crate) fn entries(store: &Store, author: AuthorId) -> Vec<Entry> {
    let part = store.journal_entries(author, Seq(1), None).unwrap();
    let items = part.map(|part| part.batch.items).unwrap_or_default();
    items.iter().map(entry).collect()
}

pub(crate) fn entry(item: &Item) -> Entry {
    (item.hash(), matches!(item, Item::Payload(_)))
}

fn with_payload<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> BTreeSet<PayloadHash> {
    let whole = entries.into_iter().filter(|(_, whole)| *whole);
    whole.map(|(hash, _)| *hash).collect()
}
