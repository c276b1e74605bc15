//! Any facts at all about a few things, with few ids: so facts meet, follow each other in circles,
//! follow what never arrives, and claim each other's ids.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use kakou_domain::checklist::{Template, standard};
use kakou_domain::disposition::{DispositionRecorded, Measure, Subject as Disposed};
use kakou_domain::fact::{Body, Fact};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::origin::{Origin, Stated};
use kakou_domain::places::{
    DivisionDefined, RosterSet, Shift, SiteDefined, SiteMerged, TeamSet, UnitDefined, ZoneDefined,
};
use kakou_domain::reported::FindingReported;
use kakou_domain::reports::{BulletinIssued, DayReported};
use kakou_domain::supervision::{
    AssignmentMade, AuthorAdmitted, AuthorRetired, CampaignClosed, CampaignOpened, Draw, Role,
};
use kakou_domain::tally::{TallyCounts, TallyRecorded};
use kakou_domain::visit::{Finding, VisitAmended, VisitContent, VisitSupplemented};
use kakou_domain::{
    AuthorId, CampaignId, DispositionId, FactId, FindingId, Fix, Method, Position, Seq, SiteId,
    Source, TeamId, UnitId, VisitId, ZoneId,
};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use super::builders::{checkpoint, content, fact, finding, moment, village};

/// Facts refer to each other by these; some of them never arrive.
const IDS: std::ops::Range<u128> = 1..16;
/// Each kind of thing has two of its kind.
const THINGS: std::ops::Range<u128> = 1..3;

/// An id stands for one statement, which the backend sees to; each has its author.
pub(crate) fn any_facts() -> impl Strategy<Value = Vec<Stated>> {
    prop::collection::vec((any_fact(), any_origin()), 0..24).prop_map(|mut facts| {
        let mut ids = BTreeSet::new();
        facts.retain(|(fact, _)| ids.insert(fact.id));
        let stated = facts.into_iter().zip(1..);
        let stated = stated.map(|((fact, origin), seq)| {
            Stated::new(
                fact,
                Origin {
                    seq: Seq(seq),
                    ..origin
                },
            )
        });
        stated.collect()
    })
}

fn any_origin() -> impl Strategy<Value = Origin> {
    let role = select(vec![Role::Headquarters, Role::Inspector, Role::Inspector]);
    (1..4_u8, role, any::<bool>(), any::<bool>()).prop_map(|(n, role, former, of_another)| Origin {
        author: AuthorId([n; 16]),
        role,
        place: u64::from(n),
        seq: Seq(0),
        former,
        of_another,
    })
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let follows = prop::collection::vec(IDS, 0..3);
    let written = (
        0..2_000_000_000i64,
        select(vec![8 * 3600, 0]),
        select(vec!["甲", "乙"]),
    );
    (IDS, follows, any_body(), written).prop_map(|(n, follows, body, (ms, offset, by))| Fact {
        at: (moment() + chrono::Duration::milliseconds(ms))
            .with_timezone(&chrono::FixedOffset::east_opt(offset).unwrap()),
        by: by.to_owned(),
        ..fact(n, &follows, body)
    })
}

fn any_body() -> impl Strategy<Value = Body> {
    prop_oneof![
        4 => any_place(),
        3 => any_round(),
        2 => any_content().prop_map(|content| Body::VisitSealed(Box::new(content))),
        4 => any_amendment(),
        1 => (IDS, any_word()).prop_map(|(n, notes)| {
            Body::VisitSupplemented(VisitSupplemented { visit: visit(n), evidence: vec![], notes })
        }),
        6 => any_move(),
        4 => any_after(),
        1 => Just(Body::Other { kind: "need.moved".to_owned(), value: serde_json::json!(12) }),
    ]
}

