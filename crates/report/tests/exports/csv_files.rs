//! CSV, read back with a reader of CSV.

use std::collections::BTreeMap;
use std::path::Path;

use kakou_report::Language;
use kakou_report::export::{Subject, to_file};

use kakou_test_support::visit;

use crate::support::{World, site};

pub(crate) type Record = BTreeMap<String, String>;

pub(crate) fn records(path: &Path) -> Vec<Record> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// These columns of a record.
pub(crate) fn told<const N: usize>(record: &Record, columns: [&str; N]) -> [String; N] {
    columns.map(|column| record[column].clone())
}

#[test]
fn a_visit_is_a_row_with_all_that_stands_of_it() {
    let world = World::filled();
    let (path, done) = world.export(Subject::Visits, "visits.csv");
    let rows = records(&path);
    assert_eq!((rows.len(), done.rows), (3, 3));
    assert_eq!(done.bytes, std::fs::metadata(&path).unwrap().len());
    assert_eq!(
        rows[0]["督查时间"], "2020-02-16T06:30:00+08:00",
        "newest first"
    );
    let first = &rows[2];
    let place = told(
        first,
        ["点位", "点位类型", "乡镇", "村（社区）", "区划代码"],
    );
    let expected = ["白营村卡点", "村卡口", "白营镇", "白营村", "410523105201"];
    assert_eq!(place, expected);
    let how = told(
        first,
        ["督查方式", "督查人员", "督查轮次", "督导组", "有更正"],
    );
    let expected = [
        "实地暗访",
        "督查员甲、督查员乙",
        "村卡口疫情防控督查",
        "",
        "是",
    ];
    assert_eq!(how, expected);
    let position = told(
        first,
        ["纬度（WGS-84）", "经度（WGS-84）", "定位精度（米）"],
    );
    assert_eq!(position, ["35.92215", "114.36214", "8"]);
    assert_eq!(first["记录ID"], world.first.to_string());
    assert_eq!(first["点位ID"], site("白营村"));
    let record = world.tablet.visit(world.first).unwrap().record;
    assert_eq!(first["校验码"], record.check_code);
    assert!(rows[0]["定稿时间"].ends_with("+08:00"));
}

#[test]
fn needs_and_what_was_withdrawn_are_not_counted_as_faults() {
    let world = World::filled();
    let (path, _) = world.export(Subject::Visits, "visits.csv");
    let rows = records(&path);
    assert_eq!(told(&rows[2], ["问题数", "需协调事项数"]), ["1", "1"]);
    let said = told(&rows[2], ["发现问题", "需协调事项"]);
    assert_eq!(said[0], "卡点当日值班人员应为三人，实际只有两人在岗。");
    assert!(said[1].contains("口罩"), "{}", said[1]);
    assert_eq!(told(&rows[1], ["问题数", "发现问题"]), ["0", ""]);
    let unchecked: u32 = rows[1]["未检查项数"].parse().unwrap();
    assert!(unchecked > 0, "what nobody looked at is no zero");
}

#[test]
fn a_finding_says_where_it_stands_and_a_withdrawn_one_is_there() {
    let world = World::filled();
    let (path, _) = world.export(Subject::Findings, "findings.csv");
    let mut rows = records(&path);
    rows.sort_by_key(|row| row["类别代码"].clone());
    let states: Vec<_> = rows
        .iter()
        .map(|row| told(row, ["类别代码", "整改状态"]))
        .collect();
    assert_eq!(
        states,
        [
            ["registration.none", "已撤销"],
            ["staffing.absent", "已交办"]
        ]
    );
    let absent = &rows[1];
    let handed = told(
        absent,
        ["责任单位", "整改期限", "已逾期", "程度", "问题类别"],
    );
    let expected = ["白营镇白营村", "2020-02-15", "是", "较重", "缺岗"];
    assert_eq!(handed, expected);
    assert_eq!(absent["发现时间"], "2020-02-14T09:30:00+08:00");
    assert_eq!(absent["记录ID"], world.first.to_string());
    assert_eq!(told(&rows[0], ["整改期限", "已逾期"]), ["", "否"]);
    let (path, _) = world.export(Subject::Needs, "needs.csv");
    let needs = records(&path);
    let needs: Vec<_> = needs.iter().map(|row| &*row["类别代码"]).collect();
    assert_eq!(needs, ["supplies.short"]);
}

#[test]
fn coverage_is_a_row_a_township_of_a_round() {
    let world = World::filled();
    let (path, _) = world.export(Subject::Coverage, "coverage.csv");
    let rows: Vec<_> = records(&path)
        .iter()
        .map(|row| told(row, ["乡镇", "应查", "已查", "覆盖率（%）"]))
        .collect();
    let row = |cells: [&str; 4]| cells.map(str::to_owned);
    assert!(
        rows.contains(&row(["白营镇", "3", "1", "33.3"])),
        "{rows:?}"
    );
    assert!(rows.contains(&row(["菜园镇", "1", "1", "100"])), "{rows:?}");
    let due: u32 = rows.iter().map(|row| row[1].parse::<u32>().unwrap()).sum();
    assert_eq!(due, 8);
}

#[test]
fn a_note_that_a_spreadsheet_would_reckon_is_only_text() {
    let world = World::filled();
    let (path, _) = world.export(Subject::Visits, "visits.csv");
    let note = &records(&path)[2]["备注"];
    assert_eq!(note, "'=HYPERLINK(\"http://example.invalid\")");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("\r\n").count(), 4, "as Excel ends its lines");
}

#[test]
fn titles_and_words_are_in_english_for_who_asks_for_it() {
    let world = World::filled();
    let path = world.path("visits.csv");
    let english = Language::English;
    to_file(
        &world.tablet,
        Subject::Visits,
        &path,
        english,
        &mut |_, _| (),
    )
    .unwrap();
    let first = &records(&path)[2];
    let told = told(first, ["Site", "Method", "Corrected", "What was found"]);
    assert_eq!(&told[..3], ["白营村卡点", "Unannounced", "Yes"]);
    assert!(
        told[3].starts_with("卡点当日"),
        "a sentence stays as it was sealed"
    );
}

#[test]
fn what_is_sealed_meanwhile_is_not_half_of_it() {
    let world = World::filled();
    let late = || visit().at("程岗村").on("2020-02-13T08:00:00+08:00").given();
    let mut seal = |_, _| drop(world.tablet.seal(late()).unwrap());
    let path = world.path("visits.csv");
    let subject = Subject::Visits;
    to_file(&world.tablet, subject, &path, Language::Chinese, &mut seal).unwrap();
    assert_eq!(records(&path).len(), 3);
    let (path, _) = world.export(subject, "later.csv");
    assert_eq!(records(&path).len(), 5);
}

#[test]
fn progress_is_told_up_to_its_end() {
    let world = World::filled();
    let mut heard = Vec::new();
    let mut hear = |done, total| heard.push((done, total));
    let path = world.path("visits.csv");
    to_file(
        &world.tablet,
        Subject::Visits,
        &path,
        Language::Chinese,
        &mut hear,
    )
    .unwrap();
    assert_eq!(heard, [(0, 3), (3, 3)]);
}
