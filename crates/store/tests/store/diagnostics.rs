//! What a device hands to whoever helps says nothing of people, places and servers.

use chrono::DateTime;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_store::Store;
use kakou_test_support::{admit, county, exchange, tablet_of, visit};
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::Value;

/// Every text in a document, keys among them.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                found.push(key.clone());
                texts(value, found);
            }
        }
        _ => {}
    }
}

fn said(store: &Store) -> Vec<String> {
    let document = serde_json::to_value(store.diagnostics().unwrap()).unwrap();
    let mut found = Vec::new();
    texts(&document, &mut found);
    found
}

/// A time, or a word of ours.
fn is_harmless(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_lowercase() || b"-_".contains(&byte);
    let is_word = text.len() <= 40 && text.bytes().all(word);
    is_word || DateTime::parse_from_rfc3339(text).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn nothing_that_somebody_wrote_is_in_it(
        name in "[a-z\u{4e00}-\u{4eff}]{4,12}7",
        notes in "[a-z\u{4e00}-\u{4eff} ]{4,40}7",
        code in "[a-z0-9 /:.]{5,60}7",
    ) {
        let county = county();
        let tablet = tablet_of(&county);
        tablet.set_name(&name).unwrap();
        admit(&county, &tablet, "410523");
        let given = visit().present(1).of(3).by(&name).notes(&notes);
        let sealed = tablet.seal(given.says("staffing.absent", &notes).given()).unwrap();
        let finding = tablet.visit(sealed.id).unwrap().findings[0].line.id;
        let moved = FindingMoved {
            unit: Some(name.clone()),
            note: notes.clone(),
            ..FindingMoved::new(finding, FindingState::Rectifying)
        };
        tablet.finding_move(moved).unwrap();
        exchange(&county, &[&tablet]);
        tablet.set_setting("theme", &code).unwrap();
        // What a server calls a code, and what an entry was set aside for, may be any text.
        let database = Connection::open(tablet.database()).unwrap();
        let listed = serde_json::to_string(&[(1, &code)]).unwrap();
        let set = "INSERT OR REPLACE INTO meta (key, value) VALUES ('set_aside_by_server', ?1)";
        database.execute(set, [listed]).unwrap();
        let aside = "UPDATE entry SET set_aside = ?1 WHERE n = (SELECT max(n) FROM entry)";
        database.execute(aside, [&code]).unwrap();

        for text in said(&tablet) {
            prop_assert!(is_harmless(&text), "{text}");
            for secret in [&name, &notes, &code] {
                prop_assert!(!text.contains(secret.as_str()), "{text}");
            }
        }
    }
}

#[test]
fn it_counts_what_is_there_and_what_waits() {
    let county = county();
    let tablet = tablet_of(&county);
    tablet.seal(visit().present(1).of(3).given()).unwrap();
    let said = tablet.diagnostics().unwrap();
    assert_eq!((said.counts["visit"], said.counts["finding"]), (1, 1));
    assert_eq!((said.entries, said.acknowledged), (1, 0));
    assert!(!said.enrolled);
    admit(&county, &tablet, "410523");
    exchange(&county, &[&tablet]);
    let said = tablet.diagnostics().unwrap();
    assert_eq!(said.acknowledged, said.entries);
    assert!(said.enrolled);
}

#[test]
fn the_newest_version_of_each_checklist_is_named() {
    let county = county();
    let known = county.known_checklists().unwrap();
    let ids: Vec<_> = known.iter().map(|one| one.id.as_str()).collect();
    assert!(ids.contains(&"checkpoint"), "{ids:?}");
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "each once");
}
