//! Payloads that cannot be used: each with its reason, none with a panic.

use kakou_domain::fact::{Body, Fact, FactError, MAX_PAYLOAD};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::any_fact;
use super::bodies::one_of_each_kind;

/// A payload that stands.
fn sound() -> Value {
    json!({
        "id": "00000000-0000-0000-0000-000000000007",
        "kind": "division.defined",
        "scope": ["410523"],
        "at": "2020-02-14T09:30:00.000+08:00",
        "clock": null,
        "follows": [],
        "by": "督查办",
        "body": {"code": "410523", "name": "汤阴县"},
    })
}

fn with(field: &str, value: Value) -> Vec<u8> {
    let mut payload = sound();
    payload[field] = value;
    payload.to_string().into_bytes()
}

fn code(payload: &[u8]) -> &'static str {
    match Fact::from_payload(payload) {
        Ok(_) => "read",
        Err(error) => error.code(),
    }
}

/// A payload whose body is this many lists, one in another. The payload itself is one level more.
fn nested(levels: usize) -> Vec<u8> {
    let lists = "[".repeat(levels) + &"]".repeat(levels);
    let payload = String::from_utf8(with("body", json!("here"))).unwrap();
    payload
        .replace("division.defined", "unknown.kind")
        .replace("\"here\"", &lists)
        .into_bytes()
}

#[test]
fn a_missing_field_is_named() {
    for field in ["id", "kind", "scope", "at", "by", "body"] {
        let mut payload = sound();
        payload.as_object_mut().unwrap().remove(field);
        let error = Fact::from_payload(payload.to_string().as_bytes()).unwrap_err();
        assert_eq!(error.code(), "payload-malformed", "{field}");
        assert!(error.to_string().contains(&format!("`{field}`")), "{error}");
    }
}

#[test]
fn a_field_of_another_shape_is_malformed() {
    for (field, value) in [
        ("id", json!("seven")),
        ("id", json!(7)),
        ("kind", json!(null)),
        ("scope", json!("410523")),
        ("scope", json!(["41052"])),
        ("scope", json!(["４１０５２３"])),
        ("scope", json!([410_523])),
        ("at", json!("yesterday")),
        ("at", json!("2020-02-14T09:30:00")),
        ("at", json!("2020-02-30T09:30:00+08:00")),
        (
            "clock",
            json!({"drift_ms": 1.5, "measured_at": "2020-02-14T09:30:00+08:00"}),
        ),
        ("clock", json!({"drift_ms": 1})),
        ("follows", json!(["seven"])),
        ("by", json!(["甲"])),
    ] {
        assert_eq!(
            code(&with(field, value.clone())),
            "payload-malformed",
            "{field}: {value}"
        );
    }
}

#[test]
fn a_body_that_does_not_fit_names_its_kind() {
    for body in one_of_each_kind() {
        for wrong in [json!({}), json!(null), json!([]), json!("body"), json!(12)] {
            let mut payload = sound();
            payload["kind"] = json!(body.kind());
            payload["body"] = wrong;
            let error = Fact::from_payload(payload.to_string().as_bytes()).unwrap_err();
            assert_eq!(error.code(), "body-malformed");
            let named = matches!(&error, FactError::Body { kind, .. } if kind == body.kind());
            assert!(named && error.to_string().contains(body.kind()), "{error}");
        }
    }
}

#[test]
fn values_that_cannot_be_are_refused_within_a_body() {
    let site = json!({"division": "410523105201", "kind": "village_checkpoint", "name": "卡点"});
    for (field, value) in [
        ("division", json!("41052")),
        ("kind", json!("Village Checkpoint")),
        ("kind", json!("")),
        ("position", json!({"latitude": 91, "longitude": 114})),
        ("position", json!({"latitude": "35.9", "longitude": 114})),
        ("in_service_from", json!("2020-02-30")),
    ] {
        let mut body = site.clone();
        body[field] = value;
        let mut payload = sound();
        payload["kind"] = json!("site.defined");
        payload["body"] = body;
        assert_eq!(
            code(payload.to_string().as_bytes()),
            "body-malformed",
            "{field}"
        );
    }
}

#[test]
fn what_is_no_json_object_is_malformed() {
    for wrong in [
        "",
        " ",
        "null",
        "[]",
        "12",
        "{",
        "{}}",
        "\u{feff}{}",
        "{'id': 1}",
    ] {
        assert_eq!(code(wrong.as_bytes()), "payload-malformed", "{wrong}");
    }
    let twice = sound().to_string().replacen('{', "{\"by\":\"别人\",", 1);
    assert_eq!(
        code(twice.as_bytes()),
        "payload-malformed",
        "one field twice"
    );
}

#[test]
fn invalid_utf_8_is_malformed() {
    let mut payload = sound().to_string().into_bytes();
    let place = payload.iter().position(|byte| !byte.is_ascii()).unwrap();
    payload[place] = 0xff;
    assert_eq!(code(&payload), "payload-malformed");
    assert_eq!(code(&[0xff, 0xfe]), "payload-malformed");
    let half_a_character = sound().to_string().replace("督查办", r"\ud800");
    assert_eq!(code(half_a_character.as_bytes()), "payload-malformed");
}

#[test]
fn nesting_deeper_than_128_is_malformed() {
    assert_eq!(code(&nested(127)), "read");
    for levels in [128, 1_000, 500_000] {
        assert_eq!(code(&nested(levels)), "payload-malformed", "{levels}");
    }
    let quoted = format!("\\\"{}", "[".repeat(200));
    assert_eq!(code(&with("by", json!(quoted))), "read", "in a text");
    let aside = String::from_utf8(nested(500)).unwrap();
    let aside = aside.replace("unknown.kind", "division.defined").replace(
        "\"body\":",
        r#""body":{"code":"410523","name":"汤阴县"},"more":"#,
    );
    assert_eq!(
        code(aside.as_bytes()),
        "payload-malformed",
        "in a field that nobody reads"
    );
}

#[test]
fn a_payload_may_have_a_mebibyte_and_no_more() {
    let mut payload = sound().to_string().into_bytes();
    payload.resize(MAX_PAYLOAD, b' ');
    assert_eq!(code(&payload), "read");
    payload.push(b' ');
    assert_eq!(
        Fact::from_payload(&payload),
        Err(FactError::TooLong(MAX_PAYLOAD + 1))
    );
    assert_eq!(code(&vec![b'x'; 2_000_000]), "payload-too-long");
}

#[test]
fn what_nobody_would_take_is_not_written() {
    let mut fact = Fact::from_payload(sound().to_string().as_bytes()).unwrap();
    fact.body = Body::Other {
        kind: "essay.written".to_owned(),
        value: "长".repeat(700_000).into(),
    };
    assert_eq!(fact.to_payload().unwrap_err().code(), "payload-too-long");
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(code(&bytes), "payload-malformed");
    }

    #[test]
    fn a_changed_or_cut_payload_has_an_answer(
        fact in any_fact(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut payload = fact.to_payload().unwrap();
        let place = at.index(payload.len());
        prop_assert_eq!(code(&payload[..place]), "payload-malformed");
        payload[place] = byte;
        prop_assert!(["read", "payload-malformed", "body-malformed"].contains(&code(&payload)));
    }

    #[test]
    fn one_kinds_body_under_another_kind_has_an_answer(one in any_fact(), other in any_fact()) {
        let mut payload: Value = serde_json::from_slice(&one.to_payload().unwrap()).unwrap();
        payload["kind"] = json!(other.body.kind());
        prop_assert!(["read", "body-malformed"].contains(&code(payload.to_string().as_bytes())));
    }
}
