//! Any body of each kind.

mod afterwards;
mod visits;

use kakou_domain::checklist::standard;
use kakou_domain::doubt::{DoubtedVisit, VisitDateDecided, VisitDoubted};
use kakou_domain::fact::Body;
use kakou_domain::places::{
    DivisionDefined, RoleRequired, RosterSet, Shift, SiteDefined, SiteMerged, TeamSet, UnitDefined,
    ZoneDefined,
};
use kakou_domain::supervision::{
    AssignmentMade, Attempt, AuthorAdmitted, AuthorNamed, AuthorRetired, CampaignClosed,
    CampaignOpened, Draw, Role,
};
use kakou_domain::trust::{
    Erased, IdContested, JournalCarried, PayloadErased, RULES, RulesAdopted,
};
use kakou_domain::{CampaignId, FactId, Seq, SiteId, TeamId, UnitId, VisitId, ZoneId};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::{Union, ValueTree};
use proptest::test_runner::TestRunner;

use super::values::{
    any_author, any_day, any_division, any_kind, any_method, any_moment, any_position, any_text,
    any_time, any_uuid,
};

/// Any body of a kind that this version folds.
pub(crate) fn any_body() -> impl Strategy<Value = Body> {
    Union::new(each_kind())
}

/// One body of each kind that this version folds.
pub(crate) fn one_of_each_kind() -> Vec<Body> {
    let mut runner = TestRunner::deterministic();
    each_kind()
        .iter()
        .map(|kind| kind.new_tree(&mut runner).unwrap().current())
        .collect()
}

fn each_kind() -> Vec<BoxedStrategy<Body>> {
    [
        places(),
        rounds(),
        visits::visits(),
        afterwards::afterwards(),
    ]
    .concat()
}

fn places() -> Vec<BoxedStrategy<Body>> {
    let unit = || any_uuid().prop_map(UnitId);
    vec![
        (any_division(), any_text())
            .prop_map(|(code, name)| Body::DivisionDefined(DivisionDefined { code, name }))
            .boxed(),
        (unit(), any_division(), any_text())
            .prop_map(|(id, division, name)| Body::UnitDefined(UnitDefined { id, division, name }))
            .boxed(),
        (any_uuid(), any_text(), unit(), vec(unit(), 0..3), sites())
            .prop_map(|(id, name, lead, members, sites)| {
                Body::ZoneDefined(ZoneDefined {
                    id: ZoneId(id),
                    name,
                    lead,
                    members,
                    sites,
                })
            })
            .boxed(),
        site().prop_map(Body::SiteDefined).boxed(),
        (any_site(), any_site())
            .prop_map(|(site, into)| Body::SiteMerged(SiteMerged { site, into }))
            .boxed(),
        (any_site(), vec(shift(), 0..4))
            .prop_map(|(site, shifts)| Body::RosterSet(RosterSet { site, shifts }))
            .boxed(),
        (
            any_uuid(),
            any_text(),
            vec(any_text(), 0..3),
            vec(any_division(), 0..3),
        )
            .prop_map(|(id, name, members, divisions)| {
                Body::TeamSet(TeamSet {
                    id: TeamId(id),
                    name,
                    members,
                    divisions,
                })
            })
            .boxed(),
    ]
}

