//! The files themselves: their names, their small copies, and a device that dies in between.

use std::fs;

use super::support::{added, begun, folder, names, photo, tablet};

#[test]
fn a_name_that_is_no_hash_leads_nowhere() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let sha256 = added(&tablet, draft, &photo(1));
    fs::write(folder(&tablet).join("notes"), "x").unwrap();
    for name in [
        "notes",
        "../kakou.db",
        "",
        &sha256.to_uppercase(),
        &sha256[1..],
        &format!("{sha256}.thumb"),
        &format!("../evidence/{sha256}"),
        &format!("{sha256}/"),
    ] {
        assert_eq!(tablet.evidence_file(name).unwrap(), None, "{name}");
        assert_eq!(tablet.evidence_thumbnail(name).unwrap(), None, "{name}");
    }
    assert_eq!(tablet.evidence_file(&"0".repeat(64)).unwrap(), None);
}

#[test]
fn a_small_copy_that_is_missing_is_made_again() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let sha256 = added(&tablet, draft, &photo(1));
    let small = folder(&tablet).join(format!("{sha256}.thumb"));
    fs::remove_file(&small).unwrap();
    let again = tablet.evidence_thumbnail(&sha256).unwrap().unwrap();
    assert_eq!(fs::read(&small).unwrap(), again);
}

#[test]
fn what_a_row_names_lies_there_and_is_what_its_hash_says() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let sha256 = added(&tablet, draft, &photo(1));
    let bytes = tablet.evidence_file(&sha256).unwrap().unwrap();
    let hash = <sha2::Sha256 as sha2::Digest>::digest(&bytes);
    assert_eq!(data_encoding::HEXLOWER.encode(&hash), sha256);
}

#[test]
fn where_no_file_can_be_written_no_row_names_one() {
    let tablet = tablet();
    let draft = begun(&tablet);
    // A file where the folder should be: nothing can be written below it.
    fs::write(folder(&tablet), "in the way").unwrap();
    let refused = tablet.draft_photo_add(draft, &photo(1)).unwrap_err();
    assert_eq!(refused.code(), "file");
    assert!(tablet.draft(draft).unwrap().draft.evidence.is_empty());
    fs::remove_file(folder(&tablet)).unwrap();
    added(&tablet, draft, &photo(1));
    assert_eq!(names(&tablet).len(), 2);
}

#[test]
fn what_the_data_takes_up_is_counted() {
    let tablet = tablet();
    assert_eq!(tablet.storage().unwrap().photo_count, 0);
    let draft = begun(&tablet);
    added(&tablet, draft, &photo(1));
    added(&tablet, draft, &photo(2));
    let storage = tablet.storage().unwrap();
    let sizes: u64 = names(&tablet)
        .iter()
        .map(|name| fs::metadata(folder(&tablet).join(name)).unwrap().len())
        .sum();
    assert_eq!((storage.photo_count, storage.photos), (2, sizes));
    assert!(storage.database > 0 && storage.free > 0);
}
