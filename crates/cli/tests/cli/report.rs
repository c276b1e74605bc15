//! The first of the working reports, played through the command line.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::tablet::Tablet;

fn report() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/cases/report-1.json")
}

fn short(findings: &Value) -> Vec<[&str; 3]> {
    let findings = findings.as_array().unwrap().iter();
    findings
        .map(|finding| ["category", "severity", "text"].map(|key| finding[key].as_str().unwrap()))
        .collect()
}

#[test]
fn its_visits_raise_exactly_what_it_says() {
    let tablet = Tablet::loaded();
    let sealed = tablet.run([Path::new("seal"), &report()]);
    assert_eq!(sealed.code, 0, "{}", sealed.err);
    assert_eq!(sealed.lines().len(), 8);
    let warnings: Vec<_> = sealed.err.lines().collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for key in ["warning", "expected_findings", "expected_totals"] {
        assert!(warnings[0].contains(key), "{key}: {}", warnings[0]);
    }

    let report: Value = serde_json::from_slice(&std::fs::read(report()).unwrap()).unwrap();
    let visits = tablet.visits();
    assert_eq!(visits.len(), 8);
    for expected in report["visits"].as_array().unwrap() {
        let mut found = visits.iter();
        let visit = found
            .find(|visit| visit["site"]["name"] == expected["site"])
            .unwrap();
        assert_eq!(visit["site"]["division"], expected["division"]);
        assert_eq!(visit["visited_at"], expected["visited_at"]);
        assert_eq!(
            short(&visit["findings"]),
            short(&expected["expected_findings"]),
            "{}",
            expected["site"]
        );
    }
    let newest: Vec<_> = visits
        .iter()
        .map(|visit| visit["visited_at"].as_str())
        .collect();
    assert!(
        newest.windows(2).all(|pair| pair[0] >= pair[1]),
        "newest first"
    );
    tablet.run(["verify"]).quietly();
}

#[test]
fn a_line_has_id_site_and_check_code_as_the_record_has_them() {
    let tablet = Tablet::loaded();
    let plain = tablet.run([Path::new("seal"), &report()]);
    let visits = tablet.visits();
    for line in plain.lines() {
        let [id, site, code] = line.split("  ").collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let visit = visits.iter().find(|visit| visit["id"] == id).unwrap();
        assert_eq!(
            (&visit["site"]["name"], &visit["check_code"]),
            (&site.into(), &code.into())
        );
    }
    let json = tablet.run(["seal", "--json", report().to_str().unwrap()]);
    assert_eq!(json.lines().len(), 8);
    for line in json.lines() {
        let sealed: Value = serde_json::from_str(line).unwrap();
        assert_eq!(sealed["check_code"].as_str().unwrap().len(), 8);
        assert!(sealed["sealed_at"].is_string());
    }
}

#[test]
fn sites_that_it_calls_by_name_are_those_of_the_pack_and_its_visits_are_found() {
    let tablet = Tablet::loaded();
    let sites = |search: &str| {
        let found = tablet
            .run(["sites", "--json", "--search", search])
            .quietly();
        found.json().as_array().unwrap().len()
    };
    let before = sites("");
    assert_eq!((before, sites("byc"), sites("白营村")), (8, 1, 1));
    tablet.run([Path::new("seal"), &report()]);
    assert_eq!(sites("政府"), 2, "two offices are new");
    assert_eq!(sites(""), 10, "and no checkpoint");
    let found = |args: &[&str]| {
        let all = [&["visits", "--json"], args].concat();
        tablet.run(all).quietly().json().as_array().unwrap().len()
    };
    for (args, count) in [
        (&["--search", "byc"][..], 1),
        (&["--search", "无人值守"], 1),
        (&["--township", "410523105"], 2),
        (&["--category", "staffing.unattended"], 1),
        (&["--kind", "school"], 0),
        (&["--from", "2020-02-16"], 0),
        (&["--from", "2020-02-01", "--to", "2020-02-28"], 8),
        (&["--unsynced"], 8),
        (&["--limit", "3"], 3),
    ] {
        assert_eq!(found(args), count, "{args:?}");
    }
    let first = tablet.run(["visits", "--json", "--limit", "5"]).json();
    let key = first[4]["key"].as_str().unwrap();
    assert_eq!(found(&["--after", key]), 3, "the page after the fifth");
}
