//! Photos, which go another way than the facts that name them.
//!
//! Whether a photo can still arrive the folders know: a copy of a folder and a backup are without
//! photos, and what no tablet has any more nobody can send.

use std::collections::BTreeSet;

use kakou_store::{BlobName, hash_of};
use kakou_test_support::tiny_photo;

use crate::world::World;

impl World {
    pub(crate) fn add_photo(&mut self, n: usize, fact: usize) {
        let number = u8::try_from(self.facts.len()).unwrap();
        let added = self.known_visit(n, fact).map(|visit| {
            let folder = &self.devices[n].folder;
            let page = folder.supplement(visit, &[tiny_photo(number)], "");
            let named = page.unwrap().record.evidence.into_iter();
            let mut names = named.map(|one| one.evidence.sha256.parse::<BlobName>().unwrap());
            let is_new = |name: &BlobName| self.photos.iter().all(|(_, known)| known != name);
            let name = names.find(is_new).unwrap();
            self.photos.push((self.newest(n), name));
            (self.newest(n), None)
        });
        self.facts.push(added);
    }

    /// What a tablet has of the photos that its own facts name, the server has, and gives to it.
    pub(crate) fn photos_of(&self, n: usize) {
        let (own, server) = (self.own(n), self.office.store());
        let folder = &self.devices[n].folder;
        let author = folder.author().unwrap();
        let devices = server.devices().unwrap();
        let device = devices.iter().find(|device| device.author == author);
        for (payload, name) in &self.photos {
            let here = own.contains(payload) && folder.evidence_size(name).unwrap().is_some();
            assert!(
                !here || server.evidence_size(name).unwrap().is_some(),
                "tablet {n} has not sent the photo {name}"
            );
            assert!(
                !here || server.blob(device.unwrap(), name).is_ok(),
                "tablet {n} has not brought the photo {name}"
            );
        }
        let waiting = folder.files_to_send().unwrap();
        let can_go = |name| folder.evidence_size(name).unwrap().is_some();
        let waiting = waiting.iter().find(|file| can_go(&file.name));
        assert_eq!(waiting, None, "tablet {n} has a photo to send");
    }

    /// A visit counts as complete when the server has each photo of it, and not before; and each is
    /// what its name says.
    pub(crate) fn complete(&self) {
        let (has, server) = (self.at_server(), self.office.store());
        let named = self.photos.iter().filter(|(by, _)| has.contains(by));
        let named: BTreeSet<String> = named.map(|(_, name)| name.to_string()).collect();
        let mut missing = 0;
        for name in &named {
            match server.evidence(&name.parse().unwrap()).unwrap() {
                Some(bytes) => assert_eq!(&hash_of(&bytes), name),
                None => missing += 1,
            }
        }
        let figures = server.file_figures().unwrap();
        let counted = (figures.here + figures.missing, figures.missing);
        assert_eq!(
            counted,
            (named.len() as u64, missing),
            "photos that are missing"
        );
    }
}
