//! Visits: a row each, as they stand now.

use kakou_domain::moves::FindingState;
use kakou_domain::{Fix, Nature, Position};
use kakou_store::views::{ExportedVisit as Visit, FindingLine};

use super::cell::Cell;
use super::rows::Source;
use super::table::{Shape, column};
use crate::subject::why_no_position;

pub(super) static VISITS: Shape<Visit> = Shape {
    key: "visits",
    feature: Some("visit_id"),
    columns: &[
        column("site", 18, |visit, _| Cell::text(&visit.content.site.name)),
        column("kind", 12, |visit, source| {
            source.kind(&visit.content.site.kind)
        }),
        column("township", 12, |visit, source| {
            source.township(&visit.content.site.division)
        }),
        column("village", 12, |visit, source| {
            source.division(&visit.content.site.division)
        }),
        column("visited_at", 17, |visit, _| {
            Cell::Time(visit.content.visited_at)
        }),
        column("ended_at", 17, |visit, _| {
            Cell::maybe(visit.content.ended_at, Cell::Time)
        }),
        column("method", 10, |visit, source| {
            source.word("method", visit.content.method)
        }),
        column("inspectors", 18, inspectors),
        column("admitted_name", 12, |visit, _| {
            Cell::maybe(visit.admitted.as_deref(), Cell::text)
        }),
        column("team", 10, |visit, source| source.team(visit.content.team)),
        column("campaign", 20, |visit, source| {
            source.campaign(visit.content.campaign)
        }),
        column("faults", 8, |visit, _| count(visit, Nature::Fault)),
        column("needs", 10, |visit, _| count(visit, Nature::Need)),
        column("not_checked", 8, not_checked),
        column("fault_sentences", 50, |visit, _| {
            sentences(visit, Nature::Fault)
        }),
        column("need_sentences", 30, |visit, _| {
            sentences(visit, Nature::Need)
        }),
        column("good_practice", 30, |visit, _| {
            Cell::text(&visit.content.good_practice)
        }),
        column("notes", 30, |visit, _| Cell::text(&visit.content.notes)),
        column("latitude", 11, |visit, _| {
            degrees(visit, Position::latitude)
        }),
        column("longitude", 11, |visit, _| {
            degrees(visit, Position::longitude)
        }),
        column("accuracy_m", 8, accuracy),
        column("no_position", 16, no_position),
        column("sealed_at", 17, |visit, _| Cell::Time(visit.sealed_at)),
        column("check_code", 11, |visit, _| Cell::text(&visit.check_code)),
        column("amended", 8, |visit, _| Cell::Flag(visit.amended)),
        column("conflict", 10, |visit, _| Cell::Flag(visit.conflict)),
        column("date_standing", 10, |visit, source| {
            source.word("date", visit.date)
        }),
        column("visit_id", 37, |visit, _| Cell::id(visit.id)),
        column("site_id", 37, |visit, _| Cell::id(visit.content.site.id)),
        column("division", 14, |visit, _| {
            Cell::id(&visit.content.site.division)
        }),
    ],
    total: |source| source.snapshot.visit_total(),
    page: |source, after| source.snapshot.visits(after),
};

fn inspectors(visit: &Visit, source: &Source<'_>) -> Cell {
    let comma = source.language.say("list_comma");
    Cell::text(visit.content.inspectors.join(comma))
}

/// What was not withdrawn; needs are never among the faults.
fn standing(visit: &Visit, nature: Nature) -> impl Iterator<Item = &FindingLine> {
    let of = move |line: &&FindingLine| line.nature == nature;
    let stands = |line: &&FindingLine| line.state != FindingState::Withdrawn;
    visit.findings.iter().filter(of).filter(stands)
}

fn count(visit: &Visit, nature: Nature) -> Cell {
    Cell::count(standing(visit, nature).count())
}

fn sentences(visit: &Visit, nature: Nature) -> Cell {
    let texts: Vec<&str> = standing(visit, nature).map(|line| &*line.text).collect();
    Cell::text(texts.join(" "))
}

fn not_checked(visit: &Visit, _: &Source<'_>) -> Cell {
    Cell::count(visit.content.not_checked())
}

fn degrees(visit: &Visit, which: fn(Position) -> f64) -> Cell {
    match &visit.content.position {
        Fix::Known { position, .. } => Cell::Number(which(*position)),
        Fix::Missing { .. } => Cell::Empty,
    }
}

fn accuracy(visit: &Visit, _: &Source<'_>) -> Cell {
    match &visit.content.position {
        Fix::Known { accuracy_m, .. } => Cell::maybe(*accuracy_m, Cell::Number),
        Fix::Missing { .. } => Cell::Empty,
    }
}

fn no_position(visit: &Visit, source: &Source<'_>) -> Cell {
    match &visit.content.position {
        Fix::Known { .. } => Cell::Empty,
        Fix::Missing { reason } => Cell::text(why_no_position(source.language, reason)),
    }
}
