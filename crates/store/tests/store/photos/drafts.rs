//! Photos of a visit that is still being made, and of the visit that it becomes.

use kakou_domain::Fix;
use kakou_domain::visit::Evidence;
use kakou_store::PhotoGiven;
use kakou_store::views::VisitFilter;

use super::support::{added, begun, names, photo, showing, tablet};

#[test]
fn a_sealed_visit_states_of_each_photo_what_it_is_and_what_it_shows() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let reason = "denied".to_owned();
    let given = PhotoGiven {
        position: Some(Fix::Missing { reason }),
        ..showing(1, "control.barrier")
    };
    let sha256 = added(&tablet, draft, &given);
    let tablet = tablet.reopened();
    let visit = tablet.draft_seal(draft, None).unwrap().id;

    let page = tablet.visit(visit).unwrap();
    let [stated] = &page.current.evidence[..] else {
        panic!("{:?}", page.current.evidence)
    };
    let file = tablet.evidence_file(&sha256).unwrap().unwrap();
    assert_eq!(stated.sha256, sha256);
    assert_eq!(
        (stated.size, stated.media_type.as_str()),
        (file.len() as u64, "image/jpeg")
    );
    assert_eq!(stated.shows.as_deref(), Some("control.barrier"));
    assert_eq!(stated.position, given.position);
    assert!(stated.taken_at > page.current.visited_at);
    assert!(page.record.evidence[0].here && page.record.evidence[0].supplement.is_none());
    let records = tablet
        .visit_records(&VisitFilter::default(), None, 9)
        .unwrap();
    assert_eq!(records.rows[0].evidence, page.record.evidence);
}

#[test]
fn the_same_photo_twice_is_one_file_and_one_photo() {
    let tablet = tablet();
    let (first, second) = (begun(&tablet), begun(&tablet));
    let sha256 = added(&tablet, first, &photo(1));
    assert_eq!(added(&tablet, second, &photo(1)), sha256);
    let page = tablet
        .draft_photo_add(first, &showing(1, "control.barrier"))
        .unwrap();
    assert_eq!(page.draft.evidence.len(), 1);
    assert_eq!(
        page.draft.evidence[0].shows.as_deref(),
        Some("control.barrier")
    );
    assert_eq!(names(&tablet), [sha256.clone(), format!("{sha256}.thumb")]);
}

#[test]
fn a_photo_that_was_taken_off_comes_back_to_its_place_while_its_file_is_here() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let first = added(&tablet, draft, &photo(1));
    let before = tablet
        .draft_photo_add(draft, &photo(2))
        .unwrap()
        .draft
        .evidence;

    let page = tablet.draft_photo_remove(draft, &first).unwrap();
    assert_eq!(page.draft.evidence, before[1..]);
    let lying = Evidence {
        size: 1,
        media_type: "text/html".to_owned(),
        ..before[0].clone()
    };
    let page = tablet.draft_photo_restore(draft, lying).unwrap();
    assert_eq!(page.draft.evidence, before);

    let elsewhere = Evidence {
        sha256: "../kakou.db".to_owned(),
        ..before[0].clone()
    };
    let refused = tablet.draft_photo_restore(draft, elsewhere).unwrap_err();
    assert_eq!(refused.code(), "no-photo");
}

#[test]
fn a_visit_has_at_most_sixty_photos() {
    let tablet = tablet();
    let draft = begun(&tablet);
    for number in 0..60 {
        tablet.draft_photo_add(draft, &photo(number)).unwrap();
    }
    let refused = tablet.draft_photo_add(draft, &photo(60)).unwrap_err();
    assert_eq!(refused.code(), "too-many-photos");
    assert_eq!(tablet.draft(draft).unwrap().draft.evidence.len(), 60);
    let again = tablet.draft_photo_add(draft, &photo(7)).unwrap();
    assert_eq!(again.draft.evidence.len(), 60);
}

#[test]
fn what_is_no_photo_changes_nothing() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let text = PhotoGiven {
        bytes: b"a diary".to_vec(),
        ..photo(1)
    };
    let refused = tablet.draft_photo_add(draft, &text).unwrap_err();
    assert_eq!(refused.code(), "photo-unknown-format");
    let long = showing(1, &"x".repeat(101));
    assert_eq!(
        tablet.draft_photo_add(draft, &long).unwrap_err().code(),
        "too-long"
    );
    assert!(tablet.draft(draft).unwrap().draft.evidence.is_empty());
}

#[test]
fn the_setting_says_how_large_photos_are_kept() {
    let tablet = tablet();
    let draft = begun(&tablet);
    let large = image::RgbImage::from_pixel(3200, 20, image::Rgb([9, 9, 9]));
    let mut file = std::io::Cursor::new(Vec::new());
    large.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let given = PhotoGiven {
        bytes: file.into_inner(),
        ..photo(1)
    };
    for (setting, width) in [
        (None, 2048),
        (Some("1280"), 1280),
        (Some("3072"), 3072),
        (Some("9999999"), 2048),
    ] {
        if let Some(setting) = setting {
            tablet.set_setting("photo-edge", setting).unwrap();
        }
        let sha256 = added(&tablet, draft, &given);
        let kept = tablet.evidence_file(&sha256).unwrap().unwrap();
        assert_eq!(image::load_from_memory(&kept).unwrap().width(), width);
    }
}
