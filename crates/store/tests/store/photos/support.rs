//! Small photos, and a tablet's evidence folder from outside.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use image::{ImageFormat, Rgb, RgbImage};
use kakou_domain::{Method, VisitId};
use kakou_store::PhotoGiven;
use kakou_test_support::{Folder, county, id, tablet_of};
use rusqlite::Connection;

/// A photo that differs from those of other numbers.
pub(crate) fn photo(number: u8) -> PhotoGiven {
    let picture = RgbImage::from_pixel(40, 30, Rgb([number.wrapping_mul(16), 90, 200 - number]));
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    PhotoGiven {
        bytes: file.into_inner(),
        shows: None,
        position: None,
    }
}

pub(crate) fn showing(number: u8, shows: &str) -> PhotoGiven {
    PhotoGiven {
        shows: Some(shows.to_owned()),
        ..photo(number)
    }
}

pub(crate) fn tablet() -> Folder {
    tablet_of(&county())
}

/// A visit that has begun.
pub(crate) fn begun(tablet: &Folder) -> VisitId {
    let page = tablet.draft_new(id("白营村"), Method::Announced).unwrap();
    page.draft.id
}

/// The hash of a photo that was added to a draft.
pub(crate) fn added(tablet: &Folder, draft: VisitId, given: &PhotoGiven) -> String {
    let page = tablet.draft_photo_add(draft, given).unwrap();
    page.draft.evidence.last().unwrap().sha256.clone()
}

pub(crate) fn folder(tablet: &Folder) -> PathBuf {
    tablet.folder().join("evidence")
}

/// The names in the evidence folder.
pub(crate) fn names(tablet: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder(tablet)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Lets every file look as if it had lain there for so many hours.
pub(crate) fn aged(tablet: &Folder, hours: u64) {
    let then = SystemTime::now() - Duration::from_secs(hours * 60 * 60);
    for name in names(tablet) {
        let file = fs::File::options()
            .write(true)
            .open(folder(tablet).join(name));
        file.unwrap().set_modified(then).unwrap();
    }
}

pub(crate) fn count(tablet: &Folder, text: &str) -> i64 {
    let db = Connection::open(tablet.database()).unwrap();
    db.query_row(text, [], |row| row.get(0)).unwrap()
}
