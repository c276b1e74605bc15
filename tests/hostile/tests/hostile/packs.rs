//! What is carried as a file proves all that it carries.

use std::io::{Cursor, Read, Write};

use kakou_domain::supervision::Role;
use kakou_hostile::{Client, County, visit_like};
use kakou_journal::{Batch, Dictionary, SoftwareKey, batch};
use kakou_store::views::VisitFilter;
use kakou_store::{BundleFrom, FeedPart, Pack, Parcel, Store, Writer};
use kakou_test_support::{tablet, visit};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn visits(store: &Store) -> usize {
    let page = store.visits(&VisitFilter::default(), None, 500);
    page.unwrap().rows.len()
}

/// A genuine pack, and a visit by somebody whom nobody ever admitted.
async fn pack() -> (County, Vec<u8>, Client) {
    let county = County::new().await;
    county.visited().await;
    let sealed: Value = county.of_author("visit.sealed");
    let key = SoftwareKey::generate().unwrap();
    let mut stranger = Client::with(&county.url, key, String::new());
    stranger.write(&[visit_like(&sealed, "东店村")]);
    let division = vec!["410523105".parse().unwrap()];
    let pack = county.office.pack(division).unwrap();
    (county, pack, stranger)
}

/// What lies in a pack between its name and its signature, and as a pack of before.
fn opened(pack: &[u8]) -> Parcel {
    Parcel::decode(&former(&pack[..pack.len() - 64])).unwrap()
}

fn former(inside: &[u8]) -> Vec<u8> {
    [b"KKP1", &inside[4..]].concat()
}

/// Altered, with the signature that it had.
fn altered(pack: &[u8], change: impl FnOnce(&mut Parcel)) -> Vec<u8> {
    let mut parcel = opened(pack);
    change(&mut parcel);
    let inside = parcel.encode().unwrap();
    [b"KKP2", &inside[4..], &pack[pack.len() - 64..]].concat()
}

fn visit_of(client: &Client, role: Role) -> FeedPart {
    FeedPart {
        writer: Writer {
            role,
            name: "督查一组".to_owned(),
        },
        batch: client.batch(),
    }
}

fn code(bytes: &[u8]) -> &'static str {
    Pack::read(bytes).unwrap_err().code()
}

#[tokio::test]
async fn a_pack_to_which_something_was_added_or_of_which_something_was_taken_is_refused() {
    let (mut county, pack, stranger) = pack().await;
    let sealed: Value = county.of_author("visit.sealed");
    county.insider.write(&[visit_like(&sealed, "东店村")]);
    assert!(Pack::read(&pack).is_ok());
    for changed in [
        altered(&pack, |pack| {
            pack.parts.push(visit_of(&stranger, Role::Inspector));
        }),
        altered(&pack, |pack| {
            pack.parts.push(visit_of(&stranger, Role::Headquarters));
        }),
        altered(&pack, |pack| {
            pack.parts.push(visit_of(&county.insider, Role::Inspector));
        }),
        altered(&pack, |pack| drop(pack.parts[0].batch.items.pop())),
        altered(&pack, |pack| pack.heading.divisions.clear()),
        altered(&pack, |pack| pack.heading.epoch.push('x')),
        altered(&pack, |pack| pack.heading.headquarters.authors.clear()),
    ] {
        assert_eq!(code(&changed), "pack-altered");
    }
    // Each byte counts, and what is cut off is no pack.
    for at in (0..pack.len()).step_by(997) {
        let mut flipped = pack.clone();
        flipped[at] ^= 1;
        assert!(Pack::read(&flipped).is_err(), "byte {at}");
        assert!(Pack::read(&pack[..at]).is_err(), "cut off at {at}");
    }
    assert!(Pack::read(&[&pack[..], b"x"].concat()).is_err());
}

#[tokio::test]
async fn of_a_pack_of_before_only_headquarters_parts_are_taken() {
    let (county, pack, stranger) = pack().await;
    for role in [Role::Inspector, Role::Headquarters] {
        let mut parcel = opened(&pack);
        parcel.parts.push(visit_of(&stranger, role));
        parcel.parts.push(visit_of(&county.insider, role));
        parcel.heading.divisions = vec!["110000".parse().unwrap()];
        for part in &mut parcel.parts {
            part.writer.name = "冒名".to_owned();
        }
        let former = Pack::read(&parcel.encode().unwrap()).unwrap();
        for taker in [tablet(), county.author.copied()] {
            let before = visits(&taker);
            let trust = former.fingerprint();
            taker.load_pack(&former, Some(&trust)).unwrap();
            taker.project_all().unwrap();
            assert_eq!(visits(&taker), before);
            let journals = taker.journals().unwrap();
            assert!(journals.iter().all(|row| row.name != "冒名"));
            assert!(taker.site(kakou_test_support::id("白营村")).is_ok());
        }
    }
}

