//! A visit logged answer by answer, and corrected.

use serde_json::{Value, json};

use crate::tablet::Tablet;

fn begun(tablet: &Tablet) -> String {
    let new = [
        "draft",
        "new",
        "--division",
        "410523105201",
        "--kind",
        "village_checkpoint",
    ];
    let new = [&new[..], &["--name", "白营村卡点"]].concat();
    tablet.run(new).quietly().out.trim().to_owned()
}

fn set(tablet: &Tablet, draft: &str, item: &str, value: &str) {
    let ran = tablet.run(["draft", "set", draft, item, value]).quietly();
    assert!(ran.out.starts_with("saved "), "{}", ran.out);
}

fn shown(tablet: &Tablet, draft: &str) -> Value {
    tablet
        .run(["draft", "show", draft, "--json"])
        .quietly()
        .json()
}

#[test]
fn answers_are_set_taken_back_filled_and_shown() {
    let tablet = Tablet::loaded();
    let draft = begun(&tablet);
    for (item, value) in [
        ("staffing.rostered", "3"),
        ("staffing.present", "2"),
        ("control.barrier", "makeshift"),
        ("control.barrier_material", "[\"tables\", \"rope\"]"),
        ("control.single_entry", "false"),
    ] {
        set(&tablet, &draft, item, value);
    }
    let page = shown(&tablet, &draft);
    assert_eq!(
        page["draft"]["answers"],
        json!({ "staffing.rostered": 3, "staffing.present": 2, "control.barrier": "makeshift",
                "control.barrier_material": ["tables", "rope"], "control.single_entry": false,
                "staffing.duty_phone_calls": 0 })
    );
    let findings = page["evaluation"]["findings"].as_array().unwrap();
    let texts: Vec<_> = findings
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert!(
        texts.contains(&"卡点当日值班人员应为三人，实际只有两人在岗。"),
        "{texts:?}"
    );

    set(&tablet, &draft, "control.single_entry", "null");
    tablet.run(["draft", "fill", &draft, "control"]).quietly();
    let page = shown(&tablet, &draft);
    assert_eq!(page["draft"]["answers"]["control.single_entry"], true);
    assert_eq!(
        page["draft"]["answers"]["control.barrier"], "makeshift",
        "it was answered"
    );
    tablet.run(["draft", "note", &draft, "门口积水"]).quietly();
    assert_eq!(shown(&tablet, &draft)["draft"]["notes"], "门口积水");

    let list = tablet.run(["draft", "list", "--json"]).json();
    assert_eq!(
        (list[0]["id"].as_str(), list.as_array().unwrap().len()),
        (Some(&*draft), 1)
    );
    let text = tablet.run(["draft", "show", &draft]).quietly().out;
    assert!(
        text.contains("白营村卡点") && text.contains("staffing.absent"),
        "{text}"
    );
}

#[test]
fn a_draft_is_sealed_once_and_is_then_a_visit() {
    let tablet = Tablet::loaded();
    let draft = begun(&tablet);
    set(&tablet, &draft, "staffing.present", "-1");
    tablet
        .run(["draft", "seal", &draft])
        .refused("invalid-answers");
    assert_eq!(
        shown(&tablet, &draft)["draft"]["answers"]["staffing.present"],
        -1
    );
    set(&tablet, &draft, "staffing.present", "0");
    let sealed = tablet
        .run(["draft", "seal", &draft, "--json"])
        .quietly()
        .json();
    assert_eq!(sealed["id"], draft.as_str());
    assert!(
        sealed["not_checked"].as_u64().unwrap() > 0,
        "it says what was not checked"
    );
    tablet
        .run(["draft", "seal", &draft])
        .refused("already-sealed");
    tablet.run(["draft", "show", &draft]).refused("no-draft");
    let visits = tablet.visits();
    assert_eq!((visits.len(), &visits[0]["id"]), (1, &json!(draft)));
}

#[test]
fn a_discarded_draft_is_gone() {
    let tablet = Tablet::loaded();
    let draft = begun(&tablet);
    tablet.run(["draft", "discard", &draft]).quietly();
    tablet
        .run(["draft", "set", &draft, "staffing.present", "1"])
        .refused("no-draft");
    assert_eq!(tablet.run(["draft", "list", "--json"]).json(), json!([]));
    assert!(tablet.visits().is_empty());
}

#[test]
fn a_value_that_is_no_answer_is_refused_and_the_draft_stays() {
    let tablet = Tablet::loaded();
    let draft = begun(&tablet);
    set(&tablet, &draft, "staffing.present", "1");
    for value in ["{}", "[1]", "1.5", "99999999999999999999"] {
        tablet
            .run(["draft", "set", &draft, "staffing.present", value])
            .refused("bad-value");
    }
    assert_eq!(
        shown(&tablet, &draft)["draft"]["answers"]["staffing.present"],
        1
    );
}

#[test]
fn a_sealed_visit_is_corrected_with_a_reason_and_the_original_stays() {
    let tablet = Tablet::loaded();
    let draft = begun(&tablet);
    set(&tablet, &draft, "staffing.rostered", "3");
    set(&tablet, &draft, "staffing.present", "2");
    tablet.run(["draft", "seal", &draft]).quietly();
    let file = tablet.file(
        "fix.json",
        r#"{"answers": {"staffing.present": 3}, "notes": "门内"}"#,
    );
    let file = file.to_str().unwrap();
    tablet
        .run(["amend", &draft, file, "--reason", " "])
        .refused("no-reason");
    tablet
        .run(["amend", &draft, file, "--reason", "点错人数"])
        .quietly();
    let visit = &tablet.visits()[0];
    assert_eq!(visit["answers"]["staffing.present"], 3);
    assert_eq!(
        (&visit["notes"], &visit["conflict"]),
        (&json!("门内"), &json!(false))
    );
    assert_eq!(visit["findings"][0]["state"], "withdrawn");
    assert_eq!(visit["amendments"][0]["reason"], "点错人数");

    let nobody = "00000000-0000-7000-8000-000000000000";
    tablet
        .run(["amend", nobody, file, "--reason", "x"])
        .refused("no-visit");
    let odd = tablet.file("odd.json", r#"{"anwsers": {}}"#);
    let odd = odd.to_str().unwrap();
    let ran = tablet
        .run(["amend", &draft, odd, "--reason", "x"])
        .refused("bad-input");
    assert!(ran.err.contains("anwsers"), "{}", ran.err);
}
