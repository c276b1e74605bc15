//! What these tests begin with.

use chrono::NaiveDate;
use kakou_domain::disposition::{DispositionRecorded, Measure, Subject};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::tally::TallyCounts;
use kakou_domain::{FindingId, VisitId};
use kakou_store::{Store, TallyGiven};
use kakou_test_support::{id, visit};

pub(crate) fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, n).unwrap()
}

/// A visit at a village where nobody was on duty; its finding.
pub(crate) fn unattended(store: &Store, village: &'static str, on: &str) -> (VisitId, FindingId) {
    let given = visit().at(village).on(on).present(0).of(2).given();
    let visit = store.seal(given).unwrap().id;
    let finding = store.visit(visit).unwrap().findings[0].line.id;
    (visit, finding)
}

pub(crate) fn assigned(finding: FindingId, until: NaiveDate) -> FindingMoved {
    FindingMoved {
        unit: Some("白营村委会".to_owned()),
        deadline: Some(until),
        ..FindingMoved::new(finding, FindingState::Assigned)
    }
}

pub(crate) fn reminded(visit: VisitId, role: &str) -> DispositionRecorded {
    DispositionRecorded {
        corrects: None,
        visit: Some(visit),
        findings: Vec::new(),
        date: Some(day(15)),
        by: Some("白营镇纪委".to_owned()),
        subject: Subject::of_visit(visit, "1", role),
        measures: vec![Measure::ReminderTalk.into()],
        withdrawn: None,
        reason: None,
    }
}

pub(crate) fn tally(village: &str, on: u32, vehicles: u32) -> TallyGiven {
    TallyGiven {
        site: id(village),
        day: day(on),
        shift: "白班".to_owned(),
        counts: TallyCounts {
            vehicles_checked: Some(vehicles),
            vehicles_turned_back: Some(1),
            ..TallyCounts::default()
        },
        reason: String::new(),
    }
}
