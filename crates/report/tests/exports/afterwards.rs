//! Dispositions and tallies as tables.

use kakou_domain::disposition::{DispositionRecorded, Measure, Subject as Disposed};
use kakou_report::Language;
use kakou_report::export::{Subject, to_file};
use kakou_test_support::{exchange, two_tablets, visit};

use crate::csv_files::{records, told};
use crate::support::{World, site};

#[test]
fn a_disposition_is_a_row_with_its_measures_and_its_sentence() {
    let world = World::filled();
    let (path, done) = world.export(Subject::Dispositions, "dispositions.csv");
    let rows = records(&path);
    assert_eq!((rows.len(), done.rows), (2, 2));
    let head = &rows[0];
    let who = told(
        head,
        [
            "点位",
            "乡镇",
            "处理日期",
            "处理机关",
            "对象类别",
            "处理对象",
        ],
    );
    let expected = [
        "白营村卡点",
        "白营镇",
        "2020-02-16",
        "任固镇党委",
        "个人",
        "村委会主任",
    ];
    assert_eq!(who, expected);
    let what = told(head, ["处理措施", "期限", "罚款（元）", "处理情况"]);
    let said = "2月16日，任固镇党委给予村委会主任留党察看六个月处分，责令其作出书面检查。";
    assert_eq!(what, ["留党察看、书面检查", "6个月", "", said]);
    let ids = told(head, ["案件ID", "点位ID", "撤销原因"]);
    assert_eq!(
        ids,
        [world.first.to_string(), site("白营村"), String::new()]
    );
    assert_eq!(head["对象ID"].len(), 36, "a person, without a name");
}

#[test]
fn what_was_taken_back_is_a_row_that_says_why_and_says_nothing_else() {
    let world = World::filled();
    let (path, _) = world.export(Subject::Dispositions, "dispositions.csv");
    let shop = &records(&path)[1];
    let columns = ["对象类别", "处理措施", "罚款（元）", "处理情况", "撤销原因"];
    assert_eq!(told(shop, columns), ["单位", "罚款", "500", "", "记错了店"]);
    let unknown = told(shop, ["处理日期", "处理机关", "对象ID"]);
    assert_eq!(unknown, ["", "", ""], "what is not known is not printed");
}

#[test]
fn a_tally_is_a_row_a_site_day_and_shift_as_it_was_corrected_last() {
    let world = World::filled();
    let (path, done) = world.export(Subject::Tallies, "tallies.csv");
    let rows = records(&path);
    assert_eq!((rows.len(), done.rows), (1, 1));
    let whose = told(&rows[0], ["点位", "乡镇", "日期", "班次"]);
    assert_eq!(whose, ["白营村卡点", "白营镇", "2020-02-14", "白班"]);
    let counts = told(
        &rows[0],
        ["检查车辆", "劝返车辆", "测温人次", "重点地区人员"],
    );
    let counted = ["120", "0", "", "湖北3人、郑州2人"];
    assert_eq!(counts, counted, "none is not the same as not counted");
    let why = told(&rows[0], ["更正次数", "更正原因", "点位ID"]);
    assert_eq!(why, ["1", "漏记夜间车辆", &site("白营村")]);
}

#[test]
fn measures_keep_their_chinese_names_in_an_english_table() {
    let world = World::filled();
    let path = world.path("dispositions.csv");
    let (subject, english) = (Subject::Dispositions, Language::English);
    to_file(&world.tablet, subject, &path, english, &mut |_, _| ()).unwrap();
    let told = told(&records(&path)[0], ["Person or unit", "Measures", "Term"]);
    assert_eq!(told, ["Person", "留党察看, 书面检查", "6 months"]);
}

#[test]
fn the_admitted_name_has_a_column_of_its_own_where_another_is_claimed() {
    let (county, honest, other) = two_tablets();
    let sealed = honest.seal(visit().by("督查一组").given()).unwrap();
    other.set_name("督查一组").unwrap();
    other
        .seal(visit().at("程岗村").by("督查一组").given())
        .unwrap();
    let closure = DispositionRecorded {
        corrects: None,
        visit: Some(sealed.id),
        findings: Vec::new(),
        date: None,
        by: None,
        subject: Disposed::Unit {
            name: "白营村超市".to_owned(),
        },
        measures: vec![Measure::OrderClosure.into()],
        withdrawn: None,
        reason: None,
    };
    for tablet in [&honest, &other] {
        tablet.disposition_record(closure.clone()).unwrap();
        exchange(&county, &[&honest, &other]);
    }
    let out = tempfile::tempdir().unwrap();
    let written = |subject: Subject| {
        let path = out.path().join(format!("{subject}.csv"));
        to_file(&county, subject, &path, Language::Chinese, &mut |_, _| ()).unwrap();
        records(&path)
    };
    let names = |subject, column| -> Vec<[String; 3]> {
        let rows = written(subject).into_iter();
        let mut names: Vec<_> = rows
            .map(|row| told(&row, ["点位", column, "登记名"]))
            .collect();
        names.sort();
        names
    };
    let visits = [
        ["白营村卡点", "督查一组", ""],
        ["程岗村卡点", "督查一组", "督查一组（2）"],
    ];
    assert_eq!(names(Subject::Visits, "督查人员"), visits);
    let dispositions = [
        ["白营村卡点", "督查一组", ""],
        ["白营村卡点", "督查一组", "督查一组（2）"],
    ];
    assert_eq!(names(Subject::Dispositions, "登记人"), dispositions);
}
