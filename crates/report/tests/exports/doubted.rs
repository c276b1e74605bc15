//! A visit that is dated after its receipt, in tables.

use kakou_report::Language;
use kakou_report::export::{Subject, to_file};
use kakou_test_support::{push, two_tablets, visit};

use crate::csv_files::{Record, records, told};

#[test]
fn a_doubted_visit_is_a_row_that_says_so_and_no_other_table_counts_it() {
    let (county, one, _) = two_tablets();
    one.seal(visit().given()).unwrap();
    one.clock.advance(6 * 24 * 60 * 60 * 1_000);
    let ahead = visit().on("2020-02-20T09:30:00+08:00").given();
    let ahead = one.seal(ahead).unwrap().id;
    push(&one, &county);
    let out = tempfile::tempdir().unwrap();
    let table = |subject, name: &str| -> Vec<Record> {
        let path = out.path().join(name);
        to_file(&county, subject, &path, Language::Chinese, &mut |_, _| ()).unwrap();
        records(&path)
    };
    let visits = table(Subject::Visits, "visits.csv");
    let marked: Vec<_> = visits
        .iter()
        .map(|row| told(row, ["督查时间", "日期认定"]).join(" "))
        .collect();
    assert_eq!(marked.len(), 2);
    assert!(
        marked
            .iter()
            .any(|row| row.starts_with("2020-02-20") && row.ends_with("存疑"))
    );
    assert!(
        marked
            .iter()
            .any(|row| row.starts_with("2020-02-14") && row.ends_with("计入"))
    );
    let last = |name| {
        let sites = table(Subject::Sites, name).into_iter();
        let mut visited = sites.filter(|row| row["点位"] == "白营村卡点");
        visited.next().unwrap()["最近督查时间"].clone()
    };
    assert!(last("sites.csv").starts_with("2020-02-14"));
    county.decide_date(ahead, true, "已核实").unwrap();
    assert!(last("decided.csv").starts_with("2020-02-20"));
}
