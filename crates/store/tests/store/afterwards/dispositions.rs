//! Dispositions: recorded, corrected, taken back, and where they belong.

use kakou_domain::disposition::{DispositionRecorded, Measure};
use kakou_domain::{DispositionId, Nature, Severity, Source, VisitId};
use kakou_store::ReportGiven;
use kakou_store::views::{DispositionFilter, DispositionView};
use kakou_test_support::{admit, county, id, push, tablet_of};

use super::support::{reminded, unattended};
#[test]
fn a_disposition_is_recorded_corrected_and_taken_back() {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    let (visit, finding) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    let first = tablet
        .disposition_record(reminded(visit, "村主任"))
        .unwrap();
    let mut better = reminded(visit, "村委会主任");
    better.corrects = Some(first.id);
    let without = tablet.disposition_record(better.clone()).unwrap_err();
    assert_eq!(without.code(), "disposition-without-reason");
    better.reason = Some("写错了职务".to_owned());
    let corrected = tablet.disposition_record(better.clone()).unwrap();
    assert_eq!((corrected.id, corrected.conflict), (first.id, false));
    let told = |view: &DispositionView| -> Vec<(Option<String>, bool)> {
        let versions = view.versions.iter();
        versions
            .map(|one| (one.recorded.reason.clone(), one.head))
            .collect()
    };
    let reason = Some("写错了职务".to_owned());
    assert_eq!(told(&corrected), [(None, false), (reason, true)]);
    let unknown = DispositionRecorded {
        corrects: Some(DispositionId(finding.0)),
        ..better.clone()
    };
    let refused = tablet.disposition_record(unknown).unwrap_err();
    assert_eq!(refused.code(), "no-disposition");
    // On findings: the visit is noted, so that it is the same case.
    let on_finding = DispositionRecorded {
        visit: None,
        findings: vec![finding],
        ..reminded(visit, "包村干部")
    };
    let second = tablet.disposition_record(on_finding).unwrap();
    assert_eq!(second.recorded.visit, Some(visit));
    better.withdrawn = Some("记错了村".to_owned());
    tablet.disposition_record(better).unwrap();

    let page = tablet.visit(visit).unwrap();
    assert_eq!(page.dispositions.len(), 2);
    assert!(page.dispositions[0].recorded.withdrawn.is_some());
    let all = tablet.dispositions(&DispositionFilter::default()).unwrap();
    assert_eq!(all, page.dispositions);
    // Headquarters shows the same.
    push(&tablet, &county);
    assert_eq!(
        county.dispositions(&DispositionFilter::default()).unwrap(),
        all
    );
    let nowhere = VisitId(finding.0);
    assert_eq!(
        tablet
            .disposition_record(reminded(nowhere, "村主任"))
            .unwrap_err()
            .code(),
        "no-visit"
    );
}

#[test]
fn what_followed_from_a_report_stands_with_it_and_goes_where_it_belongs() {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    let report = |village: &str| {
        let given = ReportGiven {
            site: id(village),
            source: Source::PublicReport,
            category: "staffing.unattended".to_owned(),
            nature: Nature::Fault,
            severity: Severity::Grave,
            text: "群众反映夜间无人值守。".to_owned(),
            received_at: None,
        };
        tablet.finding_report(given).unwrap().line.id
    };
    let (finding, other) = (report("白营村"), report("程岗村"));
    let (visit, seen) = unattended(&tablet, "白营村", "2020-02-14T09:00:00+08:00");
    tablet
        .disposition_record(reminded(visit, "村主任"))
        .unwrap();
    let on_report = DispositionRecorded {
        visit: None,
        findings: vec![finding],
        ..reminded(visit, "包村干部")
    };
    let recorded = tablet.disposition_record(on_report.clone()).unwrap();
    assert_eq!(recorded.recorded.visit, None);
    let corrected = DispositionRecorded {
        corrects: Some(recorded.id),
        measures: vec![Measure::AdmonishingTalk.into()],
        reason: Some("改为诫勉谈话".to_owned()),
        ..on_report
    };
    tablet.disposition_record(corrected.clone()).unwrap();

    // Headquarters shows the same, so it went where the finding is.
    push(&tablet, &county);
    for store in [&tablet, &county] {
        let of = |finding| {
            let filter = DispositionFilter {
                finding: Some(finding),
                ..DispositionFilter::default()
            };
            let found = store.dispositions(&filter).unwrap();
            found.iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(of(finding), [recorded.id]);
        assert_eq!(of(other), []);
        assert_eq!(of(seen).len(), 1, "of the visit as a whole");
        let view = store.disposition(recorded.id).unwrap();
        assert_eq!(view.recorded.measures, corrected.measures);
    }
    let taken_back = DispositionRecorded {
        withdrawn: Some("不是他的责任".to_owned()),
        ..corrected
    };
    let view = tablet.disposition_record(taken_back).unwrap();
    assert!(view.recorded.withdrawn.is_some());
    assert_eq!(view.versions.len(), 3);
}
