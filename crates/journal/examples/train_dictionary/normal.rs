//! The visit that is made most: at a village's checkpoint, everything looked at, everything normal.

use chrono::DateTime;
use kakou_domain::checklist::{Template, evaluate, standard};
use kakou_domain::draft::Draft;
use kakou_domain::fact::{Body, ClockReading, Fact};
use kakou_domain::places::SiteDefined;
use kakou_domain::seal::seal;
use kakou_domain::visit::{Filled, SiteRef};
use kakou_domain::{Answer, Answers, DivisionCode, FactId, Method};

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
    let answers = answers(template);
    let draft = Draft {
        inspectors: vec!["督查一组".to_owned()],
        filled: filled(template, &site, &answers),
        answers,
        ..Draft::new(id.into(), site, Method::Unannounced, now)
    };
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

/// What the buttons fill in, and the numbers that are asked everywhere. What nobody counts at most
/// checkpoints (isolated homes, calls) is left alone.
fn answers(template: &Template) -> Answers {
    let items = template.items.iter();
    let normal = items.filter_map(|item| Some((item.code.clone(), item.normal.clone()?)));
    let mut answers: Answers = normal.collect();
    for (item, number) in [
        ("staffing.rostered", 3),
        ("staffing.present", 3),
        ("disinfection.times_yesterday", 2),
    ] {
        answers.insert(item.to_owned(), Answer::Count(number));
    }
    answers
}

/// A press in each group that has something to fill in.
fn filled(template: &Template, site: &SiteRef, answers: &Answers) -> Vec<Filled> {
    let now = evaluate(template, &site.kind, Method::Unannounced, answers);
    let relevant = |code: &str| {
        let mut items = now.items.iter();
        items.any(|one| one.code == code && one.relevant)
    };
    let of_group = |group: &str| {
        let items = template.items.iter().filter(|item| item.group == group);
        let items = items.filter(|item| item.normal.is_some() && relevant(&item.code));
        items.map(|item| item.code.clone()).collect()
    };
    let groups = template.groups.iter().map(|group| Filled {
        group: group.code.clone(),
        items: of_group(&group.code),
    });
    groups.filter(|one| !one.items.is_empty()).collect()
}
