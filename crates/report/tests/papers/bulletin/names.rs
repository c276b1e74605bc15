//! Roles in the body with a blank for each name.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakou_domain::VisitId;
use kakou_domain::disposition::{DispositionRecorded, Measure, Subject};
use kakou_report::bulletin::text;
use kakou_report::{BulletinAsked, ProblemOrder, draw_up};
use kakou_store::Store;
use kakou_test_support::{county, visit};

use super::checked::asked;

fn named() -> BulletinAsked {
    BulletinAsked {
        names: true,
        ..asked()
    }
}

fn unattended(store: &Store, village: &'static str, on: &str) -> VisitId {
    let given = visit().at(village).on(on).present(0).of(2).given();
    store.seal(given).unwrap().id
}

fn measure(store: &Store, visit: VisitId, label: &str, role: &str, measure: Measure, on: u32) {
    let recorded = DispositionRecorded {
        reason: None,
        corrects: None,
        visit: Some(visit),
        findings: Vec::new(),
        date: NaiveDate::from_ymd_opt(2020, 2, on),
        by: Some("镇纪委{{不是空格}}".to_owned()),
        subject: Subject::of_visit(visit, label, role),
        measures: vec![measure.into()],
        withdrawn: None,
    };
    store.disposition_record(recorded).unwrap();
}

fn body(store: &Store, asked: &BulletinAsked) -> String {
    text(&draw_up(store, asked).unwrap().document)
}

#[test]
fn without_being_asked_for_there_are_no_blanks_for_names() {
    let county = county();
    let visit = unattended(&county, "白营村", "2020-02-14T09:00:00+08:00");
    measure(&county, visit, "1", "村主任", Measure::ReminderTalk, 15);
    let draft = draw_up(&county, &asked()).unwrap();
    assert!(body(&county, &asked()).contains("对村主任进行提醒谈话"));
    assert!(
        draft
            .document
            .open_slots()
            .iter()
            .all(|one| !one.contains("村主任"))
    );
}

#[test]
fn one_person_has_one_blank_and_others_of_the_role_have_their_own() {
    let county = county();
    let (here, there) = (
        unattended(&county, "白营村", "2020-02-14T09:00:00+08:00"),
        unattended(&county, "程岗村", "2020-02-14T10:00:00+08:00"),
    );
    measure(&county, here, "1", "村主任", Measure::ReminderTalk, 15);
    measure(&county, here, "1", "村主任", Measure::PartyWarning, 16);
    measure(&county, here, "2", "村主任", Measure::ReminderTalk, 15);
    measure(&county, there, "1", "村主任", Measure::ReminderTalk, 15);
    for order in [ProblemOrder::Place, ProblemOrder::Kind] {
        let asked = BulletinAsked { order, ..named() };
        let mut draft = draw_up(&county, &asked).unwrap();
        let open = draft.document.open_slots();
        let open: Vec<&str> = open.iter().map(String::as_str).collect();
        let of_people = ["白营村-村主任", "白营村-村主任-2", "程岗村-村主任"];
        let is_one = |name: &&str| name.contains("村主任");
        assert_eq!(
            open.iter().copied().filter(is_one).collect::<Vec<_>>(),
            of_people
        );
        // What looks like a blank in what somebody typed is none.
        assert!(!open.contains(&"不是空格"), "{open:?}");
        let said = text(&draft.document);
        assert!(
            said.contains("对村主任______、村主任______进行提醒谈话"),
            "{said}"
        );

        let values = [
            ("白营村-村主任", "甲某"),
            ("程岗村-村主任", "{{白营村-村主任}}"),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        draft.document.fill(&BTreeMap::from(values));
        let said = text(&draft.document);
        assert!(
            said.contains("对村主任甲某、村主任______进行提醒谈话"),
            "{said}"
        );
        assert!(said.contains("给予村主任甲某党内警告处分"), "{said}");
        assert!(
            said.contains("对村主任｛｛白营村-村主任｝｝进行提醒谈话"),
            "{said}"
        );
    }
}
