//! A small county with the villages of the real report, and tablets that it admits.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use chrono::Duration;
use kakou_domain::checklist::standard;
use kakou_domain::fact::Body;
use kakou_domain::places::{DivisionDefined, SiteDefined};
use kakou_domain::supervision::Role;
use kakou_domain::{DivisionCode, SiteId, SiteKind};
use kakou_journal::Signer;
use kakou_store::{Admission, Pack, Parcel, Store, read_code};
use tempfile::TempDir;

use crate::TestClock;
use crate::scratch::scratch;

/// A store in a folder that goes away with it.
pub struct Folder {
    pub(crate) store: Arc<Store>,
    /// Where it lies.
    pub dir: TempDir,
    /// Its clock.
    pub clock: Arc<TestClock>,
}

impl Deref for Folder {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Folder {
    /// Closes the store and opens its folder again, as a new start of the program does.
    #[must_use]
    pub fn reopened(self) -> Self {
        let Self { store, dir, clock } = self;
        let folder = store.folder().to_owned();
        drop(store);
        let store = Arc::new(Store::open(&folder, clock.clone()).unwrap());
        Self { store, dir, clock }
    }

    /// The folder as it is now, a second time, as a backup of the whole device gives it. Both have
    /// the same keys and go by the same clock.
    #[must_use]
    pub fn copied(&self) -> Self {
        Self::copy_of(&self.store, &self.clock)
    }

    /// The same on a device that goes by this clock.
    #[must_use]
    pub fn copied_to(&self, clock: &Arc<TestClock>) -> Self {
        Self::copy_of(&self.store, clock)
    }

    pub(crate) fn copy_of(store: &Store, clock: &Arc<TestClock>) -> Self {
        let (dir, clock) = (scratch(), clock.clone());
        let folder = dir.path().join("copy");
        copy_files(store.folder(), &folder);
        let store = Arc::new(Store::open(&folder, clock.clone()).unwrap());
        Self { store, dir, clock }
    }

    /// The database is gone, the keys are still there; the program starts anew.
    #[must_use]
    pub fn emptied(self) -> Self {
        let Self { store, dir, clock } = self;
        let (folder, database) = (store.folder().to_owned(), store.database());
        drop(store);
        fs::remove_file(database).unwrap();
        let store = Arc::new(Store::open_or_create(&folder, clock.clone()).unwrap());
        Self { store, dir, clock }
    }
}

/// A data folder without its evidence, as it is now.
pub(crate) fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to.join("keys")).unwrap();
    for part in ["", "keys"] {
        for file in fs::read_dir(from.join(part)).unwrap() {
            let file = file.unwrap();
            // The shared memory beside the log belongs to the processes that have the original open.
            if file.file_type().unwrap().is_file() && file.file_name() != "kakou.db-shm" {
                fs::copy(file.path(), to.join(part).join(file.file_name())).unwrap();
            }
        }
    }
}

const VILLAGES: [(&str, &str); 8] = [
    ("410523102204", "綦逐村"),
    ("410523105201", "白营村"),
    ("410523101232", "程岗村"),
    ("410523107207", "庵上村"),
    ("410523107222", "曹庄村"),
    ("410523104212", "高耳庄村"),
    ("410523105202", "东店村"),
    ("410523105203", "西店村"),
];

const TOWNSHIPS: [(&str, &str); 6] = [
    ("410523100", "城关镇"),
    ("410523101", "菜园镇"),
    ("410523102", "任固镇"),
    ("410523104", "宜沟镇"),
    ("410523105", "白营镇"),
    ("410523107", "韩庄镇"),
];

/// The site of a village's checkpoint, by the village's everyday name.
pub fn village(name: &str) -> SiteDefined {
    let (code, name) = VILLAGES.iter().find(|(_, known)| *known == name).unwrap();
    let kind = SiteKind::new("village_checkpoint").unwrap();
    SiteDefined::new(
        DivisionCode::new(code).unwrap(),
        kind,
        &format!("{name}卡点"),
    )
}

/// A county's server with divisions, sites and the standard checklists.
pub fn county() -> Folder {
    let (dir, clock) = (scratch(), TestClock::new());
    let store = Store::create(
        &dir.path().join("county"),
        Role::Headquarters,
        clock.clone(),
    )
    .unwrap();
    let county = DivisionCode::new("410523").unwrap();
    store.found_office(&county, "汤阴县").unwrap();
    for template in standard() {
        store.publish_checklist(template).unwrap();
    }
    let mut facts = vec![division("410523", "汤阴县")];
    facts.extend(TOWNSHIPS.iter().map(|(code, name)| division(code, name)));
    for (code, name) in VILLAGES {
        facts.push(division(code, &format!("{name}民委员会")));
        let site = village(name);
        facts.push((vec![site.division.clone()], Body::SiteDefined(site)));
    }
    store.state(facts).unwrap();
    let store = Arc::new(store);
    Folder { store, dir, clock }
}

fn division(code: &str, name: &str) -> (Vec<DivisionCode>, Body) {
    let code = DivisionCode::new(code).unwrap();
    let body = DivisionDefined {
        code: code.clone(),
        name: name.to_owned(),
    };
    (vec![code], Body::DivisionDefined(body))
}

/// A tablet that has never heard of any server.
pub fn tablet() -> Folder {
    let (dir, clock) = (scratch(), TestClock::new());
    let store = Store::open_or_create(&dir.path().join("tablet"), clock.clone()).unwrap();
    store.set_name("督查一组").unwrap();
    let store = Arc::new(store);
    Folder { store, dir, clock }
}

/// A tablet that has a county's pack, but is not enrolled.
pub fn tablet_of(county: &Folder) -> Folder {
    let tablet = tablet();
    let divisions = vec![county.county().unwrap()];
    load_pack(&tablet, &county.pack(divisions.clone()).unwrap());
    let page = county.feed(0, &divisions, None).unwrap();
    let (word, epoch) = (county.headquarters().unwrap(), county.epoch().unwrap());
    tablet
        .refill(&Parcel::of(page, word, epoch, divisions))
        .unwrap();
    tablet
}

/// A person has compared whose pack it is.
pub fn load_pack(tablet: &Store, bytes: &[u8]) -> usize {
    let pack = Pack::read(bytes).unwrap();
    tablet.load_pack(&pack, Some(&pack.fingerprint())).unwrap()
}

/// Admits a tablet for a division, without a network between them.
pub fn admit(county: &Folder, tablet: &Folder, division: &str) {
    let division = DivisionCode::new(division).unwrap();
    let code = county.give_code(&division, 1, Duration::hours(1)).unwrap();
    let (secret, _) = read_code(&code).unwrap();
    let key = tablet.own_key().unwrap().public_key();
    let (token, device) = county.enrol(&secret, &key, "督查一组", None).unwrap();
    let admission = Admission {
        server_url: "http://127.0.0.1:1".to_owned(),
        token,
        headquarters: county.headquarters().unwrap(),
        divisions: device.divisions,
        name: device.name,
    };
    tablet.enrolled(&admission).unwrap();
}

/// A county and two tablets that it has admitted, the second of somebody else.
pub fn two_tablets() -> (Folder, Folder, Folder) {
    let county = county();
    let (one, other) = (tablet_of(&county), tablet_of(&county));
    other.set_name("督查二组").unwrap();
    admit(&county, &one, "410523");
    admit(&county, &other, "410523");
    (county, one, other)
}

/// So that callers need not know how a site's id is made.
pub fn id(name: &str) -> SiteId {
    village(name).id()
}
