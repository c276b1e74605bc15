//! Which photos a tablet still has to send.

use kakou_store::{BlobName, Part};
use kakou_test_support::Folder;

use super::support::{added, begun, count, photo, tablet};

fn sealed(tablet: &Folder, number: u8) -> String {
    let draft = begun(tablet);
    let sha256 = added(tablet, draft, &photo(number));
    tablet.draft_seal(draft, None).unwrap();
    sha256
}

fn waiting(tablet: &Folder) -> Vec<String> {
    let files = tablet.files_to_send().unwrap().into_iter();
    files.map(|file| file.name.to_string()).collect()
}

fn sent(tablet: &Folder, sha256: &str, part: Part) {
    let name = BlobName::new(sha256, part).unwrap();
    tablet.file_sent(&name).unwrap();
}

#[test]
fn sealed_photos_wait_the_newest_first_and_a_draft_s_do_not() {
    let tablet = tablet();
    let (one, two) = (sealed(&tablet, 1), sealed(&tablet, 2));
    let draft = begun(&tablet);
    added(&tablet, draft, &photo(3));
    assert_eq!(waiting(&tablet), [two.clone(), one.clone()]);
    // The same photo in another visit is the same file.
    sealed(&tablet, 1);
    assert_eq!(waiting(&tablet), [two.clone(), one.clone()]);
    let status = tablet.status().unwrap().files;
    let sizes = [&one, &two].map(|name| {
        let file = tablet.evidence_file(name).unwrap().unwrap();
        file.len() as u64
    });
    assert_eq!((status.files, status.bytes), (2, sizes.iter().sum()));
}

#[test]
fn the_servers_word_is_kept_over_a_new_start_and_a_rebuild() {
    let tablet = tablet();
    let (one, two) = (sealed(&tablet, 1), sealed(&tablet, 2));
    waiting(&tablet);
    sent(&tablet, &two, Part::Thumbnail);
    sent(&tablet, &one, Part::Whole);
    let tablet = tablet.reopened();
    tablet.drop_projections().unwrap();
    tablet.project_all().unwrap();
    let files = tablet.files_to_send().unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].name.sha256(), two);
    assert!(files[0].thumbnail_sent);
}

#[test]
fn in_another_epoch_every_photo_is_asked_for_again() {
    let tablet = tablet();
    let (one, two) = (sealed(&tablet, 1), sealed(&tablet, 2));
    waiting(&tablet);
    sent(&tablet, &one, Part::Whole);
    sent(&tablet, &two, Part::Thumbnail);
    tablet.restart_feed("another").unwrap();
    let files = tablet.files_to_send().unwrap();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| !file.thumbnail_sent));
    sent(&tablet, &one, Part::Whole);
    assert_eq!(waiting(&tablet), [two], "once an epoch");
}

#[test]
fn what_an_older_version_sealed_waits_too() {
    let tablet = tablet();
    let one = sealed(&tablet, 1);
    let db = rusqlite::Connection::open(tablet.database()).unwrap();
    db.execute_batch("DELETE FROM file_to_send").unwrap();
    assert_eq!(waiting(&tablet), [one]);
    assert_eq!(count(&tablet, "SELECT count(*) FROM file_to_send"), 1);
}

#[test]
fn a_colleagues_photo_is_kept_only_when_it_is_what_its_name_says() {
    let (tablet, other) = (tablet(), tablet());
    let sha256 = sealed(&other, 1);
    let bytes = other.evidence_file(&sha256).unwrap().unwrap();
    let name = BlobName::new(&sha256, Part::Whole).unwrap();
    let refused = tablet.keep_fetched(&name, &bytes[1..]).unwrap_err();
    assert_eq!(refused.code(), "blob-wrong-hash");
    assert_eq!(tablet.evidence_size(&name).unwrap(), None);
    tablet.keep_fetched(&name, &bytes).unwrap();
    assert!(tablet.evidence_file(&sha256).unwrap() == Some(bytes));
    assert!(waiting(&tablet).is_empty());
}
