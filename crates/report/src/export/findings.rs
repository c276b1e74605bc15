//! Findings: a row each, as they stand now. Faults and needs are two tables of one shape, so that
//! nobody adds them up. What was withdrawn stands among them and says so.

use kakou_domain::Nature;
use kakou_store::views::ExportedFinding as Finding;

use super::cell::Cell;
use super::rows::Source;
use super::table::{Column, Shape, column};

pub(super) static FINDINGS: Shape<Finding> = Shape {
    key: "findings",
    feature: None,
    columns: COLUMNS,
    total: |source| source.snapshot.finding_total(Nature::Fault),
    page: |source, after| source.snapshot.findings(Nature::Fault, after),
};

pub(super) static NEEDS: Shape<Finding> = Shape {
    key: "needs",
    feature: None,
    columns: COLUMNS,
    total: |source| source.snapshot.finding_total(Nature::Need),
    page: |source, after| source.snapshot.findings(Nature::Need, after),
};

const COLUMNS: &[Column<Finding>] = &[
    column("site", 18, |found, _| Cell::text(&found.mention.site.name)),
    column("kind", 12, |found, source| {
        source.kind(&found.mention.site.kind)
    }),
    column("township", 12, |found, source| {
        source.township(&found.mention.site.division)
    }),
    column("village", 12, |found, source| {
        source.division(&found.mention.site.division)
    }),
    column("raised_at", 17, |found, _| {
        Cell::Time(found.mention.found_at)
    }),
    column("source", 10, |found, source| {
        source.word("source", found.mention.source)
    }),
    column("campaign", 20, |found, source| {
        source.campaign(found.mention.campaign)
    }),
    column("category_label", 14, category_label),
    column("severity", 8, |found, source| {
        source.word("severity", found.mention.finding.severity)
    }),
    column("sentence", 50, |found, _| {
        Cell::text(&found.mention.finding.text)
    }),
    column("state", 10, |found, source| {
        source.word("state", found.state)
    }),
    column("unit", 18, |found, _| {
        Cell::maybe(found.assigned.unit.as_ref(), Cell::text)
    }),
    column("deadline", 12, |found, _| {
        Cell::maybe(found.assigned.deadline, Cell::Date)
    }),
    column("overdue", 8, |found, _| Cell::Flag(found.overdue)),
    column("conflict", 10, |found, _| Cell::Flag(found.conflict)),
    column("category", 24, |found, _| {
        Cell::text(&found.mention.finding.category)
    }),
    column("finding_id", 37, |found, _| Cell::id(found.id)),
    column("visit_id", 37, |found, _| {
        Cell::maybe(found.mention.visit, Cell::id)
    }),
    column("site_id", 37, |found, _| Cell::id(found.mention.site.id)),
    column("division", 14, |found, _| {
        Cell::id(&found.mention.site.division)
    }),
];

/// What the checklists call it; its code, where none that is known here does.
fn category_label(found: &Finding, source: &Source<'_>) -> Cell {
    let code = &found.mention.finding.category;
    let label = source.names.categories.get(code);
    Cell::text(label.map_or(&**code, |label| source.language.pick(label)))
}
