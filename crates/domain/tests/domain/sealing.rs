//! Sealing through its public face: what a draft becomes, and what is refused.

mod answers;
mod corrections;
mod findings;
mod photos;
mod visit;

use chrono::{DateTime, Duration, FixedOffset};
use kakou_domain::checklist::{Template, standard};
use kakou_domain::draft::{Amends, Draft, FindingEdit};
use kakou_domain::seal::{SealError, seal};
use kakou_domain::visit::{Finding, SiteRef, VisitContent};
use kakou_domain::{DivisionCode, FactId, Method, SiteId, SiteKind, VisitId};
use serde_json::{Value, json};
use uuid::Uuid;

const ABSENT: &str = "staffing.absent";

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2020-02-14T09:30:00+08:00").unwrap()
}

fn template() -> Template {
    standard()
        .into_iter()
        .find(|template| template.id == "checkpoint")
        .unwrap()
}

/// A draft of an unannounced visit to 白营村卡点 half an hour ago.
fn draft(answers: Value) -> Draft {
    let division = DivisionCode::new("410523105201").unwrap();
    let kind = SiteKind::new("village_checkpoint").unwrap();
    let name = "白营村卡点".to_owned();
    let id = SiteId::of(&division, &kind, &name);
    let (visit, visited_at) = (VisitId(Uuid::from_u128(1)), now() - Duration::minutes(30));
    let site = SiteRef {
        id,
        name,
        kind,
        division,
    };
    Draft {
        inspectors: vec!["甲".to_owned(), "乙".to_owned()],
        answers: serde_json::from_value(answers).unwrap(),
        ..Draft::new(visit, site, Method::Unannounced, visited_at)
    }
}

/// A draft where one of two was on duty.
fn one_absent() -> Draft {
    draft(json!({"staffing.rostered": 3, "staffing.present": 2}))
}

/// A correction of the visit that [`draft`] became.
fn correction(answers: Value) -> Draft {
    let visit = VisitId(Uuid::from_u128(1));
    let amends = Some(Amends {
        visit,
        follows: vec![FactId::from(visit)],
    });
    Draft {
        id: VisitId(Uuid::from_u128(2)),
        amends,
        ..draft(answers)
    }
}

fn edited(edit: FindingEdit) -> Result<VisitContent, SealError> {
    sealed(&Draft {
        finding_edits: vec![edit],
        ..one_absent()
    })
}

fn edit(category: &str) -> FindingEdit {
    FindingEdit {
        category: category.to_owned(),
        ..FindingEdit::default()
    }
}

fn sealed(draft: &Draft) -> Result<VisitContent, SealError> {
    seal(draft, &template().into(), now())
}

fn refused(draft: &Draft) -> &'static str {
    sealed(draft).unwrap_err().code()
}

fn only(content: &VisitContent) -> &Finding {
    assert_eq!(content.findings.len(), 1);
    &content.findings[0]
}
