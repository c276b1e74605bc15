//! What corrects a sealed visit.

use chrono::Duration;
use kakou_domain::draft::Draft;
use kakou_domain::seal::{SealError, amend};
use kakou_domain::visit::{Finding, VisitContent};
use serde_json::json;

use super::{correction, now, one_absent, only, sealed, template};

fn amended(draft: &Draft, before: &[Finding], reason: &str) -> Result<VisitContent, SealError> {
    amend(
        draft,
        &template().into(),
        before,
        reason,
        now() + Duration::days(3),
    )
}

fn before() -> Vec<Finding> {
    sealed(&one_absent()).unwrap().findings
}

#[test]
fn a_correction_needs_a_reason_of_reasonable_length() {
    let draft = correction(json!({}));
    for reason in ["", "  ", "\n"] {
        assert_eq!(amended(&draft, &before(), reason), Err(SealError::NoReason));
    }
    assert!(amended(&draft, &before(), &"长".repeat(4_000)).is_ok());
    let essay = amended(&draft, &before(), &"长".repeat(4_001));
    assert_eq!(essay.unwrap_err().code(), "too-long");
}

#[test]
fn what_is_found_again_is_the_same_finding() {
    let draft = correction(json!({"staffing.rostered": 4, "staffing.present": 2}));
    let content = amended(&draft, &before(), "应到四人").unwrap();
    assert_eq!(only(&content).id, before()[0].id);
    assert_eq!(
        only(&content).text,
        "卡点当日值班人员应为四人，实际只有两人在岗。"
    );
    assert_eq!(only(&content).withdrawn, None);
}

#[test]
fn what_is_no_longer_found_is_withdrawn_with_the_reason_and_kept() {
    let draft = correction(json!({"staffing.rostered": 2, "staffing.present": 2}));
    let content = amended(&draft, &before(), " 应到两人 ").unwrap();
    let withdrawn = Some("应到两人".to_owned());
    assert_eq!(
        content.findings,
        [Finding {
            withdrawn,
            ..before()[0].clone()
        }]
    );
}

#[test]
fn what_was_withdrawn_stays_so_for_its_first_reason_until_it_is_found_again() {
    let fine = correction(json!({"staffing.rostered": 2, "staffing.present": 2}));
    let once = amended(&fine, &before(), "应到两人").unwrap().findings;
    let twice = amended(&fine, &once, "补记天气").unwrap().findings;
    assert_eq!(twice, once);
    let again = correction(json!({"staffing.rostered": 3, "staffing.present": 2}));
    let content = amended(&again, &twice, "应到还是三人").unwrap();
    assert_eq!(
        (only(&content).id, &only(&content).withdrawn),
        (before()[0].id, &None)
    );
}

#[test]
fn a_correction_does_not_say_that_the_visit_ended_when_it_was_corrected() {
    let draft = correction(json!({}));
    let at_once = amend(&draft, &template().into(), &before(), "更正", now()).unwrap();
    assert_eq!(at_once.ended_at, None);
}

#[test]
fn a_correction_is_checked_like_a_visit() {
    let draft = correction(json!({"staffing.rostered": 0}));
    assert_eq!(
        amended(&draft, &before(), "更正").unwrap_err().code(),
        "invalid-answers"
    );
}
