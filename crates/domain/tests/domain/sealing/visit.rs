//! When and where a visit was, what it names, and how long its texts may be.

use chrono::{DateTime, Duration};
use kakou_domain::draft::{Draft, FindingEdit};
use kakou_domain::seal::SealError;
use kakou_domain::visit::Signature;
use kakou_domain::{Fix, Method, SiteKind};

use super::{ABSENT, edit, now, one_absent, refused, sealed, template};

#[test]
fn a_visit_may_lie_a_day_ahead_of_the_clock_and_no_more() {
    let ahead = |by: Duration| Draft {
        visited_at: now() + by,
        ..one_absent()
    };
    let content = sealed(&ahead(Duration::days(1))).unwrap();
    assert_eq!(
        content.ended_at, None,
        "it cannot have ended before it began"
    );
    assert_eq!(
        refused(&ahead(Duration::days(1) + Duration::milliseconds(1))),
        "in-the-future"
    );
    assert_eq!(refused(&ahead(Duration::days(40_000))), "in-the-future");
}

#[test]
fn the_day_ahead_is_counted_between_moments_and_not_between_dates() {
    let visited_at = DateTime::parse_from_rfc3339("2020-02-15T01:30:00+00:00").unwrap();
    assert!(
        sealed(&Draft {
            visited_at,
            ..one_absent()
        })
        .is_ok()
    );
    let visited_at = DateTime::parse_from_rfc3339("2020-02-15T09:30:00+07:00").unwrap();
    assert_eq!(
        refused(&Draft {
            visited_at,
            ..one_absent()
        }),
        "in-the-future"
    );
}

#[test]
fn a_visit_ends_when_it_is_sealed_unless_that_comes_too_late_to_say() {
    assert_eq!(sealed(&one_absent()).unwrap().ended_at, Some(now()));
    let begun = |before: Duration| Draft {
        visited_at: now() - before,
        ..one_absent()
    };
    assert_eq!(
        sealed(&begun(Duration::days(1))).unwrap().ended_at,
        Some(now())
    );
    assert_eq!(sealed(&begun(Duration::days(2))).unwrap().ended_at, None);
}

#[test]
fn without_a_signature_the_method_says_why() {
    for (method, signature) in [
        (Method::Unannounced, Signature::Undisclosed),
        (Method::Announced, Signature::Nobody),
        (Method::DocumentReview, Signature::Nobody),
        (Method::PhoneCheck, Signature::Nobody),
    ] {
        assert_eq!(
            sealed(&Draft {
                method,
                ..one_absent()
            })
            .unwrap()
            .signature,
            signature
        );
    }
    let refusal = Signature::Refused {
        reason: "不认可".to_owned(),
    };
    let given = Draft {
        signature: Some(refusal.clone()),
        ..one_absent()
    };
    assert_eq!(sealed(&given).unwrap().signature, refusal);
}

#[test]
fn without_a_position_the_visit_says_so() {
    let unavailable = Fix::Missing {
        reason: "unavailable".to_owned(),
    };
    assert_eq!(sealed(&one_absent()).unwrap().position, unavailable);
}

#[test]
fn a_visit_names_its_checklist_by_id_version_and_hash() {
    let checklist = sealed(&one_absent()).unwrap().checklist;
    assert_eq!(
        (checklist.id.as_str(), checklist.version),
        ("checkpoint", 1)
    );
    assert_eq!(checklist.hash, template().hash());
}

#[test]
fn a_checklist_for_another_kind_of_site_is_refused() {
    let mut draft = one_absent();
    draft.site.kind = SiteKind::new("flood_gate").unwrap();
    let kind = "flood_gate".to_owned();
    assert_eq!(
        sealed(&draft),
        Err(SealError::WrongKind {
            checklist: "checkpoint".to_owned(),
            kind
        })
    );
}

#[test]
fn texts_have_at_most_four_thousand_characters_and_visits_twenty_inspectors() {
    let long = |count: usize| "长".repeat(count);
    let people = |count: usize| vec!["甲".to_owned(); count];
    let with_edit = |edit: FindingEdit| Draft {
        finding_edits: vec![edit],
        ..one_absent()
    };
    for good in [
        Draft {
            notes: long(4_000),
            good_practice: long(4_000),
            ..one_absent()
        },
        Draft {
            inspectors: people(20),
            ..one_absent()
        },
        with_edit(FindingEdit {
            text: Some(long(4_000)),
            ..edit(ABSENT)
        }),
    ] {
        assert!(sealed(&good).is_ok());
    }
    for bad in [
        Draft {
            notes: long(4_001),
            ..one_absent()
        },
        Draft {
            good_practice: long(4_001),
            ..one_absent()
        },
        Draft {
            inspectors: people(21),
            ..one_absent()
        },
        with_edit(FindingEdit {
            text: Some(long(4_001)),
            ..edit(ABSENT)
        }),
        with_edit(FindingEdit {
            reason: Some(long(4_001)),
            ..edit(ABSENT)
        }),
    ] {
        assert_eq!(refused(&bad), "too-long");
    }
}
