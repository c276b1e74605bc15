//! Bundles: what a tablet could not send reaches headquarters as a file.

use std::io::{Cursor, Write};

use kakou_domain::Seq;
use kakou_store::{Admit, BundleFrom, BundleTaken, Store, StoreError, hash_of};
use kakou_test_support::{
    Folder, admit, county, exchange, seal_with_photos, tablet, tablet_of, visit,
};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn bundle(tablet: &Store, from: BundleFrom) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    tablet.write_bundle(&mut file, from).unwrap();
    file.into_inner()
}

fn take(county: &Store, bundle: &[u8]) -> Result<BundleTaken, StoreError> {
    let taken = county.take_bundle(Cursor::new(bundle), None);
    county.project_all().unwrap();
    taken
}

/// A tablet that headquarters knows and that has synced once.
fn enrolled(county: &Folder) -> Folder {
    let tablet = tablet();
    admit(county, &tablet, "410523");
    exchange(county, &[&tablet]);
    tablet
}

fn log(tablet: &Store, count: i64) {
    for n in 0..count {
        let minute = format!("2020-02-14T09:{n:02}:00+08:00");
        tablet
            .seal(visit().on(&minute).present(1).of(3).given())
            .unwrap();
    }
}

fn visits(store: &Store) -> usize {
    store
        .visits(&Default::default(), None, 1_000)
        .unwrap()
        .rows
        .len()
}

fn code(result: Result<BundleTaken, StoreError>) -> &'static str {
    result.unwrap_err().code()
}

fn fingerprint(tablet: &Store) -> String {
    let row = tablet.journal(tablet.author().unwrap()).unwrap();
    row.unwrap().fingerprint()
}

fn compared(fingerprint: &str) -> Admit {
    Admit {
        name: "督查九组".to_owned(),
        division: "410523".parse().unwrap(),
        fingerprint: fingerprint.to_owned(),
    }
}

#[test]
fn a_retired_tablet_s_records_reach_headquarters_once() {
    let county = county();
    let tablet = enrolled(&county);
    log(&tablet, 2);
    exchange(&county, &[&tablet]);
    log(&tablet, 3);
    county.retire(tablet.author().unwrap(), "丢失").unwrap();
    let file = bundle(&tablet, BundleFrom::Unconfirmed);
    let taken = take(&county, &file).unwrap();
    assert_eq!((taken.new, taken.known), (3, 0));
    assert_eq!(visits(&county), 5);
    let again = take(&county, &file).unwrap();
    assert_eq!((again.new, again.known), (0, 3));
    let whole = take(&county, &bundle(&tablet, BundleFrom::Beginning)).unwrap();
    assert_eq!(whole.new, 0);
    assert_eq!(visits(&county), 5);
    assert!(county.verify().unwrap().ok);
}

#[test]
fn the_photos_of_what_is_carried_are_carried_with_it() {
    let county = county();
    let tablet = enrolled(&county);
    let (_, photos) = seal_with_photos(&tablet, &[1, 2]);
    let missing = |county: &Store| county.file_figures().unwrap().missing;
    let file = bundle(&tablet, BundleFrom::Unconfirmed);
    let taken = take(&county, &file).unwrap();
    assert_eq!((taken.new, taken.new_files, missing(&county)), (2, 2, 0));
    for photo in &photos {
        let carried = county.evidence_file(photo).unwrap();
        assert_eq!(carried, tablet.evidence_file(photo).unwrap());
    }
    let again = take(&county, &bundle(&tablet, BundleFrom::Beginning)).unwrap();
    assert_eq!(again.new_files, 0);
}

