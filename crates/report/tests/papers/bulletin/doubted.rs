//! A visit that is dated after its receipt, in the bulletin and in a flash report.

use kakou_domain::VisitId;
use kakou_report::{BulletinTotals, Language, SlipOptions, draw_up, flash};
use kakou_store::Store;
use kakou_test_support::{Folder, push, two_tablets, visit};

use super::checked::asked;

/// Headquarters has a visit of the 14th without a problem, and one with a problem that is dated four days
/// after its receipt.
fn received() -> (Folder, VisitId) {
    let (county, one, _) = two_tablets();
    one.seal(visit().at("程岗村").given()).unwrap();
    one.clock.advance(6 * 24 * 60 * 60 * 1_000);
    let ahead = visit().on("2020-02-20T09:30:00+08:00").present(1).of(3);
    let ahead = one.seal(ahead.given()).unwrap().id;
    push(&one, &county);
    (county, ahead)
}

fn totals(county: &Store) -> BulletinTotals {
    draw_up(county, &asked()).unwrap().totals
}

#[test]
fn a_doubted_visit_says_so_wherever_its_time_stands() {
    let (county, ahead) = received();
    let told = |language| flash(&county, ahead, &SlipOptions::default(), language).unwrap();
    let chinese = told(Language::Chinese);
    assert!(
        chinese.contains("2月20日9时30分（日期存疑，未计入督查次数）"),
        "{chinese}"
    );
    assert!(told(Language::English).contains("(the date is doubted"));
    county.decide_date(ahead, false, "时钟不对").unwrap();
    assert!(told(Language::Chinese).contains("（督查办已认定日期不实，不计入督查次数）"));
    county.decide_date(ahead, true, "已核实").unwrap();
    assert!(!told(Language::Chinese).contains("日期"));
}

#[test]
fn a_bulletin_counts_neither_a_doubted_visit_nor_what_it_found_until_headquarters_decides() {
    let (county, ahead) = received();
    let counted = |totals: BulletinTotals| (totals.visits, totals.sites_visited, totals.findings);
    assert_eq!(counted(totals(&county)), (1, 1, 0));
    county.decide_date(ahead, true, "已核实").unwrap();
    assert_eq!(counted(totals(&county)), (2, 2, 1));
    county.decide_date(ahead, false, "又核实").unwrap();
    assert_eq!(counted(totals(&county)), (1, 1, 0));
}
