//! Dispositions: what may be recorded, how they are counted, and how they are said.

use std::path::Path;

use chrono::NaiveDate;
use kakou_domain::disposition::{
    DispositionError, DispositionRecorded, Measure, MeasureTaken, Subject, Term, count, said,
    said_totals,
};
use kakou_domain::{DispositionId, VisitId};
use serde_json::{Value, json};
use uuid::Uuid;

fn visit(n: u128) -> VisitId {
    VisitId(Uuid::from_u128(n))
}

fn on(n: u128, subject: Subject, measures: &[Measure]) -> DispositionRecorded {
    DispositionRecorded {
        corrects: None,
        visit: Some(visit(n)),
        findings: Vec::new(),
        date: None,
        by: None,
        subject,
        measures: measures.iter().copied().map(MeasureTaken::from).collect(),
        withdrawn: None,
        reason: None,
    }
}

fn person(n: u128, role: &str) -> Subject {
    Subject::of_visit(visit(n), "1", role)
}

fn unit(name: &str) -> Subject {
    Subject::Unit {
        name: name.to_owned(),
    }
}

fn day(n: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2020, 2, n)
}

/// The dispositions of the first report, visit by visit, and what they must amount to.
fn report() -> (Vec<Vec<DispositionRecorded>>, Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/cases/report-1.json");
    let case: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let visits = case["visits"].as_array().unwrap().iter().enumerate();
    let read = |(n, visited): (usize, &Value)| {
        let stated = visited["dispositions"].as_array().unwrap().iter();
        let one = |stated: &Value| {
            let subject = &stated["subject"];
            let subject = match subject["unit"].as_str() {
                Some(name) => unit(name),
                None => Subject::of_visit(
                    visit(n as u128),
                    subject["id"].as_str().unwrap(),
                    subject["role"].as_str().unwrap(),
                ),
            };
            let measures: Vec<Measure> =
                serde_json::from_value(stated["measures"].clone()).unwrap();
            DispositionRecorded {
                date: stated["date"].as_str().map(|day| day.parse().unwrap()),
                by: stated["by"].as_str().map(str::to_owned),
                ..on(n as u128, subject, &measures)
            }
        };
        stated.map(one).collect()
    };
    (visits.map(read).collect(), case["expected_totals"].clone())
}

#[test]
fn the_first_report_counts_ten_persons_and_three_units() {
    let (visits, expected) = report();
    let totals = count(visits.iter().flatten());
    let counted = serde_json::to_value(&totals).unwrap();
    for key in counted.as_object().unwrap().keys() {
        assert_eq!(counted[key], expected[key], "{key}");
    }
    assert_eq!(
        said_totals(&totals),
        "查处问题8起10人，其中党内严重警告2人、党内警告2人、诫勉谈话1人、提醒谈话5人；\
         另责令2人、1个单位作出书面检查，通报批评2个单位"
    );
}

#[test]
fn what_one_body_did_on_one_day_is_said_in_one_breath() {
    let (visits, _) = report();
    assert_eq!(
        said(&visits[0]),
        "2月16日，任固镇党委给予村党支部委员、村委委员党内严重警告处分，给予村党支部书记、包村干部党内警告\
         处分；2月17日，任固镇党委对主任科员进行诫勉谈话；县纪委监委责令任固镇党委作出书面检查。"
    );
    assert_eq!(
        said(&visits[1]),
        "2月15日，白营镇纪委对村委会主任进行提醒谈话，责令其作出书面检查。"
    );
    assert_eq!(said(&visits[7]), "对白营镇进行通报批评。");
    assert_eq!(said([]), "");
}

#[test]
fn a_person_counts_once_however_often_and_a_withdrawn_disposition_not_at_all() {
    let village_head = || person(1, "村委会主任");
    let taken_back = DispositionRecorded {
        withdrawn: Some("记错了村".to_owned()),
        ..on(2, person(2, "村委委员"), &[Measure::Dismissal])
    };
    let all = [
        on(1, village_head(), &[Measure::WrittenSelfCriticism]),
        on(1, village_head(), &[Measure::PartyWarning]),
        taken_back,
    ];
    let totals = count(&all);
    assert_eq!((totals.cases, totals.persons_disposed), (1, 1));
    let heaviest: Vec<_> = totals.persons_by_heaviest_measure.into_iter().collect();
    assert_eq!(heaviest, [(Measure::PartyWarning, 1)]);
    assert_eq!(
        totals.further_measures[&Measure::WrittenSelfCriticism].persons,
        1
    );
    assert!(!said(&all).contains("村委委员"));
}