fn any_after() -> impl Strategy<Value = Body> {
    let measure = select(vec![Measure::ReminderTalk, Measure::PartyWarning]);
    prop_oneof![
        (any_word(), any_finding()).prop_map(|(text, finding)| {
            Body::FindingReported(Box::new(FindingReported {
                site: content("", &[]).site,
                source: Source::PublicReport,
                campaign: None,
                received_at: moment(),
                category: finding.category,
                nature: finding.nature,
                severity: finding.severity,
                text,
                evidence: vec![],
            }))
        }),
        (prop::option::of(IDS), IDS, any_word(), measure).prop_map(
            |(corrects, n, role, measure)| {
                Body::DispositionRecorded(DispositionRecorded {
                    corrects: corrects.map(|n| DispositionId(uuid(n))),
                    visit: Some(visit(n)),
                    findings: vec![],
                    date: Some(day(16)),
                    by: None,
                    subject: Disposed::of_visit(visit(n), "1", &role),
                    measures: vec![measure.into()],
                    withdrawn: None,
                    reason: None,
                })
            }
        ),
        (1..4u32, any_word()).prop_map(|(vehicles, reason)| {
            Body::TallyRecorded(TallyRecorded {
                site: content("", &[]).site,
                day: day(14),
                shift: String::new(),
                counts: TallyCounts {
                    vehicles_checked: Some(vehicles),
                    ..TallyCounts::default()
                },
                reason,
            })
        }),
        (0..3u32, any_word()).prop_map(|(visits, reporter)| {
            Body::DayReported(DayReported {
                day: day(14),
                team: None,
                reporter,
                visits,
                faults: 0,
                needs: 0,
                text: String::new(),
            })
        }),
        (any_bulletin(), any_word())
            .prop_map(|(one, by)| Body::BulletinChecked(Box::new(one.checked_by(&by)))),
        (any_bulletin(), prop::option::of(IDS)).prop_map(|(one, check)| {
            let check = check.map(|n| FactId(uuid(n)));
            Body::BulletinIssued(Box::new(BulletinIssued { check, ..one }))
        }),
    ]
}

/// Of few numbers, so that checks of one bulletin meet.
fn any_bulletin() -> impl Strategy<Value = BulletinIssued> {
    (any_word(), any_word()).prop_map(|(number, title)| BulletinIssued {
        campaign: None,
        from: day(14),
        to: day(17),
        number,
        title,
        as_of: moment(),
        passages: vec![],
        document: serde_json::Value::Null,
        supplements: None,
        check: None,
        signer: None,
    })
}

fn any_place() -> impl Strategy<Value = Body> {
    prop_oneof![
        any_word().prop_map(|name| {
            Body::DivisionDefined(DivisionDefined {
                code: village(),
                name,
            })
        }),
        (THINGS, any_word()).prop_map(|(n, name)| {
            Body::UnitDefined(UnitDefined {
                id: UnitId(uuid(n)),
                division: village(),
                name,
            })
        }),
        (THINGS, THINGS, any_word()).prop_map(|(n, lead, name)| {
            let (id, lead) = (ZoneId(uuid(n)), UnitId(uuid(lead)));
            Body::ZoneDefined(ZoneDefined {
                id,
                name,
                lead,
                members: vec![],
                sites: vec![],
            })
        }),
        (
            THINGS,
            prop::option::of(any_word()),
            prop::option::of(any_position())
        )
            .prop_map(|(n, phone, position)| {
                Body::SiteDefined(SiteDefined {
                    phone,
                    position,
                    ..site(n)
                })
            }),
        (THINGS, THINGS).prop_map(|(n, into)| {
            Body::SiteMerged(SiteMerged {
                site: site(n).id(),
                into: site(into).id(),
            })
        }),
        (THINGS, 1..4u32).prop_map(|(n, required)| {
            Body::RosterSet(RosterSet {
                site: site(n).id(),
                shifts: vec![shift(required)],
            })
        }),
        (THINGS, any_word()).prop_map(|(n, name)| {
            let (id, members) = (TeamId(uuid(n)), vec![name.clone()]);
            Body::TeamSet(TeamSet {
                id,
                name,
                members,
                divisions: vec![village()],
            })
        }),
    ]
}

