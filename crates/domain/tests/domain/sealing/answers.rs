//! What becomes of answers.

use kakou_domain::Answer;
use kakou_domain::checklist::fill_normal;
use kakou_domain::seal::SealError;
use serde_json::json;

use super::{draft, one_absent, sealed, template};

#[test]
fn what_was_asked_and_not_answered_is_not_checked() {
    let content = sealed(&one_absent()).unwrap();
    assert_eq!(content.answers["staffing.present"], Answer::Count(2));
    assert_eq!(
        content.answers["staffing.leader_present"],
        Answer::NotChecked
    );
    assert_eq!(content.answers["control.barrier"], Answer::NotChecked);
    assert!(
        !content.answers.contains_key("control.barrier_material"),
        "it was never asked"
    );
}

#[test]
fn an_empty_visit_finds_nothing_and_says_that_nothing_was_checked() {
    let content = sealed(&draft(json!({}))).unwrap();
    assert!(!content.answers.is_empty());
    assert!(
        content
            .answers
            .values()
            .all(|answer| *answer == Answer::NotChecked)
    );
    assert_eq!(content.findings, []);
}

#[test]
fn answers_to_what_is_not_asked_are_left_out() {
    let answers = json!({"protection.staff_masked": true, "protection.public_masked": true,
                         "protection.unmasked_count": -7});
    let content = sealed(&draft(answers)).unwrap();
    assert!(!content.answers.contains_key("protection.unmasked_count"));
}

#[test]
fn not_applicable_and_none_of_these_stay_what_they_are() {
    let answers = json!({"control.single_entry": {"not_applicable": "开放小区"},
                         "gatherings.kind": []});
    let content = sealed(&draft(answers)).unwrap();
    assert_eq!(
        content.answers["control.single_entry"],
        Answer::NotApplicable("开放小区".to_owned())
    );
    assert_eq!(content.answers["gatherings.kind"], Answer::Many(vec![]));
    assert_eq!(content.findings, []);
}

#[test]
fn each_answer_that_cannot_be_is_named_with_its_fault() {
    let answers = json!({
        "staffing.rostered": 0,
        "staffing.present": -1,
        "disinfection.times_yesterday": 1_000_000,
        "protection.staff_masked": "yes",
        "control.barrier": "wall",
        "supplies.short": ["masks", "masks"],
        "staffing.mood": true,
    });
    let error = sealed(&draft(answers)).unwrap_err();
    assert_eq!(error.code(), "invalid-answers");
    let text = error.to_string();
    let SealError::InvalidAnswers(mut invalid) = error else {
        panic!("{error}")
    };
    invalid.sort_by(|a, b| a.item.cmp(&b.item));
    let named: Vec<_> = invalid
        .iter()
        .map(|one| (one.item.as_str(), one.why.code()))
        .collect();
    assert_eq!(
        named,
        [
            ("control.barrier", "unknown-choice"),
            ("disinfection.times_yesterday", "out-of-range"),
            ("protection.staff_masked", "wrong-kind"),
            ("staffing.mood", "unknown-item"),
            ("staffing.present", "out-of-range"),
            ("staffing.rostered", "out-of-range"),
            ("supplies.short", "repeated-choice"),
        ]
    );
    assert!(named.iter().all(|(item, _)| text.contains(item)), "{text}");
}

#[test]
fn what_the_button_filled_is_remembered_until_it_is_answered_by_hand() {
    let mut draft = one_absent();
    let normal = fill_normal(
        &template(),
        &draft.site.kind,
        draft.method,
        "protection",
        &draft.answers,
    );
    draft.fill("protection", normal);
    let content = sealed(&draft).unwrap();
    assert_eq!(content.filled[0].group, "protection");
    assert_eq!(
        content.filled[0].items,
        ["protection.public_masked", "protection.staff_masked"]
    );
    assert_eq!(
        content.answers["protection.staff_masked"],
        Answer::YesNo(true)
    );

    draft.answer("protection.staff_masked", Some(Answer::YesNo(false)));
    assert_eq!(
        sealed(&draft).unwrap().filled[0].items,
        ["protection.public_masked"]
    );
    draft.unfill("protection");
    let content = sealed(&draft).unwrap();
    assert_eq!(content.filled, []);
    assert_eq!(
        content.answers["protection.public_masked"],
        Answer::NotChecked
    );
    assert_eq!(
        content.answers["protection.staff_masked"],
        Answer::YesNo(false)
    );
}
