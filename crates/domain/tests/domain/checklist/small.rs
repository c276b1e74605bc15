//! A small template to break.

use kakou_domain::checklist::Template;
use serde_json::{Value, json};

/// A small template that stands.
pub(crate) fn sound() -> Value {
    let words = json!({"zh": "字", "en": "Words"});
    let choices = json!([{"code": "x", "label": words}, {"code": "y", "label": words}]);
    json!({
        "id": "small", "version": 1, "title": words,
        "kinds": [{"code": "gate", "name": words, "place": "卡点", "gate": "卡点"}],
        "constants": {"needed": 2},
        "groups": [{"code": "g", "label": words}],
        "items": [
            {"code": "yes", "group": "g", "label": words, "answer": "yes_no", "normal": true,
             "rules": [{"when": {"is": {"item": "yes", "value": false}},
                        "raises": {"category": "bad"}}]},
            {"code": "count", "group": "g", "label": words, "answer": {"count": {}},
             "rules": [
                {"when": {"compare": {"item": "count", "is": "equal", "to": {"number": 0}}},
                 "raises": {"category": "grave"}},
                {"when": {"compare": {"item": "count", "is": "below",
                                      "to": {"constant": "needed"}}},
                 "raises": {"category": "bad"}}]},
            {"code": "one", "group": "g", "label": words, "answer": {"one": {"choices": choices}}},
            {"code": "many", "group": "g", "label": words, "answer": {"many": {"choices": choices}},
             "relevant": {"is": {"item": "one", "value": "x"}},
             "rules": [{"when": {"not": {"empty": {"item": "many"}}},
                        "raises": {"each_choice": "many.{choice}"}}]},
        ],
        "categories": [
            {"code": "bad", "label": words, "sentences": [{"text": "{place}不好。"}]},
            {"code": "grave", "label": words, "severity": "grave",
             "sentences": [{"text": "应为{needed}次，只有{count}次。"}]},
            {"code": "many.x", "label": words, "sentences": [{"text": "有{choice}。"}]},
            {"code": "many.y", "label": words, "sentences": [{"text": "有{choice}。"}]},
        ],
        "joins": [{"first": "bad", "second": "grave", "link": "，", "ending": "。"}],
    })
}

/// The faults of the small template when `value` stands at the JSON pointer `at` instead; a place
/// behind the end of a list is made.
pub(crate) fn faults(at: &str, value: Value) -> Vec<(String, &'static str)> {
    let mut json = sound();
    match json.pointer_mut(at) {
        Some(place) => *place = value,
        None => {
            let (parent, name) = at.rsplit_once('/').unwrap();
            match json.pointer_mut(parent).unwrap() {
                Value::Array(list) => list.push(value),
                Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
                _ => panic!("{at}"),
            }
        }
    }
    let template = Template::parse(json.to_string().as_bytes()).unwrap();
    let faults = template.check().err().unwrap_or_default();
    faults
        .iter()
        .map(|fault| (fault.place.clone(), fault.code()))
        .collect()
}