#[tokio::test]
async fn of_a_pack_of_before_nothing_is_taken_that_headquarters_did_not_sign() {
    let (_county, pack, stranger) = pack().await;
    let forged = stranger.batch().items.remove(0);
    let with = |change: &dyn Fn(&mut Batch)| {
        let mut parcel = opened(&pack);
        change(&mut parcel.parts.last_mut().unwrap().batch);
        parcel.encode().unwrap()
    };
    assert!(Pack::read(&with(&|_| ())).is_ok());
    for changed in [
        // The genuine head lies further on than what was put before it.
        with(&|batch| {
            batch.items.truncate(batch.items.len() - 2);
            batch.items.push(forged.clone());
        }),
        with(&|batch| *batch.items.last_mut().unwrap() = forged.clone()),
        with(&|batch| batch.items.push(forged.clone())),
        with(&|batch| drop(batch.items.pop())),
        with(&|batch| drop(batch.items.remove(0))),
        with(&|batch| batch.items.clear()),
    ] {
        assert_eq!(code(&changed), "pack-altered");
    }
    let mut parcel = opened(&pack);
    parcel.heading.headquarters.county = "410524".to_owned();
    assert_eq!(code(&parcel.encode().unwrap()), "pack-altered");
}

#[tokio::test]
async fn a_device_that_trusts_nobody_asks_a_person_whose_pack_it_is() {
    let (county, pack, _) = pack().await;
    let foreign = kakou_test_support::county();
    let foreign = foreign.pack(vec![foreign.county().unwrap()]).unwrap();
    let (pack, foreign) = (Pack::read(&pack).unwrap(), Pack::read(&foreign).unwrap());
    let fresh = tablet();
    let refused = |pack: &Pack, trust| fresh.load_pack(pack, trust).unwrap_err().code();
    assert_eq!(refused(&pack, None), "pack-not-trusted");
    let (own, other) = (pack.fingerprint(), foreign.fingerprint());
    assert_eq!(refused(&pack, Some(&other)), "pack-other-fingerprint");
    assert_eq!(refused(&pack, Some("")), "pack-other-fingerprint");
    assert!(!fresh.trusts_a_server().unwrap());
    // However it is read aloud.
    let typed = own.to_lowercase().replace('-', " ");
    assert!(fresh.load_pack(&pack, Some(&typed)).unwrap() > 0);
    assert_eq!(fresh.load_pack(&pack, None).unwrap(), 0);
    // From then on no other is believed, whoever says so.
    assert_eq!(refused(&foreign, None), "other-server");
    assert_eq!(refused(&foreign, Some(&other)), "other-server");
    assert_eq!(county.author.load_pack(&pack, None).unwrap(), 0);
}

#[tokio::test]
async fn a_bundle_brings_nothing_of_whom_nobody_admitted() {
    let (county, _, stranger) = pack().await;
    county.author.seal(visit().at("西店村").given()).unwrap();
    let mut file = Cursor::new(Vec::new());
    county
        .author
        .write_bundle(&mut file, BundleFrom::Unconfirmed)
        .unwrap();
    let before = visits(&county.office);
    let stranger = batch::encode(&stranger.batch(), Dictionary::newest()).unwrap();
    for name in [
        "journal/00000000000000000001.kkb",
        "journal/00000000000000000009.kkb",
    ] {
        let mut altered = ZipWriter::new(Cursor::new(Vec::new()));
        let mut genuine = ZipArchive::new(file.clone()).unwrap();
        let mut put = |name: &str, bytes: &[u8]| {
            altered
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            altered.write_all(bytes).unwrap();
        };
        for n in 0..genuine.len() {
            let mut entry = genuine.by_index(n).unwrap();
            let (mut bytes, of) = (Vec::new(), entry.name().unwrap().into_owned());
            entry.read_to_end(&mut bytes).unwrap();
            if of != name {
                put(&of, &bytes);
            }
        }
        put(name, &stranger);
        let altered = altered.finish().unwrap();
        assert!(county.office.take_bundle(altered, None).is_err(), "{name}");
        county.office.project_all().unwrap();
        assert_eq!(visits(&county.office), before, "{name}");
        let all = county
            .office
            .visit_records(&VisitFilter::default(), None, 500)
            .unwrap();
        let stated = serde_json::to_string(&all.rows).unwrap();
        assert!(!stated.contains("督查员己"), "{name}");
    }
}
