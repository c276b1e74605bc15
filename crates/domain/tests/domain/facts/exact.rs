//! What is written is read, exactly.

use kakou_domain::fact::{Body, Fact};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::bodies::one_of_each_kind;
use super::values::any_text;
use super::{any_fact, fact_of};

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_text(), inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A kind of a later version.
fn unknown() -> impl Strategy<Value = Body> {
    ("[a-z]{1,8}\\.recorded", any_value()).prop_map(|(kind, value)| Body::Other { kind, value })
}

fn read(payload: &[u8]) -> Fact {
    Fact::from_payload(payload).unwrap()
}

proptest! {
    #[test]
    fn a_fact_is_read_as_it_was_written(fact in any_fact()) {
        let payload = fact.to_payload().unwrap();
        let read = read(&payload);
        prop_assert_eq!(&read, &fact);
        prop_assert_eq!(read.at.offset(), fact.at.offset());
        prop_assert_eq!(read.to_payload().unwrap(), payload);
    }

    #[test]
    fn an_unknown_kind_keeps_its_value(fact in fact_of(unknown())) {
        prop_assert_eq!(read(&fact.to_payload().unwrap()), fact);
    }
}

#[test]
fn a_kind_has_one_stable_name() {
    let bodies = one_of_each_kind();
    let kinds: Vec<_> = bodies.iter().map(Body::kind).collect();
    assert_eq!(
        kinds,
        [
            "division.defined",
            "unit.defined",
            "zone.defined",
            "site.defined",
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
            "visit.sealed",
            "visit.amended",
            "visit.supplemented",
            "finding.moved",
            "finding.reported",
            "disposition.recorded",
            "tally.recorded",
            "day.reported",
            "bulletin.checked",
            "bulletin.issued",
        ]
    );
}

#[test]
fn a_payload_has_these_fields_and_no_author_and_no_seq() {
    let payload = json!({
        "id": "00000000-0000-0000-0000-000000000007",
        "kind": "division.defined",
        "scope": ["410523"],
        "at": "2020-02-14T09:30:00.000+08:00",
        "clock": {"drift_ms": -250, "measured_at": "2020-02-14T08:00:00+08:00"},
        "follows": ["00000000-0000-0000-0000-000000000006"],
        "by": "督查办",
        "body": {"code": "410523", "name": "汤阴县"},
    });
    let fact = read(payload.to_string().as_bytes());
    let written: Value = serde_json::from_slice(&fact.to_payload().unwrap()).unwrap();
    assert_eq!(written, payload);
}

#[test]
fn an_admission_of_before_still_says_a_name_and_a_new_one_says_none() {
    let payload = |name: Value| {
        let mut payload = json!({
            "id": "00000000-0000-0000-0000-000000000007", "kind": "author.admitted",
            "scope": ["410523"], "at": "2020-02-14T09:30:00.000+08:00", "clock": null,
            "follows": [], "by": "督查办", "body": {
                "author": "00".repeat(16), "public_key": "00".repeat(32),
                "role": "inspector", "divisions": ["410523105"],
            },
        });
        if name.is_string() {
            payload["body"]["name"] = name;
        }
        payload
    };
    for (name, read_as) in [(json!("王某"), Some("王某")), (Value::Null, None)] {
        let payload = payload(name);
        let fact = read(payload.to_string().as_bytes());
        let Body::AuthorAdmitted(admitted) = &fact.body else {
            panic!("{fact:?}");
        };
        assert_eq!(admitted.name.as_deref(), read_as);
        let written: Value = serde_json::from_slice(&fact.to_payload().unwrap()).unwrap();
        assert_eq!(written, payload);
    }
}

#[test]
fn a_field_of_a_later_version_does_not_hinder_reading() {
    let payload = json!({
        "id": "00000000-0000-0000-0000-000000000007", "kind": "division.defined",
        "scope": ["410523"], "at": "2020-02-14T09:30:00+08:00", "clock": null, "by": "督查办",
        "mood": "good", "body": {"code": "410523", "name": "汤阴县", "colour": "red"},
    });
    let fact = read(payload.to_string().as_bytes());
    assert_eq!(fact.follows, [], "what follows nothing need not say so");
    assert_eq!(fact.body.kind(), "division.defined");
}
