//! Publishing checklists.

use std::fs;

use crate::support::{Desk, sample, text};

#[test]
fn a_checklist_with_a_new_kind_of_site_is_published_once() {
    let desk = Desk::tangyin();
    let file = sample("checklists/flood-patrol.json");
    let first = desk.run(&["checklist", "publish", text(&file)]).json();
    assert_eq!(
        (&first["id"], &first["version"], &first["published"]),
        (&"flood-patrol".into(), &1.into(), &true.into())
    );
    let again = desk.run(&["checklist", "publish", text(&file)]).json();
    assert_eq!(again["published"], false);
    assert_eq!(again["hash"], first["hash"]);
    let listed = desk.run(&["checklist", "list"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 12);

    let rows = "行政区划代码,类型,名称\n410523105201,堤段,汤河左岸\n";
    let sites = desk.file("sites.csv", rows);
    desk.run(&["import", "sites", text(&sites)]).good();
}

#[test]
fn a_version_that_is_published_keeps_its_content() {
    let desk = Desk::tangyin();
    let file = sample("checklists/flood-patrol.json");
    desk.run(&["checklist", "publish", text(&file)]).good();
    let changed = fs::read_to_string(&file).unwrap();
    let changed = changed.replacen("防汛巡查", "防汛检查", 1);
    let changed = desk.file("changed.json", changed);
    desk.run(&["checklist", "publish", text(&changed)])
        .fails("version-taken");
}

#[test]
fn each_fault_of_a_checklist_is_named_with_its_place() {
    let desk = Desk::tangyin();
    let text_of = fs::read_to_string(sample("checklists/flood-patrol.json")).unwrap();
    let wrong = text_of.replacen("\"item\": \"staffing.present\"", "\"item\": \"nobody\"", 1);
    let wrong = desk.file("wrong.json", wrong);
    let said = desk
        .run(&["checklist", "publish", text(&wrong)])
        .fails("checklist-faulty");
    assert!(said.contains("items[1].rules[0].when"), "{said}");
    assert!(said.contains("[unknown-item]"), "{said}");
    let broken = desk.file("broken.json", "{");
    desk.run(&["checklist", "publish", text(&broken)])
        .fails("checklist-unreadable");
    desk.run(&["checklist", "publish", "absent.json"])
        .fails("file");
}
