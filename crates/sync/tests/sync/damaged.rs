//! Databases with damaged pages: repaired, and then brought up to date by a sync.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use fastrand::Rng;
use kakou_domain::{Method, VisitId};
use kakou_store::{BlobName, Part, Store};
use kakou_sync::fetch_evidence;
use kakou_test_support::{
    Folder, Office, add_photos, damage_blocks, damage_root, id, seal_with_photos, tablet, visit,
};

use crate::world::{again, enrol, page, seal, sync, two, visits};

/// How many times the world ends.
const SEEDS: u64 = 16;

/// A tablet that synced, with a draft and visits that it has not sent.
async fn worked() -> ((Office, Folder, Folder), Vec<VisitId>) {
    let (office, one, other) = two().await;
    for minute in 0..12 {
        seal(&one, minute);
        seal(&other, 20 + minute);
    }
    for tablet in [&one, &other, &one] {
        sync(tablet, &office).await.unwrap();
    }
    one.draft_new(id("白营村"), Method::Unannounced).unwrap();
    let unsent = (40..44).map(|minute| seal(&one, minute)).collect();
    ((office, one, other), unsent)
}

fn payload(tablet: &Store, visit: VisitId) -> Vec<u8> {
    let author = tablet.author().unwrap();
    let part = tablet.journal_entries(author, kakou_domain::Seq(1), None);
    let items = part.unwrap().unwrap().batch.items.into_iter();
    let payloads = items.filter_map(|item| match item {
        kakou_journal::Item::Payload(bytes) => Some(bytes),
        kakou_journal::Item::Withheld(_) => None,
    });
    let named = |bytes: &Vec<u8>| holds(bytes, visit.to_string().as_bytes());
    payloads.into_iter().find(named).unwrap()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A tablet of another township that names a photo which it does not have.
async fn insider(office: &Office, photos: &[String]) -> Folder {
    let tablet = tablet();
    enrol(&tablet, office, "410523101").await.unwrap();
    sync(&tablet, office).await.unwrap();
    let sealed = tablet.seal(visit().at("程岗村").given()).unwrap();
    assert_eq!(add_photos(&tablet, sealed.id, &[1]), photos);
    fs::remove_dir_all(tablet.folder().join("evidence")).unwrap();
    sync(&tablet, office).await.unwrap();
    tablet
}

/// Who may see a photo is known after a repair, or found out again without sending any.
#[tokio::test]
async fn a_repaired_server_opens_photos_to_whom_it_opened_them() {
    for lost in [false, true] {
        let (office, one, other) = two().await;
        let (_, photos) = seal_with_photos(&one, &[1]);
        for tablet in [&one, &other] {
            sync(tablet, &office).await.unwrap();
        }
        let insider = insider(&office, &photos).await;
        let name = BlobName::new(&photos[0], Part::Whole).unwrap();
        let evidence = office.store().folder().join("evidence");
        let table = if lost { "brought" } else { "site" };
        let damage = |folder: &Path| damage_root(&folder.join("kakou.db"), table, 0xff);
        let repaired = office.repair_after(damage).unwrap().unwrap();
        assert_eq!((repaired.complete, repaired.successor), (!lost, lost));
        let server = office.store();
        server.take_evidence(&evidence, &mut |_, _| ()).unwrap();
        server.project_all().unwrap();
        let fetched = fetch_evidence(&other, &office, &name).await;
        assert_eq!(fetched.is_ok(), !lost, "{table}");
        for tablet in [&one, &other, &insider] {
            sync(tablet, &office).await.unwrap();
        }
        fetch_evidence(&other, &office, &name).await.unwrap();
        let closed = fetch_evidence(&insider, &office, &name).await.unwrap_err();
        assert_eq!(closed.code(), "blob-not-here");
    }
}

/// A file, and which of its bytes are damaged.
type Damage = (&'static str, Vec<Range<usize>>);

/// Damages up to four blocks of the database, and of its log.
fn damage(folder: &Path, random: &mut Rng) -> Vec<Damage> {
    let files = ["kakou.db", "kakou.db-wal"].into_iter();
    let there = files.filter(|name| fs::metadata(folder.join(name)).is_ok_and(|it| it.len() > 0));
    there
        .map(|name| {
            let count = random.usize(..5);
            (name, damage_blocks(&folder.join(name), count, random))
        })
        .collect()
}

/// Whether a payload still stands on a page of which every byte is sound.
fn readable(folder: &Path, damage: &[Damage], payload: &[u8]) -> bool {
    damage.iter().any(|(name, blocks)| {
        // The pages of the log lie in frames, behind a header.
        let (head, page) = match *name {
            "kakou.db" => (0, 4_096),
            _ => (32, 4_120),
        };
        let bytes = fs::read(folder.join(name)).unwrap();
        let sound = |number: usize| {
            let start = head + number * page;
            let damaged = |block: &Range<usize>| block.start < start + page && start < block.end;
            !blocks.iter().any(damaged)
        };
        let mut pages = bytes[head..].chunks(page).enumerate();
        pages.any(|(number, page)| sound(number) && holds(page, payload))
    })
}

#[tokio::test]
async fn whatever_pages_are_damaged_nothing_is_lost_that_the_server_has_or_that_can_be_read() {
    let (world, unsent) = worked().await;
    let acknowledged: BTreeSet<VisitId> = visits(&world.0.store()).into_iter().collect();
    let payloads: Vec<_> = unsent
        .iter()
        .map(|one| (*one, payload(&world.1, *one)))
        .collect();
    for seed in 0..SEEDS {
        let mut random = Rng::with_seed(seed);
        let (office, one, other) = again(&world);
        let mut saved = Vec::new();
        let damaged = one.damaged(|folder| {
            let damage = damage(folder, &mut random);
            let still = payloads.iter();
            let still = still.filter(|(_, bytes)| readable(folder, &damage, bytes));
            saved = still.map(|(visit, _)| *visit).collect();
        });
        let (one, repaired) = damaged.repaired();

        if one.account().unwrap().is_none() {
            assert!(repaired.unwrap().enrol_again, "seed {seed}");
            enrol(&one, &office, "410523").await.unwrap();
        }
        for tablet in [&one, &other, &one] {
            sync(tablet, &office).await.unwrap();
        }
        let at_server = visits(&office.store());
        let all: BTreeSet<VisitId> = at_server.iter().copied().collect();
        assert_eq!(
            all.len(),
            at_server.len(),
            "seed {seed}: something is doubled"
        );
        assert!(all.is_superset(&acknowledged), "seed {seed}");
        for visit in saved {
            assert!(all.contains(&visit), "seed {seed}: {visit} could be read");
        }
        for tablet in [&one, &other] {
            assert_eq!(visits(tablet), at_server, "seed {seed}");
            assert!(
                tablet.verify().unwrap().ok,
                "seed {seed}: {:?}",
                tablet.verify()
            );
            for visit in &at_server {
                assert_eq!(page(tablet, *visit), page(&office.store(), *visit));
            }
        }
        assert_eq!(one.status().unwrap().pending, 0);
        assert!(office.store().verify().unwrap().ok, "seed {seed}");
    }
}

/// Tablets whose tokens the server has lost enrol again.
async fn sync_or_enrol(tablet: &Folder, office: &Office) {
    if let Err(error) = sync(tablet, office).await {
        assert_eq!(error.code(), "unauthorized");
        enrol(tablet, office, "410523").await.unwrap();
        sync(tablet, office).await.unwrap();
    }
}

#[tokio::test]
async fn a_server_whose_pages_are_damaged_has_everything_again_when_its_tablets_have_synced() {
    let (world, unsent) = worked().await;
    let mut expected: BTreeSet<VisitId> = visits(&world.0.store()).into_iter().collect();
    expected.extend(unsent);
    for seed in 0..SEEDS {
        let mut random = Rng::with_seed(seed);
        let (office, one, other) = again(&world);
        let before = office.store().epoch().unwrap();
        let repaired = office.repair_after(|folder| {
            damage(folder, &mut random);
        });
        if let Ok(Some(repaired)) = &repaired {
            let same = office.store().epoch().unwrap() == before;
            assert!(repaired.successor || same, "seed {seed}: tablets are told");
            assert!(repaired.successor || repaired.missing == 0, "seed {seed}");
        }
        if let Err(error) = repaired {
            assert_eq!(error.code(), "beyond-repair", "seed {seed}");
            continue;
        }
        for tablet in [&one, &other, &one, &other] {
            sync_or_enrol(tablet, &office).await;
        }
        let at_server = visits(&office.store());
        let all: BTreeSet<VisitId> = at_server.iter().copied().collect();
        assert_eq!(all.len(), at_server.len(), "seed {seed}: doubled");
        assert_eq!(all, expected, "seed {seed}");
        assert!(office.store().verify().unwrap().ok, "seed {seed}");
        for tablet in [&one, &other] {
            assert_eq!(visits(tablet), at_server, "seed {seed}");
            assert!(tablet.verify().unwrap().ok, "seed {seed}");
            assert_eq!(tablet.status().unwrap().pending, 0);
        }
    }
}
