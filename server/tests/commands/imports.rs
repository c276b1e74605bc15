//! Taking lists in.

use crate::support::{Desk, sample, text};

#[test]
fn lists_are_taken_in_once() {
    let desk = Desk::tangyin();
    for (kind, file) in [
        ("sites", "sample-sites.csv"),
        ("rosters", "sample-rosters.csv"),
    ] {
        let file = sample(file);
        let first = desk.run(&["import", kind, text(&file)]).json();
        assert!(first["new"].as_u64().unwrap() > 0);
        let again = desk.run(&["import", kind, text(&file)]).json();
        assert_eq!(again["new"], 0, "{kind}");
        assert!(again["unchanged"].as_u64() > Some(0));
    }
    let units = desk.file("units.csv", "名称,乡镇\n白营镇政府,白营镇\n");
    let taken = desk.run(&["import", "units", text(&units)]).good();
    assert_eq!(taken, "1 new or changed, 0 unchanged\n");
    assert!(desk.run(&["verify"]).good().contains("ok"));
}

#[test]
fn every_bad_row_is_named_and_nothing_is_taken_in() {
    let desk = Desk::tangyin();
    let mut rows = "行政区划代码,类型,名称\n410523105201,村卡口,东头卡点\n".to_owned();
    for _ in 0..60 {
        rows.push_str("999999999999,村卡口,某卡点\n");
    }
    let file = desk.file("sites.csv", rows);
    let before = desk.run(&["verify"]).good();
    let said = desk
        .run(&["import", "sites", text(&file)])
        .fails("bad-rows");
    assert_eq!(said.lines().count(), 52);
    assert!(said.lines().nth(1).unwrap().starts_with("  row 3, "));
    assert!(said.lines().nth(1).unwrap().ends_with("[outside-county]"));
    assert_eq!(said.lines().last(), Some("  and 10 more"));
    assert_eq!(desk.run(&["verify"]).good(), before);
}

#[test]
fn a_column_that_means_nothing_is_a_warning() {
    let desk = Desk::tangyin();
    let rows = "行政区划代码,类型,名称,颜色\n410523105201,村卡口,东头卡点,红\n";
    let file = desk.file("sites.csv", rows);
    let said = desk.run(&["import", "sites", text(&file)]).said();
    assert_eq!(said.code, 0);
    assert_eq!(said.err, "warning: the column 颜色 was not read\n");
}
