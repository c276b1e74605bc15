use std::collections::BTreeMap;

use kakou_report::bulletin::{BulletinDocument, Seal, slot, text};

use crate::sample;

#[test]
fn open_slots_are_listed_once_and_in_order() {
    let mut document = sample::official(1, Seal::Sealed);
    document.title += &slot("name");
    document.annexes[0].table.rows[0][1] = slot("person.2");
    assert_eq!(
        document.open_slots(),
        [
            "name", "person.1", "person.2", "person.3", "person.4", "person.5"
        ]
    );
}

#[test]
fn slots_are_filled_in_everywhere_and_what_is_left_is_a_blank() {
    let mut document = sample::official(1, Seal::Sealed);
    document.annexes[0].table.rows[0][1] = slot("person.1");
    let values = [
        ("person.1", "甲某"),
        ("person.3", "丙某"),
        ("nobody", "丁某"),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    document.fill(&BTreeMap::from(values));
    assert_eq!(document.open_slots(), ["person.2", "person.4", "person.5"]);
    let said = text(&document);
    assert!(said.contains("给予綦逐村党支部委员甲某、村委委员______党内严重警告处分"));
    assert!(said.contains("乡镇：甲某；"));
    assert!(!said.contains("{{"));
}

#[test]
fn the_facts_behind_a_paragraph_are_kept_in_json_and_printed_nowhere() {
    let document = sample::official(1, Seal::Sealed);
    let json = serde_json::to_string(&document).unwrap();
    assert!(json.contains(r#""sources":["visit-1","visit-2"]"#));
    let read: BulletinDocument = serde_json::from_str(&json).unwrap();
    assert_eq!(read, document);
    assert!(!text(&document).contains("visit-"));
}