#[test]
fn each_measure_has_its_frame() {
    let with = |measure, term, amount| MeasureTaken {
        measure,
        term,
        amount,
    };
    let said = |subject: Subject, taken: MeasureTaken| {
        let one = DispositionRecorded {
            measures: vec![taken],
            ..on(1, subject, &[])
        };
        assert_eq!(one.check(), Ok(()));
        said([&one])
    };
    let clerk = || person(1, "站长");
    let year = with(Measure::PartyProbation, Some(Term::Months(12)), None);
    assert_eq!(said(clerk(), year), "给予站长留党察看一年处分。");
    let half = with(Measure::PartyProbation, Some(Term::Months(6)), None);
    assert_eq!(said(clerk(), half), "给予站长留党察看六个月处分。");
    let days = with(Measure::AdministrativeDetention, Some(Term::Days(15)), None);
    assert_eq!(said(clerk(), days), "对站长处以行政拘留十五日。");
    assert_eq!(said(clerk(), Measure::Dismissal.into()), "免去站长职务。");
    let fine = with(Measure::Fine, None, Some(2000));
    assert_eq!(said(unit("某超市"), fine), "对某超市罚款2000元。");
    assert_eq!(
        said(unit("某超市"), Measure::OrderClosure.into()),
        "责令某超市暂停营业。"
    );
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let good = || on(1, person(1, "村委会主任"), &[Measure::ReminderTalk]);
    assert_eq!(good().check(), Ok(()));
    let code = |one: DispositionRecorded| one.check().unwrap_err().code();
    let nowhere = DispositionRecorded {
        visit: None,
        ..good()
    };
    assert_eq!(code(nowhere), "disposition-without-origin");
    assert_eq!(code(on(1, person(1, " "), &[])), "disposition-text");
    assert_eq!(
        code(on(1, person(1, "村委会主任"), &[])),
        "disposition-measure-count"
    );
    let twice = [Measure::ReminderTalk, Measure::ReminderTalk];
    assert_eq!(
        on(1, person(1, "村委会主任"), &twice).check(),
        Err(DispositionError::MeasureTwice(Measure::ReminderTalk))
    );
    let warned = on(1, unit("白营镇"), &[Measure::PartyWarning]);
    assert_eq!(
        warned.check().unwrap_err().to_string(),
        "party_warning is not taken against a unit"
    );
    assert_eq!(
        code(on(1, person(1, "店主"), &[Measure::OrderClosure])),
        "disposition-wrong-subject"
    );
    assert_eq!(
        code(on(1, unit("某超市"), &[Measure::Fine])),
        "disposition-wrong-detail"
    );
    let correction = |reason: Option<&str>| DispositionRecorded {
        corrects: Some(DispositionId(Uuid::from_u128(7))),
        reason: reason.map(str::to_owned),
        ..good()
    };
    assert_eq!(code(correction(None)), "disposition-without-reason");
    assert_eq!(code(correction(Some(""))), "disposition-without-reason");
    assert_eq!(code(correction(Some(" "))), "disposition-text");
    assert_eq!(
        code(correction(Some(&"长".repeat(501)))),
        "disposition-text"
    );
    assert_eq!(correction(Some("写错了职务")).check(), Ok(()));
    // What is taken back says why by itself.
    let taken_back = DispositionRecorded {
        withdrawn: Some("记错了村".to_owned()),
        ..correction(None)
    };
    assert_eq!(taken_back.check(), Ok(()));
}

#[test]
fn a_disposition_is_written_as_files_write_it() {
    let stated = DispositionRecorded {
        date: day(15),
        by: Some("白营镇纪委".to_owned()),
        ..on(1, unit("白营镇"), &[Measure::CirculatedCriticism])
    };
    assert_eq!(
        serde_json::to_value(stated).unwrap(),
        json!({
            "visit": visit(1), "date": "2020-02-15", "by": "白营镇纪委",
            "subject": {"unit": {"name": "白营镇"}},
            "measures": [{"measure": "circulated_criticism"}],
        })
    );
}
