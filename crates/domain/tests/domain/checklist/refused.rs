//! A template that is wrong is refused, with the place named.

use kakou_domain::checklist::Template;
use serde_json::{Value, json};

use super::small::{faults, sound};

#[test]
fn the_small_template_stands() {
    assert_eq!(faults("/version", json!(2)), []);
}

#[test]
fn each_fault_is_named_with_its_place() {
    let long = "长".repeat(501);
    let same = |at: &str| sound().pointer(at).unwrap().clone();
    let is = |item: &str, value: Value| json!({"is": {"item": item, "value": value}});
    let deep = (0..16).fold(is("yes", json!(false)), |inner, _| json!({"not": inner}));
    let with_code = |at: &str, code: &str| {
        let mut value = same(at);
        value["code"] = json!(code);
        value
    };
    for (at, value, place, code) in [
        ("/id", json!("Small List"), "id", "bad-code"),
        ("/version", json!(0), "version", "empty"),
        ("/kinds", json!([]), "kinds", "empty"),
        ("/kinds/1", same("/kinds/0"), "kinds[1]", "duplicate-code"),
        (
            "/groups/1",
            same("/groups/0"),
            "groups[1]",
            "duplicate-code",
        ),
        ("/items/4", same("/items/2"), "items[4]", "duplicate-code"),
        (
            "/items/4",
            with_code("/items/2", "place"),
            "items[4]",
            "reserved-code",
        ),
        (
            "/items/4",
            with_code("/items/2", "Äh"),
            "items[4]",
            "bad-code",
        ),
        (
            "/categories/4",
            same("/categories/0"),
            "categories[4]",
            "duplicate-code",
        ),
        (
            "/constants/yes",
            json!(1),
            "constants.yes",
            "duplicate-code",
        ),
        (
            "/items/0/group",
            json!("h"),
            "items[0].group",
            "unknown-group",
        ),
        (
            "/items/2/filled_from",
            json!("roster"),
            "items[2].filled_from",
            "wrong-kind-of-item",
        ),
        (
            "/items/1/filled_from",
            json!("roster_roles"),
            "items[1].filled_from",
            "wrong-kind-of-item",
        ),
        (
            "/items/3/answer/many/among",
            json!("gone"),
            "items[3].answer.among",
            "unknown-item",
        ),
        (
            "/items/3/answer/many/among",
            json!("one"),
            "items[3].answer.among",
            "wrong-kind-of-item",
        ),
        (
            "/items/2/answer/one/choices/1/code",
            json!("not_checked"),
            "items[2].answer.choices[1]",
            "reserved-code",
        ),
        (
            "/items/1/answer/count/min",
            json!(-1),
            "items[1].answer",
            "bad-range",
        ),
        (
            "/items/1/answer/count/max",
            json!(2_000_000_000),
            "items[1].answer",
            "bad-range",
        ),
        ("/title/en", json!(" "), "title.en", "empty"),
        (
            "/items/0/label/zh",
            json!(long),
            "items[0].label.zh",
            "too-long",
        ),
        (
            "/items/0/rules/0/when",
            is("no", json!(true)),
            "items[0].rules[0].when",
            "unknown-item",
        ),
        (
            "/items/0/rules/0/when",
            json!({"all": [
                {"method": "announced"},
                {"includes": {"item": "count", "choice": "x"}},
            ]}),
            "items[0].rules[0].when.all[1]",
            "wrong-kind-of-item",
        ),
        (
            "/items/0/rules/0/when",
            json!({"any": []}),
            "items[0].rules[0].when.any",
            "empty",
        ),
        (
            "/items/3/relevant",
            is("one", json!("z")),
            "items[3].relevant",
            "unknown-choice",
        ),
        (
            "/items/3/relevant",
            is("one", json!(true)),
            "items[3].relevant",
            "wrong-kind-of-item",
        ),
        (
            "/items/0/rules/0/when",
            deep,
            &format!("items[0].rules[0].when{}", ".not".repeat(16)),
            "too-deep",
        ),
        (
            "/items/1/rules/1/when/compare/to/constant",
            json!("gone"),
            "items[1].rules[1].when",
            "unknown-constant",
        ),
        (
            "/items/0/rules/0/raises/category",
            json!("gone"),
            "items[0].rules[0].raises",
            "unknown-category",
        ),
        (
            "/items/1/rules/0/severity",
            json!("minor"),
            "items[1].rules[1]",
            "not-worst-first",
        ),
        (
            "/items/0/normal",
            json!(3),
            "items[0].normal",
            "invalid-normal",
        ),
        (
            "/items/0/normal",
            json!("not_checked"),
            "items[0].normal",
            "invalid-normal",
        ),
        (
            "/items/0/normal",
            json!(false),
            "items[0].normal",
            "normal-raises",
        ),
        (
            "/categories/0/sentences",
            json!([]),
            "categories[0].sentences",
            "no-sentence",
        ),
        (
            "/categories/0/sentences/0/when",
            json!({"method": "announced"}),
            "categories[0].sentences",
            "no-last-sentence",
        ),
        (
            "/categories/0/sentences/1",
            json!({"text": "也不好。"}),
            "categories[0].sentences[1]",
            "unreachable-sentence",
        ),
        (
            "/categories/0/sentences/0/text",
            json!("[不好。"),
            "categories[0].sentences[0].text",
            "broken-sentence",
        ),
        (
            "/categories/0/sentences/0/text",
            json!("{who}不好。"),
            "categories[0].sentences[0].text",
            "unknown-slot",
        ),
        (
            "/categories/0/sentences/0/text",
            json!("{choice}不好。"),
            "categories[0].sentences[0].text",
            "unknown-slot",
        ),
        (
            "/categories/0/sentences/0/text",
            json!("{yes}不好。"),
            "categories[0].sentences[0].text",
            "wrong-kind-of-item",
        ),
        (
            "/categories/2/sentences/0/text",
            json!("有"),
            "categories[2].sentences[0].text",
            "no-full-stop",
        ),
        (
            "/joins/0/second",
            json!("gone"),
            "joins[0].second",
            "unknown-category",
        ),
        (
            "/joins/0/second",
            json!("bad"),
            "joins[0].second",
            "duplicate-code",
        ),
    ] {
        assert_eq!(
            faults(at, value.clone()),
            [(place.to_owned(), code)],
            "{at} {value}"
        );
    }
}

