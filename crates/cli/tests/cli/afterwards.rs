//! After the visits: the bulletin of a case, findings that are followed, dispositions, tallies.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::tablet::{Ran, Tablet};

fn report() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/cases/report-1.json")
}

fn played() -> Tablet {
    let tablet = Tablet::loaded();
    assert_eq!(tablet.run([Path::new("seal"), &report()]).code, 0);
    tablet
}

fn bulletin(tablet: &Tablet, file: &str, more: &[&str]) -> Ran {
    let file = tablet.path(file);
    let args = ["bulletin", "--out", file.to_str().unwrap()];
    tablet.run([&args[..], more].concat())
}

#[test]
fn a_case_played_through_gives_the_bulletin_of_the_report() {
    let tablet = played();
    let totals = bulletin(&tablet, "bulletin.json", &["--json"]).quietly();
    let totals = totals.json();
    let case: Value = serde_json::from_slice(&std::fs::read(report()).unwrap()).unwrap();
    for (key, expected) in case["expected_totals"].as_object().unwrap() {
        assert_eq!(&totals[key], expected, "{key}");
    }
    // Every problem of the report stands in it with its place, and the facts behind it are named.
    let file = std::fs::read(tablet.path("bulletin.json")).unwrap();
    let file: Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(file["totals"], totals);
    let body = file["document"]["body"].as_array().unwrap();
    let known: Vec<String> = facts(&tablet);
    for block in body {
        for source in block["sources"].as_array().into_iter().flatten() {
            assert!(
                known.contains(&source.as_str().unwrap().to_owned()),
                "{source}"
            );
        }
    }
    let text = tablet.run(["bulletin"]).quietly().out;
    for part in [
        "关于村卡口疫情防控督查情况的通报",
        "2020年2月13日至17日，县纪委监委采取实地暗访的方式",
        "发现8个点位存在问题10个。",
        "任固镇綦逐村卡点。2月15日督查发现，村口卡点无人值守。2月16日，任固镇党委给予村党支部委员、村委委员\
         党内严重警告处分",
        "多人聚集签名，共用一支笔进行登记，存在交叉感染隐患。",
        "查处问题8起10人，其中党内严重警告2人、党内警告2人、诫勉谈话1人、提醒谈话5人；另责令2人、1个单位作出\
         书面检查，通报批评2个单位。",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    for visit in case["visits"].as_array().unwrap() {
        let place = visit["site"].as_str().unwrap();
        assert!(text.contains(place), "{place} is not in {text}");
    }
}

/// The ids of all facts in the tablet's journal.
fn facts(tablet: &Tablet) -> Vec<String> {
    let file = tablet.path("facts.jsonl");
    let args = ["export", "facts", "--out", file.to_str().unwrap()];
    tablet.run(args).quietly();
    let lines = std::fs::read_to_string(file).unwrap();
    let ids = lines.lines().map(|line| {
        let fact: Value = serde_json::from_str(line).unwrap();
        fact["payload"]["id"].as_str().unwrap().to_owned()
    });
    ids.collect()
}

#[test]
fn a_bulletin_is_told_by_kind_as_a_brief_with_what_only_people_know() {
    let tablet = played();
    let heading = json!({
        "subject": "村卡口督查", "organisers": ["县督查办"], "number": "7",
        "deadline": "2020-02-20", "contact": "0372-5550000", "requirements": ["立即整改"],
    });
    let heading = tablet.file("heading.json", heading.to_string());
    let text = tablet
        .run(
            ["bulletin", "--form", "简报", "--by", "kind", "--heading"]
                .map(Path::new)
                .into_iter()
                .chain([heading.as_path()]),
        )
        .quietly()
        .out;
    for part in [
        "督查简报",
        "第7期",
        "缺岗的点位2个。比如：白营镇白营村卡点、菜园镇程岗村卡点。",
        "立即整改。",
        "请于2月20日前完成整改并报送整改情况。联系方式：0372-5550000。",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    for file in ["b.docx", "b.html", "b.txt"] {
        bulletin(&tablet, file, &[]).quietly();
        assert!(tablet.path(file).metadata().unwrap().len() > 1000, "{file}");
    }
}

#[test]
fn a_bulletin_that_cannot_be_made_says_why_and_leaves_no_file() {
    let tablet = played();
    bulletin(&tablet, "bulletin.doc", &[]).refused("unknown-ending");
    let nowhere = ["--campaign", "01a20db0-f813-728d-937a-51b55ea9c80a"];
    bulletin(&tablet, "bulletin.txt", &nowhere).refused("no-campaign");
    let wrong = tablet.file("heading.json", r#"{"numbre": "7"}"#);
    let wrong = ["--heading", wrong.to_str().unwrap()];
    let said = bulletin(&tablet, "bulletin.txt", &wrong).refused("bad-value");
    assert!(said.err.contains("numbre"), "{}", said.err);
    for file in ["bulletin.doc", "bulletin.txt"] {
        assert!(!tablet.path(file).exists());
    }
}

#[test]
fn a_case_with_a_disposition_that_cannot_be_keeps_that_visit_out() {
    let tablet = Tablet::loaded();
    let mut case: Value = serde_json::from_slice(&std::fs::read(report()).unwrap()).unwrap();
    case["visits"][1]["dispositions"][0]["subject"] = json!({"unit": "白营镇"});
    let file = tablet.file("case.json", case.to_string());
    let ran = tablet.run([Path::new("seal"), &file]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("visits[1]"), "{}", ran.err);
    assert!(
        ran.err.contains("[disposition-wrong-subject]"),
        "{}",
        ran.err
    );
    assert_eq!(tablet.visits().len(), 7);
}

#[test]
fn a_finding_is_handed_over_extended_and_verified() {
    let tablet = played();
    let found = tablet.run(["findings", "--json"]).quietly().json();
    assert_eq!(found.as_array().unwrap().len(), 10);
    assert_eq!(tablet.run(["needs", "--json"]).quietly().json(), json!([]));
    let id = found[0]["id"].as_str().unwrap();
    let go = |more: &[&str]| tablet.run([&["finding", "move", id][..], more].concat());
    go(&["verified"]).refused("illegal-move");
    go(&["assigned"]).refused("move-without-unit");
    let unit = [
        "assigned",
        "--unit",
        "綦逐村委会",
        "--deadline",
        "2020-02-17",
    ];
    go(&unit).quietly();
    go(&["assigned", "--asks-until", "2020-02-20"]).quietly();
    let overdue = tablet
        .run(["findings", "--stage", "overdue", "--json"])
        .json();
    assert_eq!(overdue[0]["id"], id);
    assert_eq!(overdue[0]["asks_until"], "2020-02-20");
    go(&["rectified", "--note", "已换班"]).quietly();
    go(&["verified"]).quietly();
    let shown = tablet.run(["finding", "show", id]).quietly();
    assert_eq!(shown.lines().len(), 5, "{}", shown.out);
    let open = tablet.run(["findings", "--stage", "open", "--json"]).json();
    assert_eq!(open.as_array().unwrap().len(), 9);
    let site = found[1]["site"]["id"].as_str().unwrap();
    let reported = [
        "finding",
        "report",
        "--site",
        site,
        "--source",
        "public_report",
    ];
    let more = [
        "--category",
        "staffing.unattended",
        "夜间无人值守。",
        "--json",
    ];
    let reported = tablet.run([&reported[..], &more].concat()).quietly().json();
    assert_eq!(
        (&reported["state"], &reported["visit"]),
        (&"raised".into(), &Value::Null)
    );
}

#[test]
fn dispositions_and_tallies_are_recorded_listed_and_corrected() {
    let tablet = played();
    let visit = tablet.visits()[0].clone();
    let id = visit["id"].as_str().unwrap();
    let add = ["disposition", "add", "--visit", id, "--role", "站长"];
    let added = tablet
        .run(
            [
                &add[..],
                &["--measure", "party_probation", "--months", "12", "--json"],
            ]
            .concat(),
        )
        .quietly()
        .json();
    tablet
        .run([&add[..], &["--measure", "fine", "--amount", "100"]].concat())
        .refused("disposition-wrong-subject");
    let of_visit = ["disposition", "list", "--visit", id];
    let listed = tablet.run(of_visit).quietly();
    assert!(
        listed.out.contains("给予站长留党察看一年处分。"),
        "{}",
        listed.out
    );
    let disposition = added["id"].as_str().unwrap();
    let dismissal = ["--measure", "dismissal", "--corrects", disposition];
    let correct = [&add[..], &dismissal].concat();
    let refused = tablet.run(&correct);
    refused.refused("disposition-without-reason");
    let correct = [&correct[..], &["--reason", "写错了措施"]].concat();
    tablet.run(correct).quietly();
    let listed = tablet.run(of_visit).quietly();
    assert!(
        listed.out.contains("免去站长职务。  corrected: 写错了措施"),
        "{}",
        listed.out
    );
    tablet
        .run(["disposition", "withdraw", disposition, "--reason", "重复"])
        .quietly();
    let listed = tablet.run(of_visit).quietly();
    assert!(listed.out.contains("withdrawn: 重复"), "{}", listed.out);

    let site = visit["site"]["id"].as_str().unwrap();
    let tally = ["tally", "add", "--site", site, "--date", "2020-02-14"];
    let count = |more: &[&str]| tablet.run([&tally[..], more].concat());
    count(&[
        "--vehicles",
        "120",
        "--turned-back",
        "3",
        "--from",
        "湖北=2",
    ])
    .quietly();
    count(&["--vehicles", "121"]).refused("tally-without-reason");
    count(&["--vehicles", "121", "--reason", "漏记"]).quietly();
    let days = [
        "tallies",
        "--from",
        "2020-02-14",
        "--by",
        "township",
        "--json",
    ];
    let sums = tablet.run(days).quietly().json();
    assert_eq!(sums[0]["vehicles_checked"], 121);
    let coverage = tablet.run(["coverage", "--json"]).quietly().json();
    assert_eq!(coverage["done"], 8);
    let by = |what: &str| tablet.run(["coverage", "--by", what]).quietly().out;
    let whole = by("township").lines().last().unwrap().to_owned();
    assert!(whole.starts_with("合计  应查 "), "{whole}");
    for what in ["kind", "unit", "zone", "team", "day"] {
        let last = by(what).lines().last().unwrap().to_owned();
        assert_eq!(last, whole, "the whole is the same, by {what}");
    }
    let kinds = tablet.run(["coverage", "--by", "kind", "--json"]);
    let kinds = kinds.quietly().json();
    let done = kinds.as_array().unwrap().iter();
    let done: u64 = done.map(|kind| kind["done"].as_u64().unwrap()).sum();
    assert_eq!(done, 8, "each site is of one kind");
}

#[test]
fn a_day_is_told_by_township_and_a_day_without_a_fault_is_a_zero_report() {
    let tablet = played();
    let day = tablet
        .run(["daily", "--date", "2020-02-14", "--json"])
        .quietly()
        .json();
    assert_eq!(
        (&day["all"]["visits"], &day["all"]["faults"]),
        (&7.into(), &9.into())
    );
    assert_eq!(day["townships"].as_array().unwrap().len(), 5);
    assert_eq!(day["tablets"], Value::Null);
    let text = tablet.run(["daily", "--date", "2020-02-14"]).quietly().out;
    assert!(
        text.contains("【督查日报】2020年2月14日，检查点位7个，发现问题9个。"),
        "{text}"
    );
    let nothing = tablet.run(["daily", "--date", "2020-02-20"]).quietly().out;
    assert!(nothing.contains("零报告：当日未开展检查。"), "{nothing}");
    let reported = tablet.run(["daily", "--date", "2020-02-20", "--report"]);
    assert_eq!(reported.code, 0, "{reported:?}");
    tablet.run(["verify"]).quietly();
}

#[test]
fn a_tablet_checks_and_issues_no_bulletin() {
    let tablet = played();
    let heading = tablet.file("heading.json", r#"{"number": "7"}"#);
    let heading = heading.to_str().unwrap();
    for verb in ["--check", "--issue"] {
        let asked = ["bulletin", verb, "督查员甲"];
        let headed = [&asked[..], &["--heading", heading]].concat();
        tablet.run(headed).refused("not-headquarters");
        tablet.run(asked).refused("bulletin-without-number");
    }
}