fn rounds() -> Vec<BoxedStrategy<Body>> {
    let campaign = || any_uuid().prop_map(CampaignId);
    let opened = (
        (any_text(), vec(any_text(), 0..3), vec(any_method(), 0..3)),
        (any_day(), of(any_day())),
        (vec(any_kind(), 0..3), vec(any_division(), 0..3), sites()),
    );
    let admitted = (
        (
            any_author(),
            "[0-9a-f]{64}",
            select(vec![Role::Headquarters, Role::Inspector]),
        ),
        (of(any_text()), vec(any_division(), 0..3), of(any_author())),
    );
    vec![
        opened
            .prop_map(
                |((title, organisers, methods), (from, to), (kinds, divisions, sites))| {
                    Body::CampaignOpened(CampaignOpened {
                        title,
                        organisers,
                        methods,
                        from,
                        to,
                        kinds,
                        divisions,
                        sites,
                    })
                },
            )
            .boxed(),
        (campaign(), any_day())
            .prop_map(|(campaign, on)| Body::CampaignClosed(CampaignClosed { campaign, on }))
            .boxed(),
        (
            campaign(),
            any_uuid(),
            vec(any_division(), 0..3),
            sites(),
            of((
                any_text(),
                any::<u32>(),
                any::<u32>(),
                sites(),
                of(attempt()),
            )),
        )
            .prop_map(|(campaign, team, divisions, sites, draw)| {
                let team = TeamId(team);
                Body::AssignmentMade(AssignmentMade {
                    campaign,
                    team,
                    divisions,
                    sites,
                    draw: draw.map(|(seed, of, count, list, attempt)| Draw {
                        seed,
                        of,
                        count,
                        list,
                        attempt,
                    }),
                })
            })
            .boxed(),
        select(standard())
            .prop_map(|template| Body::ChecklistPublished(Box::new(template)))
            .boxed(),
        admitted
            .prop_map(
                |((author, public_key, role), (name, divisions, succeeds))| {
                    Body::AuthorAdmitted(AuthorAdmitted {
                        author,
                        public_key,
                        role,
                        name,
                        divisions,
                        succeeds,
                    })
                },
            )
            .boxed(),
        (any_author(), any_text())
            .prop_map(|(author, name)| Body::AuthorNamed(AuthorNamed { author, name }))
            .boxed(),
        (any_author(), any_text())
            .prop_map(|(author, reason)| Body::AuthorRetired(AuthorRetired { author, reason }))
            .boxed(),
        (any_uuid(), any_hash(), any_hash(), any_text())
            .prop_map(|(id, stands, aside, reason)| {
                Body::IdContested(IdContested {
                    id: FactId(id),
                    stands,
                    aside,
                    reason,
                })
            })
            .boxed(),
        (any_moment(), vec((any_uuid(), any_moment()), 0..3))
            .prop_map(|(received_at, visits)| {
                let visits = visits.into_iter();
                let visits = visits.map(|(visit, visited_at)| DoubtedVisit {
                    visit: VisitId(visit),
                    visited_at,
                });
                Body::VisitDoubted(Box::new(VisitDoubted {
                    received_at,
                    visits: visits.collect(),
                }))
            })
            .boxed(),
        (any_uuid(), any_moment(), any::<bool>(), any_text())
            .prop_map(|(visit, visited_at, counts, reason)| {
                Body::VisitDateDecided(VisitDateDecided {
                    visit: VisitId(visit),
                    visited_at,
                    counts,
                    reason,
                })
            })
            .boxed(),
        (any_author(), vec(any_hash(), 0..3))
            .prop_map(|(of, hashes)| Body::JournalCarried(JournalCarried { of, hashes }))
            .boxed(),
        btree_map(any_author(), (0..1_u64 << 40).prop_map(Seq), 0..3)
            .prop_map(|journals| {
                let version = RULES;
                Body::RulesAdopted(RulesAdopted { version, journals })
            })
            .boxed(),
        (any_hash(), of(any_uuid()), any_text())
            .prop_map(|(hash, fact, reason)| {
                let fact = fact.map(FactId);
                let payloads = vec![Erased { hash, fact }];
                Body::PayloadErased(PayloadErased { payloads, reason })
            })
            .boxed(),
    ]
}

fn any_hash() -> impl Strategy<Value = String> {
    "[0-9a-f]{64}"
}

fn attempt() -> impl Strategy<Value = Attempt> {
    (any_day(), any::<u32>(), of(any_text()), any_text()).prop_map(
        |(day, number, reason, signature)| Attempt {
            day,
            number,
            reason,
            signature,
        },
    )
}

fn any_site() -> impl Strategy<Value = SiteId> {
    any_uuid().prop_map(SiteId)
}

fn sites() -> impl Strategy<Value = Vec<SiteId>> {
    vec(any_site(), 0..3)
}

fn site() -> impl Strategy<Value = SiteDefined> {
    let texts = (
        of(any_text()),
        of(any_text()),
        of(any_text()),
        of(any_text()),
    );
    let days = (of(any_day()), of(any_day()));
    (
        any_division(),
        any_kind(),
        any_text(),
        texts,
        of(any_position()),
        days,
    )
        .prop_map(
            |(division, kind, name, (code, unit, liaison, phone), position, days)| SiteDefined {
                code,
                unit,
                liaison,
                phone,
                position,
                in_service_from: days.0,
                withdrawn_from: days.1,
                ..SiteDefined::new(division, kind, &name)
            },
        )
}

fn shift() -> impl Strategy<Value = Shift> {
    let days = (of(any_day()), of(any_day()));
    let times = (of(any_time()), of(any_time()));
    let role = (any_text(), any::<u32>());
    let role = role.prop_map(|(role, required)| RoleRequired { role, required });
    let who = (any::<u32>(), vec(role, 0..3), of(any_text()));
    (days, any_text(), times, who).prop_map(
        |((from, to), name, (begins, ends), (required, roles, leader))| Shift {
            from,
            to,
            name,
            begins,
            ends,
            required,
            roles,
            leader,
        },
    )
}