#[test]
fn a_join_whose_ending_fits_no_sentence_is_refused() {
    let places = faults("/joins/0/ending", json!("，不行。"));
    let never = |field: &str| (format!("joins[0].{field}"), "join-never-fits");
    assert_eq!(places, [never("first"), never("second")]);
}

#[test]
fn a_circle_is_named_item_by_item() {
    let mut json = sound();
    json["items"][2]["relevant"] = json!({"not": {"empty": {"item": "many"}}});
    let template = Template::parse(json.to_string().as_bytes()).unwrap();
    let faults = template.check().unwrap_err();
    assert_eq!(
        faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["items[2]: each of these needs the next to be judged: one → many → one"]
    );
}

#[test]
fn a_circle_through_validity_is_refused_too() {
    let mut json = sound();
    let words = json!({"zh": "字", "en": "Words"});
    json["items"][2]["constraints"] = json!([{
        "code": "fits", "message": words,
        "holds": {"includes": {"item": "many", "choice": "x"}},
    }]);
    let template = Template::parse(json.to_string().as_bytes()).unwrap();
    assert_eq!(template.check().unwrap_err()[0].code(), "circular");
}

#[test]
fn too_many_items_and_choices_are_refused() {
    let item = sound()["items"][0].clone();
    let items: Vec<Value> = (0..501)
        .map(|number| {
            let mut item = item.clone();
            item["code"] = json!(format!("i{number}"));
            item.as_object_mut().unwrap().remove("rules");
            item
        })
        .collect();
    assert!(faults("/items", json!(items)).contains(&("items".to_owned(), "too-many")));
    let choices: Vec<Value> = (0..101)
        .map(|number| json!({"code": format!("c{number}"), "label": {"zh": "字", "en": "Words"}}))
        .collect();
    let place = "items[2].answer.choices".to_owned();
    assert!(faults("/items/2/answer/one/choices", json!(choices)).contains(&(place, "too-many")));
}

#[test]
fn a_pattern_that_does_not_name_the_choice_is_refused() {
    let faults = faults("/items/3/rules/0/raises/each_choice", json!("many"));
    assert_eq!(
        faults[0],
        ("items[3].rules[0].raises".to_owned(), "bad-pattern")
    );
}