fn any_round() -> impl Strategy<Value = Body> {
    prop_oneof![
        any_word().prop_map(|title| Body::CampaignOpened(CampaignOpened {
            title,
            organisers: vec!["县纪委".to_owned()],
            methods: vec![Method::Unannounced],
            from: day(10),
            to: None,
            kinds: vec![],
            divisions: vec![village()],
            sites: vec![],
        })),
        (IDS, 10..20u32).prop_map(|(n, on)| {
            Body::CampaignClosed(CampaignClosed {
                campaign: CampaignId(uuid(n)),
                on: day(on),
            })
        }),
        (IDS, THINGS, prop::option::of(any_word())).prop_map(|(n, team, seed)| {
            let (campaign, team) = (CampaignId(uuid(n)), TeamId(uuid(team)));
            let divisions = vec![village()];
            let (of, count) = (3, 0);
            let list = vec![site(1).id(), site(2).id()];
            let attempt = None;
            let draw = seed.map(|seed| Draw {
                seed,
                of,
                count,
                list,
                attempt,
            });
            Body::AssignmentMade(AssignmentMade {
                campaign,
                team,
                divisions,
                sites: vec![],
                draw,
            })
        }),
        (1..3u32).prop_map(|version| Body::ChecklistPublished(Box::new(checklist(version)))),
        (THINGS, any_word()).prop_map(|(n, name)| Body::AuthorAdmitted(AuthorAdmitted {
            author: author(n),
            public_key: "00".repeat(32),
            role: Role::Inspector,
            name: Some(name),
            divisions: vec![village()],
            succeeds: None,
        })),
        (THINGS, any_word()).prop_map(|(n, reason)| {
            Body::AuthorRetired(AuthorRetired {
                author: author(n),
                reason,
            })
        }),
    ]
}

fn any_content() -> impl Strategy<Value = VisitContent> {
    let findings = prop::collection::vec(any_finding(), 0..4);
    let fix = (any_position(), prop::option::of(0.0..1e6)).prop_map(|(position, accuracy_m)| {
        Fix::Known {
            position,
            accuracy_m,
            at: moment(),
        }
    });
    (any_word(), findings, prop::option::of(fix)).prop_map(|(notes, findings, fix)| {
        let content = content(&notes, &findings);
        VisitContent {
            position: fix.unwrap_or(content.position),
            ..content
        }
    })
}

fn any_amendment() -> impl Strategy<Value = Body> {
    (IDS, any_word(), any_content()).prop_map(|(n, reason, content)| {
        Body::VisitAmended(Box::new(VisitAmended {
            visit: visit(n),
            reason,
            content,
        }))
    })
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let category = select(vec!["staffing.absent", "registration.none"]);
    (category, any::<bool>(), prop::option::of(any_word())).prop_map(
        |(category, rectified_on_spot, withdrawn)| Finding {
            rectified_on_spot,
            withdrawn,
            ..finding(category)
        },
    )
}

fn any_move() -> impl Strategy<Value = Body> {
    use FindingState::{Assigned, Raised, Rectified, Rectifying, Verified, Withdrawn};
    let to = select(vec![
        Raised, Assigned, Rectifying, Rectified, Verified, Withdrawn,
    ]);
    (any_finding(), to, any_word()).prop_map(|(finding, to, note)| {
        let (unit, deadline) = (Some("白营镇".to_owned()), Some(day(20)));
        let finding: FindingId = finding.id;
        Body::FindingMoved(FindingMoved {
            finding,
            to,
            unit,
            deadline,
            asks_until: None,
            note,
            evidence: vec![],
        })
    })
}

fn any_word() -> impl Strategy<Value = String> {
    select(vec!["甲", "乙", "丙"]).prop_map(str::to_owned)
}

fn any_position() -> impl Strategy<Value = Position> {
    (-90.0..=90.0, -180.0..=180.0).prop_map(|(lat, lon)| Position::new(lat, lon).unwrap())
}

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn visit(n: u128) -> VisitId {
    VisitId(uuid(n))
}

fn author(n: u128) -> AuthorId {
    AuthorId(n.to_be_bytes())
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, n).unwrap()
}

fn site(n: u128) -> SiteDefined {
    let site = SiteDefined::new(village(), checkpoint(), &format!("白营村{n}号卡点"));
    assert_eq!(site.id(), SiteId::of(&village(), &checkpoint(), &site.name));
    site
}

fn shift(required: u32) -> Shift {
    let name = "白班".to_owned();
    Shift {
        from: None,
        to: None,
        name,
        begins: None,
        ends: None,
        required,
        roles: Vec::new(),
        leader: None,
    }
}

/// A shipped checklist without its questions, so that thousands of them are folded quickly.
fn checklist(version: u32) -> Template {
    static EMPTY: LazyLock<Template> = LazyLock::new(|| Template {
        groups: vec![],
        items: vec![],
        categories: vec![],
        joins: vec![],
        ..standard().swap_remove(0)
    });
    Template {
        version,
        ..EMPTY.clone()
    }
}
