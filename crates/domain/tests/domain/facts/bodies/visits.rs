//! Any visit, what corrects and supplements it, and any move of a finding.

use kakou_domain::fact::Body;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::visit::{
    ChecklistRef, Evidence, Filled, Finding, PhoneCall, Signature, SiteRef, VisitAmended,
    VisitContent, VisitSupplemented,
};
use kakou_domain::{CampaignId, FindingId, Nature, Severity, TeamId, VisitId};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::any_site;
use crate::facts::values::{
    any_answer, any_day, any_division, any_fix, any_kind, any_method, any_moment, any_text,
    any_uuid,
};

pub(super) fn visits() -> Vec<BoxedStrategy<Body>> {
    use FindingState::{Assigned, Raised, Rectified, Rectifying, Verified, Withdrawn};
    let visit = || any_uuid().prop_map(VisitId);
    let state = select(vec![
        Raised, Assigned, Rectifying, Rectified, Verified, Withdrawn,
    ]);
    let moved = (
        any_uuid(),
        state,
        of(any_text()),
        (of(any_day()), of(any_day())),
        any_text(),
        files(),
    );
    vec![
        content()
            .prop_map(|content| Body::VisitSealed(Box::new(content)))
            .boxed(),
        (visit(), any_text(), content())
            .prop_map(|(visit, reason, content)| {
                Body::VisitAmended(Box::new(VisitAmended {
                    visit,
                    reason,
                    content,
                }))
            })
            .boxed(),
        (visit(), files(), any_text())
            .prop_map(|(visit, evidence, notes)| {
                Body::VisitSupplemented(VisitSupplemented {
                    visit,
                    evidence,
                    notes,
                })
            })
            .boxed(),
        moved
            .prop_map(|(finding, to, unit, days, note, evidence)| {
                let finding = FindingId(finding);
                Body::FindingMoved(FindingMoved {
                    finding,
                    to,
                    unit,
                    deadline: days.0,
                    asks_until: days.1,
                    note,
                    evidence,
                })
            })
            .boxed(),
    ]
}

fn content() -> impl Strategy<Value = VisitContent> {
    let who = (
        of(any_uuid()),
        of(any_uuid()),
        vec(any_text(), 0..3),
        any_method(),
    );
    let when = (any_moment(), of(any_moment()), any_fix());
    let said = (
        (any_text(), any::<u32>(), "[0-9a-f]{64}"),
        btree_map("[a-z.]{1,12}", any_answer(), 0..4),
        vec((any_text(), vec(any_text(), 0..3)), 0..3),
        vec((any_moment(), any::<bool>()), 0..3),
        vec(finding(), 0..3),
    );
    let more = (files(), signature(), any_text(), any_text());
    (site_ref(), who, when, said, more).prop_map(|(site, who, when, said, more)| VisitContent {
        site,
        campaign: who.0.map(CampaignId),
        team: who.1.map(TeamId),
        inspectors: who.2,
        method: who.3,
        visited_at: when.0,
        ended_at: when.1,
        position: when.2,
        checklist: ChecklistRef {
            id: said.0.0,
            version: said.0.1,
            hash: said.0.2.parse().unwrap(),
        },
        answers: said.1,
        filled: said
            .2
            .into_iter()
            .map(|(group, items)| Filled { group, items })
            .collect(),
        calls: said
            .3
            .into_iter()
            .map(|(at, answered)| PhoneCall { at, answered })
            .collect(),
        findings: said.4,
        evidence: more.0,
        signature: more.1,
        good_practice: more.2,
        notes: more.3,
    })
}

pub(super) fn site_ref() -> impl Strategy<Value = SiteRef> {
    let site = (any_site(), any_text(), any_kind(), any_division());
    site.prop_map(|(id, name, kind, division)| SiteRef {
        id,
        name,
        kind,
        division,
    })
}

fn finding() -> impl Strategy<Value = Finding> {
    let kind = (
        select(vec![Nature::Fault, Nature::Need]),
        select(vec![Severity::Minor, Severity::Major, Severity::Grave]),
    );
    let texts = (any_text(), any_text(), any_text(), any_text());
    let more = (
        of(any_text()),
        of(any_text()),
        of(any_text()),
        any::<bool>(),
    );
    (any_uuid(), kind, texts, more).prop_map(|(id, kind, texts, more)| Finding {
        id: FindingId(id),
        item: texts.0,
        group: texts.1,
        category: texts.2,
        nature: kind.0,
        severity: kind.1,
        text: texts.3,
        rule_text: more.0,
        severity_reason: more.1,
        withdrawn: more.2,
        rectified_on_spot: more.3,
    })
}

fn signature() -> impl Strategy<Value = Signature> {
    let strokes = vec(vec(any::<[u16; 2]>(), 0..4), 0..4);
    prop_oneof![
        (any_text(), strokes).prop_map(|(role, strokes)| Signature::Signed { role, strokes }),
        any_text().prop_map(|reason| Signature::Refused { reason }),
        Just(Signature::Nobody),
        Just(Signature::Undisclosed),
    ]
}

pub(super) fn files() -> impl Strategy<Value = Vec<Evidence>> {
    let file = (
        "[0-9a-f]{64}",
        any::<u64>(),
        any_text(),
        of(any_text()),
        any_moment(),
        of(any_fix()),
    );
    let file = file.prop_map(
        |(sha256, size, media_type, shows, taken_at, position)| Evidence {
            sha256,
            size,
            media_type,
            shows,
            taken_at,
            position,
        },
    );
    vec(file, 0..3)
}
