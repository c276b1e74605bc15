//! Folders that are opened, and files that are taken in.

use std::process::Output;

use serde_json::Value;

use crate::left::{Left, differs};

#[test]
fn what_the_program_before_showed_is_shown_as_it_was() {
    let left = Left::behind();
    // Headquarters' word on since when whose word counts is asked comes with the first opening.
    for _ in ["as it was left", "once more"] {
        let mut wrong = Vec::new();
        for was in left.answers() {
            let is = left.ask(&was.of, &was.question);
            let place = format!("{}: {}: ", was.of, was.question);
            wrong.extend(differs(&was.answer, &is, &place));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        left.all_verify();
    }
}

#[test]
fn a_pack_of_before_is_loaded_by_a_tablet_that_has_nothing() {
    let left = Left::behind();
    let print = named(
        &left.said("fresh", &["load", "pack.kkp"]),
        "signed by the key ",
    );
    left.good("fresh", &["load", "pack.kkp", "--trust", &print]);
    left.good("fresh", &["verify"]);
    let was = left.answered("stranger", "sites");
    let is = left.ask("fresh", "sites");
    // The one that had loaded it before had visited one of its sites since.
    let names = |sites: &Value| -> Vec<String> {
        let sites = sites.as_array().unwrap().iter();
        sites.map(|site| site["name"].to_string()).collect()
    };
    assert_eq!(names(&is), names(&was));
    assert!(names(&is).len() > 2);
}

#[test]
fn a_bundle_of_before_is_taken_in_and_its_tablet_has_nothing_left_to_send() {
    let mut left = Left::behind();
    let before = visits(&left).len();
    left.good("county", &["import", "bundle", "bundle.zip"]);
    assert_eq!(visits(&left).len(), before + 1);
    assert_eq!(left.ask("county", "status")["set_aside"], 0);
    left.serve();
    let synced = left.good("tablet-1", &["sync"]);
    assert!(synced.starts_with("pushed 2, "), "{synced}");
    assert_eq!(visits(&left).len(), before + 1);
    left.all_verify();
}

#[test]
fn a_bundle_of_a_tablet_that_nobody_admitted_waits_for_headquarters_word() {
    let left = Left::behind();
    let before = visits(&left).len();
    let refused = left.said("county", &["import", "bundle", "stranger.zip"]);
    let print = named(&refused, "fingerprint is ");
    let admit = ["--admit", "督查三组", "--division", "410523105"];
    let import = ["import", "bundle", "stranger.zip", "--fingerprint", &print];
    left.good("county", &[&import[..], &admit].concat());
    assert_eq!(visits(&left).len(), before + 1);
    assert_eq!(left.ask("county", "status")["set_aside"], 0);
    left.all_verify();
}

/// The fingerprint that a refusal names behind these words.
fn named(refused: &Output, behind: &str) -> String {
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr);
    let (_, print) = said.split_once(behind).unwrap();
    print.split([':', ' ']).next().unwrap().to_owned()
}

fn visits(left: &Left) -> Vec<Value> {
    let visits = left.ask("county", "visits");
    visits.as_array().unwrap().clone()
}
