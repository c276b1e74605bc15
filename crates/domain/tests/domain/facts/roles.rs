//! Who may state what, and whom a fact concerns.

use chrono::DateTime;
use kakou_domain::fact::{Body, Fact, FactError};
use kakou_domain::supervision::Role;
use kakou_domain::{DivisionCode, FactId};
use serde_json::Value;
use uuid::Uuid;

use super::bodies::one_of_each_kind;

fn fact(body: Body, scope: &[&str]) -> Fact {
    Fact {
        id: FactId(Uuid::from_u128(7)),
        scope: divisions(scope),
        at: DateTime::parse_from_rfc3339("2020-02-14T09:30:00+08:00").unwrap(),
        clock: None,
        follows: Vec::new(),
        by: "督导员".to_owned(),
        body,
    }
}

fn other(kind: &str) -> Body {
    Body::Other {
        kind: kind.to_owned(),
        value: Value::Null,
    }
}

fn divisions(codes: &[&str]) -> Vec<DivisionCode> {
    codes
        .iter()
        .map(|code| DivisionCode::new(code).unwrap())
        .collect()
}

#[test]
fn headquarters_may_state_everything() {
    let unknown = ["payload.erased", "kind.of_tomorrow"];
    for body in one_of_each_kind().into_iter().chain(unknown.map(other)) {
        assert_eq!(fact(body, &[]).allowed_for(Role::Headquarters), Ok(()));
    }
}

#[test]
fn an_inspector_may_state_what_is_seen_and_done_at_a_site() {
    let bodies = one_of_each_kind();
    let (may, may_not): (Vec<&Body>, Vec<&Body>) = bodies.iter().partition(|body| {
        fact((*body).clone(), &[])
            .allowed_for(Role::Inspector)
            .is_ok()
    });
    let kinds = |bodies: Vec<&Body>| {
        bodies
            .iter()
            .map(|body| body.kind().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(may),
        [
            "site.defined",
            "visit.sealed",
            "visit.amended",
            "visit.supplemented",
            "finding.moved",
            "finding.reported",
            "disposition.recorded",
            "tally.recorded",
            "day.reported",
        ]
    );
    assert_eq!(
        kinds(may_not),
        [
            "division.defined",
            "unit.defined",
            "zone.defined",
            "site.merged",
            "roster.set",
            "team.set",
            "campaign.opened",
            "campaign.closed",
            "assignment.made",
            "checklist.published",
            "author.admitted",
            "author.retired",
            "bulletin.checked",
            "bulletin.issued",
        ]
    );
}

#[test]
fn of_kinds_that_are_not_folded_yet_one_is_headquarters_alone() {
    let stated = |kind| fact(other(kind), &[]).allowed_for(Role::Inspector);
    assert_eq!(stated("new.kind"), Ok(()));
    let refused = stated("payload.erased").unwrap_err();
    assert_eq!(refused, FactError::NotAllowed("payload.erased".to_owned()));
    assert_eq!(refused.code(), "kind-not-allowed");
}

#[test]
fn a_fact_concerns_who_is_within_its_divisions_or_around_them() {
    let concerns = |scope: &[&str], own: &[&str]| fact(other("x"), scope).concerns(&divisions(own));
    assert!(
        concerns(&["410523105201"], &["410523105"]),
        "a village, its township"
    );
    assert!(
        concerns(&["410523"], &["410523105201"]),
        "a county, its village"
    );
    assert!(
        !concerns(&["410523105201"], &["410523106"]),
        "another township"
    );
    assert!(
        concerns(&["410523106", "410523105"], &["410523105201"]),
        "one of two"
    );
    assert!(
        !concerns(&[], &["410523"]) && !concerns(&["410523"], &[]),
        "nobody"
    );
}
