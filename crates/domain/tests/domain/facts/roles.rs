//! Who may state what, and whom a fact concerns.

use chrono::DateTime;
use kakou_domain::fact::{Body, Fact};
use kakou_domain::rights::{RIGHTS, Right};
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
    let unknown = other("kind.of_tomorrow");
    for body in one_of_each_kind().into_iter().chain([unknown]) {
        assert!(fact(body, &[]).is_allowed_for(Role::Headquarters));
    }
}

#[test]
fn an_inspector_may_state_what_is_seen_and_done_at_a_site() {
    let bodies = one_of_each_kind();
    let (may, may_not): (Vec<&Body>, Vec<&Body>) = bodies
        .iter()
        .partition(|body| fact((*body).clone(), &[]).is_allowed_for(Role::Inspector));
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
            "author.named",
            "author.retired",
            "id.contested",
            "visit.doubted",
            "visit.date_decided",
            "journal.carried",
            "rules.adopted",
            "payload.erased",
            "bulletin.checked",
            "bulletin.issued",
        ]
    );
}

#[test]
fn of_kinds_that_are_not_known_yet_an_inspector_may_state_all() {
    let may = |kind| fact(other(kind), &[]).is_allowed_for(Role::Inspector);
    assert!(may("new.kind"));
}

#[test]
fn a_role_of_tomorrow_may_state_nothing_today() {
    let role: Role = serde_json::from_str("\"auditor\"").unwrap();
    for body in one_of_each_kind().into_iter().chain([other("new.kind")]) {
        assert!(!fact(body, &[]).is_allowed_for(role));
    }
}

#[test]
fn the_table_of_rights_has_each_kind_once() {
    let mut kinds: Vec<&str> = RIGHTS.iter().map(|(kind, _)| *kind).collect();
    kinds.sort_unstable();
    let table = kinds.len();
    kinds.dedup();
    assert_eq!(kinds.len(), table);
    for body in one_of_each_kind() {
        assert!(kinds.contains(&body.kind()), "{}", body.kind());
    }
}

#[test]
fn the_protocol_says_who_may_state_what_as_the_table_does() {
    let page = include_str!("../../../../../docs/PROTOCOL.md");
    let (_, page) = page.split_once("\n## Facts\n").unwrap();
    for (kind, right) in RIGHTS {
        let name = format!("`{kind}`");
        let line = page
            .lines()
            .find(|line| line.starts_with('|') && line.contains(&name));
        let line = line.unwrap_or_else(|| panic!("{kind} is not in the protocol"));
        let who = line
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap()
            .trim();
        let expected = match right {
            Right::Headquarters => "headquarters",
            Right::Everybody => "all",
        };
        assert!(who.starts_with(expected), "{kind}: {who}");
    }
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
