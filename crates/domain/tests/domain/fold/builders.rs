//! Facts about one visit to 白营村卡点, in few words. Facts are named by small numbers.

use chrono::{DateTime, FixedOffset};
use kakou_domain::fact::{Body, Fact};
use kakou_domain::fold::{FindingRow, Row, RowKey, Rows, VisitFoldRow, fold};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::origin::{Origin, Stated};
use kakou_domain::supervision::Role;
use kakou_domain::visit::{
    ChecklistRef, Finding, Signature, SiteRef, VisitAmended, VisitContent, VisitSupplemented,
};
use kakou_domain::{
    Answers, AuthorId, DivisionCode, FactId, FindingId, Fix, Method, Nature, Seq, Severity, SiteId,
    SiteKind, VisitId,
};
use uuid::Uuid;

/// The visit that most tests are about is sealed by fact 1.
pub(crate) const VISIT: u128 = 1;

pub(crate) fn id(n: u128) -> FactId {
    FactId(Uuid::from_u128(n))
}

pub(crate) fn moment() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2020-02-14T09:30:00+08:00").unwrap()
}

pub(crate) fn village() -> DivisionCode {
    DivisionCode::new("410523105201").unwrap()
}

pub(crate) fn checkpoint() -> SiteKind {
    SiteKind::new("village_checkpoint").unwrap()
}

/// Fact `n`, whose writer saw `follows` last.
pub(crate) fn fact(n: u128, follows: &[u128], body: Body) -> Fact {
    Fact {
        id: id(n),
        scope: vec![village()],
        at: moment(),
        clock: None,
        follows: follows.iter().map(|n| id(*n)).collect(),
        by: "督导员".to_owned(),
        body,
    }
}

pub(crate) fn finding_id(category: &str) -> FindingId {
    FindingId::of(id(VISIT).into(), "item", category)
}

/// A finding of the visit.
pub(crate) fn finding(category: &str) -> Finding {
    Finding {
        id: finding_id(category),
        item: "item".to_owned(),
        group: "group".to_owned(),
        category: category.to_owned(),
        nature: Nature::Fault,
        severity: Severity::Major,
        text: format!("{category}。"),
        rule_text: None,
        severity_reason: None,
        rectified_on_spot: false,
        withdrawn: None,
    }
}

pub(crate) fn rectified_on_spot(category: &str) -> Finding {
    Finding {
        rectified_on_spot: true,
        ..finding(category)
    }
}

pub(crate) fn withdrawn(category: &str) -> Finding {
    Finding {
        withdrawn: Some("看错了".to_owned()),
        ..finding(category)
    }
}

/// A visit that found this.
pub(crate) fn content(notes: &str, findings: &[Finding]) -> VisitContent {
    let name = "白营村卡点".to_owned();
    let site = SiteRef {
        id: SiteId::of(&village(), &checkpoint(), &name),
        name,
        kind: checkpoint(),
        division: village(),
    };
    VisitContent {
        site,
        campaign: None,
        team: None,
        inspectors: vec!["督导员".to_owned()],
        method: Method::Unannounced,
        visited_at: moment(),
        ended_at: None,
        position: Fix::Missing {
            reason: "denied".to_owned(),
        },
        checklist: ChecklistRef {
            id: "checkpoint".to_owned(),
            version: 1,
            hash: "ab".repeat(32).parse().unwrap(),
        },
        answers: Answers::new(),
        filled: Vec::new(),
        calls: Vec::new(),
        findings: findings.to_vec(),
        evidence: Vec::new(),
        signature: Signature::Undisclosed,
        good_practice: String::new(),
        notes: notes.to_owned(),
    }
}

/// The visit is sealed, by fact [`VISIT`].
pub(crate) fn sealed(findings: &[Finding]) -> Fact {
    fact(
        VISIT,
        &[],
        Body::VisitSealed(Box::new(content("", findings))),
    )
}

/// The visit is corrected.
pub(crate) fn amended(n: u128, follows: &[u128], notes: &str, findings: &[Finding]) -> Fact {
    let amended = VisitAmended {
        visit: id(VISIT).into(),
        reason: "核对记录".to_owned(),
        content: content(notes, findings),
    };
    fact(n, follows, Body::VisitAmended(Box::new(amended)))
}

/// The visit gets more evidence.
pub(crate) fn supplemented(n: u128, notes: &str) -> Fact {
    let body = VisitSupplemented {
        visit: id(VISIT).into(),
        evidence: Vec::new(),
        notes: notes.to_owned(),
    };
    fact(n, &[], Body::VisitSupplemented(body))
}

/// The finding of `category` is moved.
pub(crate) fn moved(n: u128, follows: &[u128], category: &str, to: FindingState) -> Fact {
    let body = FindingMoved::new(finding_id(category), to);
    fact(n, follows, Body::FindingMoved(body))
}

/// A fact by an inspector, the same of all, who was admitted first.
pub(crate) fn stated(fact: Fact) -> Stated {
    let seq = Seq(u64::try_from(fact.id.0.as_u128()).unwrap_or(u64::MAX));
    let origin = Origin {
        author: AuthorId([1; 16]),
        role: Role::Inspector,
        place: 1,
        seq,
        former: false,
        of_another: false,
    };
    Stated::new(fact, origin)
}

pub(crate) fn folded(facts: &[Fact]) -> Rows {
    let stated: Vec<Stated> = facts.iter().cloned().map(stated).collect();
    folded_as(&stated)
}

/// Facts of several people.
pub(crate) fn folded_as(facts: &[Stated]) -> Rows {
    let mut rows = Rows::new();
    fold(&mut rows, facts.iter().cloned());
    rows
}

/// What these facts say of the visit.
pub(crate) fn visit_of(facts: &[Fact]) -> VisitFoldRow {
    match folded(facts).remove(&RowKey::Visit(VisitId::from(id(VISIT)))) {
        Some(Row::Visit(row)) => *row,
        other => panic!("no visit: {other:?}"),
    }
}

/// What these facts say of the visit's finding of `category`.
pub(crate) fn finding_of(facts: &[Fact], category: &str) -> FindingRow {
    match folded(facts).remove(&RowKey::Finding(finding_id(category))) {
        Some(Row::Finding(row)) => *row,
        other => panic!("no finding: {other:?}"),
    }
}
