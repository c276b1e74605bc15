//! What of a workbook depends on sizes that no test can write in full.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use kakou_test_support::{tablet_of, visit};

use super::*;
use crate::export::Subject;

#[test]
fn what_one_sheet_does_not_take_goes_on_in_the_next() {
    let tablet = tablet_of(&kakou_test_support::county());
    for day in 10..15 {
        let time = format!("2020-02-{day}T09:30:00+08:00");
        tablet.seal(visit().on(&time).given()).unwrap();
    }
    for (most, expected) in [
        (
            2,
            &[("督查记录", 2), ("督查记录 2", 2), ("督查记录 3", 1)][..],
        ),
        (5, &[("督查记录", 5)]),
    ] {
        let mut out = Vec::new();
        let written = tablet.snapshot(|snapshot| {
            let mut progress = |_, _| ();
            let mut export = Export::new(snapshot, Language::Chinese, &mut progress)?;
            let tables = Subject::Visits.tables();
            make(&mut export, &tables, &mut out, Path::new("."), most)
        });
        assert_eq!(written.unwrap(), 5);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(out)).unwrap();
        let sheets = book.worksheets().into_iter();
        let sheets: Vec<_> = sheets
            .map(|(name, cells)| (name, cells.height() - 1))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(name, n)| ((*name).to_owned(), *n))
            .collect();
        assert_eq!(sheets, expected, "each with its header");
    }
}

#[test]
fn a_disk_that_fills_up_under_a_sheet_is_told_as_such() {
    const NO_SPACE: i32 = 28;
    let full = || Err::<(), _>(std::io::Error::from_raw_os_error(NO_SPACE));
    let panic = catch_unwind(|| full().expect("Couldn't write to xml file"));
    let stopped = disk_took_no_more(&*panic.unwrap_err());
    let error = stopped.while_writing(Path::new("all.xlsx"));
    assert_eq!(error.code(), "disk-full");
}

#[test]
fn a_text_that_is_longer_than_a_cell_ends_in_an_ellipsis() {
    let whole = "长".repeat(MOST_TEXT);
    assert_eq!(fitting(&whole), whole);
    // A character of two units is not cut in half.
    for long in [format!("{whole}长"), "😀".repeat(MOST_TEXT)] {
        let cut = fitting(&long);
        assert_eq!(cut.encode_utf16().count(), MOST_TEXT);
        assert!(cut.ends_with('…'));
    }
}
