//! The visit that is made most: at a village's checkpoint, and everything normal.

use chrono::DateTime;
use kakou_domain::checklist::{fill_normal, standard};
use kakou_domain::draft::Draft;
use kakou_domain::fact::{Body, ClockReading, Fact};
use kakou_domain::places::SiteDefined;
use kakou_domain::seal::seal;
use kakou_domain::visit::SiteRef;
use kakou_domain::{Answer, DivisionCode, FactId, Method};

/// The numbers that are asked everywhere. What nobody counts at most checkpoints (isolated homes,
/// calls) is left alone.
const COUNTED: [(&str, i64); 3] = [
    ("staffing.rostered", 3),
    ("staffing.present", 3),
    ("disinfection.times_yesterday", 2),
];

/// Its payload, as a tablet seals it after «rest is normal» in each group.
pub(crate) fn normal_visit() -> Option<Vec<u8>> {
    let templates = standard();
    let template = templates.iter().find(|one| one.id == "checkpoint")?;
    let kind = template.kinds.first()?;
    let division = DivisionCode::new("410523100201").ok()?;
    let site = SiteDefined::new(
        division.clone(),
        kind.code.clone(),
        &format!("白营村{}", kind.place),
    );
    let site = SiteRef {
        id: site.id(),
        name: site.name,
        kind: site.kind,
        division: division.clone(),
    };
    let id = FactId("01a1d912-087b-7dd7-844c-3cd7f43c661c".parse().ok()?);
    let now = DateTime::parse_from_rfc3339("2026-11-14T08:00:00.123+08:00").ok()?;
    let mut draft = Draft {
        inspectors: vec!["督查一组".to_owned()],
        ..Draft::new(id.into(), site, Method::Unannounced, now)
    };
    for (item, number) in COUNTED {
        draft.answer(item, Some(Answer::Count(number)));
    }
    for group in &template.groups {
        let normal = fill_normal(
            template,
            &draft.site.kind,
            draft.method,
            &group.code,
            &draft.answers,
        );
        draft.fill(&group.code, normal);
    }
    let content = seal(&draft, &template.clone().into(), now).ok()?;
    let fact = Fact {
        id,
        scope: vec![division],
        at: now,
        // It has met its server.
        clock: Some(ClockReading {
            drift_ms: 412,
            measured_at: now,
        }),
        follows: Vec::new(),
        by: "督查一组".to_owned(),
        body: Body::VisitSealed(Box::new(content)),
    };
    fact.to_payload().ok()
}