/// The bundle with more evidence in it.
fn with_evidence(bundle: Vec<u8>, photos: &[Vec<u8>]) -> Vec<u8> {
    let mut archive = ZipWriter::new_append(Cursor::new(bundle)).unwrap();
    for photo in photos {
        let name = format!("evidence/{}", hash_of(photo));
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(photo).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_no_record_of_the_tablet_names_is_left_out_of_its_bundle() {
    let county = county();
    let (one, other) = (enrolled(&county), enrolled(&county));
    let (_, own) = seal_with_photos(&one, &[1]);
    let (_, theirs) = seal_with_photos(&other, &[2]);
    exchange(&county, &[&other]);
    let (theirs, stray) = (
        other.evidence_file(&theirs[0]).unwrap().unwrap(),
        b"nobody's".to_vec(),
    );
    let more = with_evidence(bundle(&one, BundleFrom::Unconfirmed), &[theirs, stray]);
    let taken = take(&county, &more).unwrap();
    assert_eq!((taken.new, taken.new_files, taken.left_out), (2, 1, 2));
    assert!(county.evidence_file(&own[0]).unwrap().is_some());
    let files = county.file_figures().unwrap();
    assert_eq!((files.here, files.missing), (1, 1), "a colleague's photo");
}

#[test]
fn a_tablet_that_never_enrolled_is_admitted_with_its_bundle() {
    let county = county();
    let tablet = tablet_of(&county);
    log(&tablet, 2);
    let file = bundle(&tablet, BundleFrom::Unconfirmed);
    assert_eq!(code(take(&county, &file)), "bundle-not-admitted");
    assert_eq!(visits(&county), 0);
    let mut given = compared("0000-0000-0000");
    let refused = county.take_bundle(Cursor::new(&file), Some(&given));
    assert_eq!(refused.unwrap_err().code(), "bundle-other-fingerprint");
    assert_eq!((visits(&county), county.devices().unwrap().len()), (0, 0));
    given.fingerprint = fingerprint(&tablet);
    let taken = county
        .take_bundle(Cursor::new(&file), Some(&given))
        .unwrap();
    assert_eq!(taken.name, "督查九组");
    county.project_all().unwrap();
    assert_eq!(visits(&county), 2);
}

#[test]
fn a_bundle_of_many_batches_is_whole_and_one_that_begins_too_late_says_so() {
    let county = county();
    let tablet = enrolled(&county);
    let many = 1_050;
    for n in 0..many {
        let time = format!(
            "2020-02-14T{:02}:{:02}:{:02}+08:00",
            n / 3600,
            n / 60 % 60,
            n % 60
        );
        tablet.seal(visit().on(&time).given()).unwrap();
    }
    let taken = take(&county, &bundle(&tablet, BundleFrom::Unconfirmed)).unwrap();
    assert_eq!(taken.new, many);
    exchange(&county, &[&tablet]);
    log(&tablet, 1);
    let late = bundle(&tablet, BundleFrom::Unconfirmed);
    let other = kakou_test_support::county();
    let given = compared(&fingerprint(&tablet));
    let refused = other
        .take_bundle(Cursor::new(late), Some(&given))
        .unwrap_err();
    assert!(
        matches!(refused, StoreError::Gap { have: Seq(0) }),
        "{refused}"
    );
}

#[test]
fn a_bundle_that_was_damaged_or_cut_off_adds_nothing_that_was_not_signed() {
    let county = county();
    let tablet = enrolled(&county);
    log(&tablet, 2);
    let whole = bundle(&tablet, BundleFrom::Unconfirmed);
    for end in [0, 1, whole.len() / 2, whole.len() - 1] {
        assert_eq!(code(take(&county, &whole[..end])), "bundle-damaged");
    }
    for place in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[place] ^= 0x40;
        // Where the archive has a byte of its own, such as a date, nothing is changed by it.
        if let Ok(taken) = take(&county, &flipped) {
            assert_eq!(
                taken.to,
                tablet
                    .journal(tablet.author().unwrap())
                    .unwrap()
                    .unwrap()
                    .seq
            );
        }
        assert!(visits(&county) == 0 || visits(&county) == 2);
    }
    assert!(county.verify().unwrap().ok);
}

#[test]
fn what_is_no_bundle_is_refused() {
    let county = county();
    assert_eq!(code(take(&county, b"PK no archive")), "bundle-damaged");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive.start_file("holiday.jpg", options).unwrap();
    archive.write_all(b"no batch").unwrap();
    let other = archive.finish().unwrap().into_inner();
    assert_eq!(code(take(&county, &other)), "not-a-bundle");
    let (one, two) = (enrolled(&county), enrolled(&county));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (n, tablet) in [one, two].into_iter().enumerate() {
        log(&tablet, 1);
        let mut single =
            zip::ZipArchive::new(Cursor::new(bundle(&tablet, BundleFrom::Unconfirmed))).unwrap();
        archive
            .start_file(format!("journal/{n}.kkb"), options)
            .unwrap();
        std::io::copy(&mut single.by_index(0).unwrap(), &mut archive).unwrap();
    }
    let mixed = archive.finish().unwrap().into_inner();
    assert_eq!(code(take(&county, &mixed)), "bundle-of-several");
}
