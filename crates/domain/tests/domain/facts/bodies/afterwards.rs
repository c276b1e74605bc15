//! Any of what follows a visit: reports of others, dispositions, tallies, days, bulletins.

use kakou_domain::disposition::{
    DispositionRecorded, Measure, MeasureTaken, Subject as Disposed, Term,
};
use kakou_domain::fact::Body;
use kakou_domain::reported::FindingReported;
use kakou_domain::reports::{BulletinIssued, DayReported, Passage};
use kakou_domain::tally::{PeopleFrom, TallyCounts, TallyRecorded};
use kakou_domain::{
    BulletinId, CampaignId, DispositionId, FindingId, Nature, Severity, Source, SubjectId, TeamId,
    VisitId,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::visits::{files, site_ref};
use crate::facts::values::{any_day, any_fact_id, any_moment, any_text, any_uuid};

pub(super) fn afterwards() -> Vec<BoxedStrategy<Body>> {
    vec![
        reported().boxed(),
        disposition().boxed(),
        tally().boxed(),
        day().boxed(),
        checked().boxed(),
        issued().boxed(),
    ]
}

fn reported() -> impl Strategy<Value = Body> {
    let what = (
        select(vec![Source::PublicReport, Source::Online, Source::Assigned]),
        select(vec![Nature::Fault, Nature::Need]),
        select(vec![Severity::Minor, Severity::Major, Severity::Grave]),
    );
    let told = (any_text(), any_text(), any_moment(), of(any_uuid()));
    (site_ref(), what, told, files()).prop_map(|(site, what, told, evidence)| {
        Body::FindingReported(Box::new(FindingReported {
            site,
            source: what.0,
            campaign: told.3.map(CampaignId),
            received_at: told.2,
            category: told.0,
            nature: what.1,
            severity: what.2,
            text: told.1,
            evidence,
        }))
    })
}

fn disposition() -> impl Strategy<Value = Body> {
    let subject = prop_oneof![
        (any_uuid(), any_text()).prop_map(|(id, role)| Disposed::Person {
            id: SubjectId(id),
            role
        }),
        any_text().prop_map(|name| Disposed::Unit { name }),
    ];
    let term = prop_oneof![
        any::<u16>().prop_map(Term::Days),
        any::<u16>().prop_map(Term::Months)
    ];
    let measure = (select(Measure::ALL.to_vec()), of(term), of(any::<u32>()));
    let measure = measure.prop_map(|(measure, term, amount)| MeasureTaken {
        measure,
        term,
        amount,
    });
    let of_what = (of(any_uuid()), of(any_uuid()), vec(any_uuid(), 0..3));
    let told = (
        of(any_day()),
        of(any_text()),
        of(any_text()),
        of(any_text()),
    );
    (of_what, told, subject, vec(measure, 0..3)).prop_map(|(of_what, told, subject, measures)| {
        Body::DispositionRecorded(DispositionRecorded {
            corrects: of_what.0.map(DispositionId),
            visit: of_what.1.map(VisitId),
            findings: of_what.2.into_iter().map(FindingId).collect(),
            date: told.0,
            by: told.1,
            subject,
            measures,
            withdrawn: told.2,
            reason: told.3,
        })
    })
}

fn tally() -> impl Strategy<Value = Body> {
    let number = || of(any::<u32>());
    let from = (any_text(), any::<u32>());
    let from = from.prop_map(|(region, people)| PeopleFrom { region, people });
    let counts = (number(), number(), number(), vec(from, 0..3));
    let when = (any_day(), any_text(), any_text());
    (site_ref(), when, counts).prop_map(|(site, (day, shift, reason), counts)| {
        Body::TallyRecorded(TallyRecorded {
            site,
            day,
            shift,
            counts: TallyCounts {
                vehicles_checked: counts.0,
                vehicles_turned_back: counts.1,
                temperatures_taken: counts.2,
                people_from: counts.3,
            },
            reason,
        })
    })
}

fn day() -> impl Strategy<Value = Body> {
    let numbers = any::<[u32; 3]>();
    let who = (any_day(), of(any_uuid()), any_text(), any_text());
    (who, numbers).prop_map(|((day, team, reporter, text), [visits, faults, needs])| {
        Body::DayReported(DayReported {
            day,
            team: team.map(TeamId),
            reporter,
            visits,
            faults,
            needs,
            text,
        })
    })
}

fn checked() -> impl Strategy<Value = Body> {
    (bulletin(), any_text())
        .prop_map(|(bulletin, by)| Body::BulletinChecked(Box::new(bulletin.checked_by(&by))))
}

fn issued() -> impl Strategy<Value = Body> {
    let rests_on = (of(any_fact_id()), of(any_text()));
    (bulletin(), rests_on).prop_map(|(bulletin, (check, signer))| {
        Body::BulletinIssued(Box::new(BulletinIssued {
            check,
            signer,
            ..bulletin
        }))
    })
}

fn bulletin() -> impl Strategy<Value = BulletinIssued> {
    let passage = (any_text(), vec(any_fact_id(), 0..3));
    let passage = passage.prop_map(|(text, facts)| Passage { text, facts });
    let about = (of(any_uuid()), any_day(), any_day(), of(any_uuid()));
    let told = (any_text(), any_text(), any_moment());
    (about, told, vec(passage, 0..3)).prop_map(|(about, told, passages)| BulletinIssued {
        campaign: about.0.map(CampaignId),
        from: about.1,
        to: about.2,
        number: told.0,
        title: told.1,
        as_of: told.2,
        passages,
        document: json!({"blocks": []}),
        supplements: about.3.map(BulletinId),
        check: None,
        signer: None,
    })
}
