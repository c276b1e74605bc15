//! Photos in a visit, and those that are added to it later.

use kakou_domain::fold::VisitFoldRow;
use kakou_domain::supplement::supplement;
use kakou_domain::visit::Evidence;
use kakou_domain::{Fix, VisitId};
use uuid::Uuid;

use super::{draft, now, refused, sealed};

fn photo(number: usize) -> Evidence {
    Evidence {
        sha256: format!("{number:064}"),
        size: 1,
        media_type: "image/jpeg".to_owned(),
        shows: None,
        taken_at: now(),
        position: None,
    }
}

fn with(evidence: Vec<Evidence>) -> kakou_domain::draft::Draft {
    kakou_domain::draft::Draft {
        evidence,
        ..draft(serde_json::json!({}))
    }
}

#[test]
fn a_visit_states_its_photos_up_to_sixty() {
    let photos: Vec<_> = (0..60).map(photo).collect();
    assert_eq!(sealed(&with(photos.clone())).unwrap().evidence, photos);
    assert_eq!(
        refused(&with((0..61).map(photo).collect())),
        "too-many-photos"
    );
}

#[test]
fn what_is_said_of_a_photo_has_its_limits() {
    let said = |shows: &str, reason: &str| Evidence {
        shows: Some(shows.to_owned()),
        position: Some(Fix::Missing {
            reason: reason.to_owned(),
        }),
        ..photo(1)
    };
    assert!(sealed(&with(vec![said(&"码".repeat(100), "denied")])).is_ok());
    assert_eq!(
        refused(&with(vec![said(&"码".repeat(101), "denied")])),
        "too-long"
    );
    assert_eq!(
        refused(&with(vec![said("", &"因".repeat(4_001))])),
        "too-long"
    );
}

#[test]
fn a_photo_that_is_put_back_stands_where_it_stood() {
    let later = |seconds| Evidence {
        taken_at: now() + chrono::Duration::seconds(seconds),
        ..photo(usize::try_from(seconds).unwrap())
    };
    let mut draft = with(Vec::new());
    for seconds in [1, 2, 3] {
        draft.add_photo(later(seconds));
    }
    let before = draft.evidence.clone();
    draft.remove_photo(&later(1).sha256);
    draft.add_photo(later(1));
    assert_eq!(draft.evidence, before);
}

#[test]
fn a_supplement_names_each_new_photo_once() {
    let (visit, row) = (VisitId(Uuid::from_u128(1)), VisitFoldRow::default());
    let files = vec![photo(1), photo(2), photo(1)];
    let stated = supplement(visit, &row, files, " 登记表 ").unwrap().unwrap();
    assert_eq!(stated.evidence, [photo(1), photo(2)]);
    assert_eq!(stated.notes, "登记表");
    assert_eq!(supplement(visit, &row, Vec::new(), "无").unwrap(), None);
    let long = supplement(visit, &row, vec![photo(1)], &"x".repeat(4_001));
    assert_eq!(long.unwrap_err().code(), "too-long");
}
