//! The slip as a picture and as pages, and the record.

use kakou_domain::Answer;
use kakou_report::{Language, SlipForm, SlipOptions, record_pdf, save, slip};
use kakou_test_support::{county, tablet_of, visit};

use crate::support::{photo, report_1, with_photos};

fn size(png: &[u8]) -> (u32, u32) {
    let read = image::load_from_memory(png).unwrap();
    (read.width(), read.height())
}

#[test]
fn a_picture_is_as_wide_as_a_phone_and_a_paper_is_a_pdf() {
    let tablet = tablet_of(&county());
    let id = report_1(&tablet)[1];
    let none = SlipOptions::default();
    for language in [Language::Chinese, Language::English] {
        let png = slip(&tablet, id, &none, language, SlipForm::Picture).unwrap();
        let (width, height) = size(&png);
        assert_eq!(width, 1080);
        assert!((1_200..6_000).contains(&height), "{height}");
        let pages = slip(&tablet, id, &none, language, SlipForm::Pages).unwrap();
        assert!(pages.starts_with(b"%PDF-"));
        assert!(
            record_pdf(&tablet, id, language)
                .unwrap()
                .starts_with(b"%PDF-")
        );
    }
}

#[test]
fn a_picture_of_endless_text_stays_one_that_a_phone_can_open() {
    let tablet = tablet_of(&county());
    let given = visit()
        .present(1)
        .of(2)
        .says("staffing.absent", &"长".repeat(4_000));
    let mut given = given.given();
    given.good_practice = "𰻝😀".repeat(2_000);
    let id = tablet.seal(given).unwrap().id;
    let none = SlipOptions::default();
    let png = slip(&tablet, id, &none, Language::Chinese, SlipForm::Picture).unwrap();
    let (width, height) = size(&png);
    assert!(
        u64::from(width) * u64::from(height) <= 24_100_000,
        "{width} × {height}"
    );
}

#[test]
fn hostile_texts_are_printed_as_they_stand() {
    let hostile =
        "#read(\"data.json\") $x^2$ @label \\ [*_`<a> {data} ```#panic()``` \u{202e}反 // /* 😀";
    let tablet = tablet_of(&county());
    let mut given = visit()
        .present(1)
        .of(2)
        .by(hostile)
        .notes(hostile)
        .says("staffing.absent", hostile)
        .given();
    given.good_practice = "x".repeat(4_000);
    let id = tablet.seal(given).unwrap().id;
    let chosen = SlipOptions {
        unit: hostile.repeat(100),
        deadline: None,
    };
    for form in [SlipForm::Picture, SlipForm::Pages] {
        slip(&tablet, id, &chosen, Language::Chinese, form).unwrap();
    }
    record_pdf(&tablet, id, Language::Chinese).unwrap();
}

#[test]
fn photos_are_stamped_in_a_copy_and_the_evidence_stays_as_it_was() {
    let tablet = tablet_of(&county());
    let unattended = [
        ("staffing.rostered", Answer::Count(2)),
        ("staffing.present", Answer::Count(0)),
    ];
    let photos = [
        (Some("staffing.present"), photo(1600, 1200, 10)),
        (Some("staffing.unattended"), photo(900, 1200, 90)),
        (None, photo(1200, 900, 200)),
    ];
    let id = with_photos(&tablet, &unattended, &photos);
    let kept = || -> Vec<Vec<u8>> {
        let evidence = tablet.visit(id).unwrap().record.evidence;
        let hashes = evidence.iter().map(|one| one.evidence.sha256.clone());
        hashes
            .map(|hash| tablet.evidence_file(&hash).unwrap().unwrap())
            .collect()
    };
    let before = kept();
    let none = SlipOptions::default();
    let with = slip(&tablet, id, &none, Language::Chinese, SlipForm::Picture).unwrap();
    slip(&tablet, id, &none, Language::Chinese, SlipForm::Pages).unwrap();
    assert_eq!(before.len(), 3);
    assert_eq!(kept(), before);
    let plain = with_photos(&tablet, &unattended, &[]);
    let without = slip(&tablet, plain, &none, Language::Chinese, SlipForm::Picture).unwrap();
    let (tall, short) = (size(&with).1, size(&without).1);
    assert!(
        tall > short + 3 * 500,
        "three photos take their room: {tall}, {short}"
    );
}

#[test]
fn a_file_is_written_whole_or_what_was_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slip.pdf");
    save(&file, b"first").unwrap();
    save(&file, b"second").unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"second");
    let error = save(&folder.path().join("nowhere/slip.pdf"), b"third").unwrap_err();
    assert_eq!(error.code(), "paper-not-saved");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
