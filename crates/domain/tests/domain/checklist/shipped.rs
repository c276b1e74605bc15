//! What the shipped checklists ask, take and find.

use kakou_domain::checklist::{
    AnswerState, Evaluation, Progress, Template, evaluate, fill_normal, standard,
};
use kakou_domain::{Answers, Method, Nature, Severity};
use serde_json::{Value, json};

use super::{answers, template, visit};

fn relevant(template: &Template, json: Value, code: &str) -> bool {
    visit(template, json)
        .items
        .iter()
        .any(|item| item.code == code && item.relevant)
}

/// The relevant items that are 未检查, or will be when the visit is sealed now.
fn not_checked(evaluation: &Evaluation) -> Vec<&str> {
    let open = [AnswerState::Unanswered, AnswerState::NotChecked];
    let items = evaluation.items.iter();
    let items = items.filter(|item| item.relevant && open.contains(&item.state));
    items.map(|item| item.code.as_str()).collect()
}

fn why_invalid(json: Value) -> Vec<(String, &'static str)> {
    let evaluation = visit(&template("checkpoint"), json);
    let invalid = evaluation.invalid();
    invalid
        .iter()
        .map(|(code, why)| ((*code).to_owned(), why.code()))
        .collect()
}

#[test]
fn every_kind_of_site_has_its_checklist() {
    let all: Vec<String> = standard()
        .iter()
        .flat_map(|template| template.kinds.iter().map(|kind| kind.code.to_string()))
        .collect();
    assert_eq!(
        all,
        [
            "village_checkpoint",
            "transport_checkpoint",
            "residential_compound",
            "office",
            "enterprise",
            "shop",
            "pharmacy",
            "health_facility",
            "isolation_centre",
            "home_isolation",
            "school"
        ]
    );
}

#[test]
fn a_template_is_read_as_it_was_written_and_keeps_its_hash() {
    for template in standard() {
        let json = serde_json::to_vec(&template).unwrap();
        let again = Template::parse(&json).unwrap();
        assert_eq!(again.hash(), template.hash());
        assert_eq!(again, template);
        let mut other = again;
        other.items[0].label.zh.push('！');
        assert_ne!(other.hash(), template.hash());
    }
}

#[test]
fn what_is_asked_follows_from_what_is_answered() {
    let checkpoint = template("checkpoint");
    assert!(!relevant(
        &checkpoint,
        json!({}),
        "control.barrier_material"
    ));
    assert!(relevant(
        &checkpoint,
        json!({"control.barrier": "makeshift"}),
        "control.barrier_material"
    ));
    assert!(!relevant(
        &checkpoint,
        json!({"isolation.observed": "not_checked"}),
        "isolation.signs_posted"
    ));
    let shop = template("shop");
    assert!(!relevant(
        &shop,
        json!({"trading.must_close": false}),
        "trading.closed"
    ));
    assert!(relevant(
        &shop,
        json!({"trading.must_close": true}),
        "trading.closed"
    ));
}

#[test]
fn documents_are_asked_at_an_office_and_elsewhere_in_a_document_review() {
    for template in standard() {
        for method in [Method::Unannounced, Method::DocumentReview] {
            let evaluation = evaluate(&template, &template.kinds[0].code, method, &Answers::new());
            let asked = evaluation
                .items
                .iter()
                .filter(|item| item.relevant && item.code.starts_with("documents."))
                .count();
            let expected = template.id == "office" || method == Method::DocumentReview;
            assert_eq!(
                asked,
                if expected { 5 } else { 0 },
                "{} {method:?}",
                template.id
            );
        }
    }
}

#[test]
fn an_irrelevant_answer_is_ignored_even_when_it_is_wrong() {
    let json = json!({"control.barrier": "gate", "control.barrier_material": 7});
    assert_eq!(why_invalid(json), []);
}

#[test]
fn a_wrong_answer_is_named_with_its_reason() {
    for (json, code, why) in [
        (
            json!({"staffing.rostered": 0}),
            "staffing.rostered",
            "out-of-range",
        ),
        (
            json!({"staffing.rostered": 1001}),
            "staffing.rostered",
            "out-of-range",
        ),
        (
            json!({"staffing.present": -1}),
            "staffing.present",
            "out-of-range",
        ),
        (
            json!({"staffing.present": 100_001}),
            "staffing.present",
            "out-of-range",
        ),
        (
            json!({"staffing.present": "三"}),
            "staffing.present",
            "wrong-kind",
        ),
        (
            json!({"control.barrier": "wall"}),
            "control.barrier",
            "unknown-choice",
        ),
        (
            json!({"supplies.short": ["masks", "masks"]}),
            "supplies.short",
            "repeated-choice",
        ),
        (
            json!({"control.single_entry": {"not_applicable": ""}}),
            "control.single_entry",
            "reason-missing",
        ),
        (
            json!({"staffing.duty_phone_calls": 2, "staffing.duty_phone_answered": 3}),
            "staffing.duty_phone_answered",
            "constraint",
        ),
        (
            json!({"staffing.present": 2, "staffing.roles_rostered": ["police", "health"],
                   "staffing.roles_missing": ["health", "volunteer"]}),
            "staffing.roles_missing",
            "not-among",
        ),
        (
            json!({"staffing.presnet": 1}),
            "staffing.presnet",
            "unknown-item",
        ),
    ] {
        assert_eq!(
            why_invalid(json.clone()),
            [(code.to_owned(), why)],
            "{json}"
        );
    }
}

