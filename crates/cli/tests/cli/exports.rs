//! `kakou export`: what it says, what it writes, what it refuses.

use std::path::Path;

use crate::tablet::Tablet;

fn with_report() -> Tablet {
    let tablet = Tablet::loaded();
    let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/cases/report-1.json");
    assert_eq!(tablet.run([Path::new("seal"), &report]).code, 0);
    tablet
}

fn export(tablet: &Tablet, what: &str, file: &str, more: &[&str]) -> crate::tablet::Ran {
    let file = tablet.path(file);
    let args = ["export", what, "--out", file.to_str().unwrap()];
    tablet.run([&args[..], more].concat())
}

#[test]
fn an_export_says_how_many_rows_and_bytes_are_where() {
    let tablet = with_report();
    let told = export(&tablet, "visits", "visits.csv", &["--json"])
        .quietly()
        .json();
    let file = tablet.path("visits.csv");
    let bytes = std::fs::metadata(&file).unwrap().len();
    assert_eq!(told["rows"], 8);
    assert_eq!(told["bytes"], bytes);
    assert_eq!(told["file"], file.to_str().unwrap());
    let plain = export(&tablet, "all", "all.xlsx", &["--english"]).quietly();
    assert!(plain.out.starts_with("wrote "), "{}", plain.out);
    assert!(tablet.path("all.xlsx").exists());
    let lines = export(&tablet, "facts", "facts.jsonl", &["--json"])
        .quietly()
        .json();
    let facts = std::fs::read_to_string(tablet.path("facts.jsonl")).unwrap();
    assert_eq!(lines["rows"], facts.lines().count());
}

#[test]
fn what_makes_no_sense_is_refused_with_a_code_and_leaves_no_file() {
    let tablet = with_report();
    for (what, file, code) in [
        ("coverage", "coverage.geojson", "export-form"),
        ("facts", "facts.csv", "export-form"),
        ("all", "all.csv", "export-form"),
        ("visits", "visits.doc", "export-ending"),
        ("visits", "visits", "export-ending"),
        ("visits", "nowhere/visits.csv", "paper-not-saved"),
    ] {
        export(&tablet, what, file, &[]).refused(code);
        assert!(!tablet.path(file).exists());
    }
    let unknown = export(&tablet, "people", "people.csv", &[]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(
        unknown.err.contains("visits, findings, needs"),
        "{}",
        unknown.err
    );
}
