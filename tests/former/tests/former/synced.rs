//! Tablets of before sync with the server of today, all of them brought up to date.

use serde_json::{Value, json};

use crate::left::{Left, differs};

/// Questions of which the answer may be another after more has come in.
const MOVES_ON: [&str; 6] = [
    "visits",
    "findings",
    "sites",
    "coverage",
    "bulletin --campaign",
    "bulletin --supplements",
];

#[test]
fn tablets_of_before_sync_and_nothing_that_counted_changes() {
    let mut left = Left::behind();
    left.serve();
    left.sync();
    left.all_verify();
    for of in ["tablet-1", "tablet-2"] {
        let status = left.ask(of, "status");
        assert_eq!(
            (&status["pending"], &status["set_aside"]),
            (&json!(0), &json!([])),
            "{of}"
        );
    }
    assert_eq!(left.ask("county", "status")["set_aside"], 0);
    let mut wrong = Vec::new();
    for was in left
        .answers()
        .into_iter()
        .filter(|was| was.of != "stranger")
    {
        if MOVES_ON
            .iter()
            .any(|question| was.question.starts_with(question))
        {
            continue;
        }
        let is = left.ask(&was.of, &was.question);
        wrong.extend(differs(
            &was.answer,
            &is,
            &format!("{}: {}: ", was.of, was.question),
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Both have what the other wrote, and each visit of before is what it was.
    for of in ["county", "tablet-1"] {
        let is = left.ask(of, "visits");
        assert_eq!(is.as_array().unwrap().len(), 9, "{of}");
        for was in left.answered("county", "visits").as_array().unwrap() {
            let is = one(&is, &was["id"]);
            for key in [
                "check_code",
                "answers",
                "notes",
                "findings",
                "site",
                "visited_at",
            ] {
                let place = format!("{of}: {}: {key}", was["site"]["name"]);
                wrong.extend(differs(&was[key], &is[key], &place));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_issued_bulletin_is_printed_as_it_was_issued_everywhere() {
    let mut left = Left::behind();
    left.serve();
    left.sync();
    let issued = left.answered("county", "bulletin --issued ISSUED");
    for of in ["county", "tablet-1", "tablet-2"] {
        let is = left.ask(of, "bulletin --issued ISSUED");
        assert_eq!(differs(&issued, &is, of), None);
    }
}

#[test]
fn a_correction_of_a_colleagues_visit_that_was_not_sent_yet_waits_for_its_author() {
    let mut left = Left::behind();
    left.serve();
    left.sync();
    let visits = left.ask("county", "visits");
    let corrected = one(&visits, &json!(left.id("chenggang")));
    let amendments = corrected["amendments"].as_array().unwrap();
    assert_eq!(amendments.len(), 3);
    assert_eq!(
        amendments
            .iter()
            .filter(|one| one["by_another"] == true)
            .count(),
        1
    );
    assert_eq!(amendments[2]["by_another"], true);
    assert_eq!(corrected["conflict"], true);
    assert_eq!(corrected["answers"]["protection.staff_masked"], true);
}

#[test]
fn a_draft_of_before_is_sealed_under_an_id_that_is_its_devices_own() {
    let mut left = Left::behind();
    left.serve();
    let draft = left.id("draft").to_owned();
    let sealed = left.good("tablet-2", &["draft", "seal", &draft, "--json"]);
    let sealed: Value = serde_json::from_str(&sealed).unwrap();
    let id = sealed["id"].as_str().unwrap();
    assert_eq!((&draft[14..15], &id[14..15]), ("7", "8"), "{draft} {id}");
    left.sync();
    let visits = left.ask("tablet-1", "visits");
    assert_eq!(
        one(&visits, &sealed["id"])["check_code"],
        sealed["check_code"]
    );
    left.all_verify();
}

fn one<'a>(visits: &'a Value, id: &Value) -> &'a Value {
    let mut visits = visits.as_array().unwrap().iter();
    visits.find(|visit| visit["id"] == *id).unwrap()
}