#[test]
fn an_invalid_answer_raises_nothing() {
    let evaluation = visit(
        &template("checkpoint"),
        json!({"staffing.rostered": 0, "staffing.present": 1, "control.barrier": "wall"}),
    );
    assert_eq!(evaluation.findings, []);
}

#[test]
fn not_checked_and_not_applicable_are_never_fine() {
    let evaluation = visit(
        &template("residential_compound"),
        json!({
            "control.single_entry": {"not_applicable": "开放小区"},
            "control.barrier": "not_checked",
        }),
    );
    let control = evaluation
        .groups
        .iter()
        .find(|group| group.code == "control")
        .unwrap();
    assert_eq!((control.answered, control.not_checked), (0, 1));
    assert_eq!(control.state, Progress::Begun);
    let left = not_checked(&evaluation);
    assert!(left.contains(&"control.barrier"));
    assert!(left.contains(&"staffing.present"));
    assert!(!left.contains(&"control.single_entry"));
    assert!(!left.contains(&"control.barrier_material"));
}

#[test]
fn what_the_roster_filled_in_begins_no_group() {
    let state = |json| visit(&template("checkpoint"), json).groups[0].state;
    assert_eq!(state(json!({"staffing.rostered": 3})), Progress::NotBegun);
    assert_eq!(
        state(json!({"staffing.rostered": 3, "staffing.present": 3})),
        Progress::Begun
    );
    assert_eq!(
        state(json!({
            "staffing.rostered": 3, "staffing.present": 3, "staffing.leader_present": true,
            "staffing.duty_phone_calls": 0,
        })),
        Progress::Done
    );
}

#[test]
fn roles_are_asked_only_where_the_roster_names_some() {
    let of = |json| {
        let evaluation = visit(&template("checkpoint"), json);
        let asked = evaluation.items.iter().filter(|item| item.relevant);
        let asked = asked.filter(|item| item.code.starts_with("staffing.roles"));
        let asked: Vec<_> = asked.map(|item| item.code.clone()).collect();
        let texts = evaluation.findings.into_iter().map(|found| found.text);
        (asked.len(), texts.collect::<Vec<_>>())
    };
    let present = |present: i64, missing: Value| {
        json!({"staffing.rostered": 3, "staffing.present": present,
               "staffing.roles_rostered": ["police", "health", "community"],
               "staffing.roles_missing": missing})
    };
    let nothing = (0, vec![]);
    assert_eq!(
        of(json!({"staffing.rostered": 3, "staffing.present": 3})),
        nothing
    );
    assert_eq!(of(present(3, json!([]))), (2, vec![]));
    let short = "卡点当班应有公安、卫健、社区人员在岗，实际缺少卫健人员。";
    assert_eq!(
        of(present(3, json!(["health"]))),
        (2, vec![short.to_owned()])
    );
    // Nobody is there at all: that is said once.
    let alone = "村口卡点无人值守。".to_owned();
    assert_eq!(of(present(0, json!(["health"]))), (1, vec![alone]));
}

#[test]
fn a_gathering_that_was_not_dispersed_is_grave_and_a_shortage_blames_nobody() {
    let evaluation = visit(
        &template("checkpoint"),
        json!({
            "gatherings.kind": ["cards"], "gatherings.dispersed": false,
            "supplies.short": ["masks"],
        }),
    );
    let seen: Vec<(&str, Nature, Severity)> = evaluation
        .findings
        .iter()
        .map(|found| (found.category.as_str(), found.nature, found.severity))
        .collect();
    assert_eq!(
        seen,
        [
            ("gatherings.cards", Nature::Fault, Severity::Grave),
            ("supplies.short", Nature::Need, Severity::Major)
        ]
    );
    let other = evaluation.groups.iter().find(|one| one.code == "other");
    assert_eq!(other.unwrap().faults, 1, "a need is not counted with them");
}

#[test]
fn the_button_fills_what_is_normal_and_leaves_what_must_be_counted_or_asked() {
    let checkpoint = template("checkpoint");
    let fill = |group, json| {
        fill_normal(
            &checkpoint,
            &checkpoint.kinds[0].code,
            Method::Announced,
            group,
            &answers(json),
        )
    };
    assert_eq!(
        fill("registration", json!({"registration.crowding": true})),
        answers(json!({
            "registration.register": "complete", "registration.temperature_measured": true,
            "registration.shared_pen": false,
        }))
    );
    assert_eq!(
        fill("other", json!({"isolation.observed": 2})),
        answers(json!({
            "gatherings.kind": [], "supplies.short": [],
            "isolation.signs_posted": true, "isolation.twice_daily_temperature": true,
        }))
    );
    assert_eq!(
        fill("staffing", json!({})),
        answers(json!({"staffing.leader_present": true}))
    );
}
