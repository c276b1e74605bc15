//! Dispositions: a row each, as they stand now. What was withdrawn stands among them and says why;
//! a person is a role, never a name.

use kakou_domain::disposition::{MeasureTaken, Subject, Term, said};
use kakou_domain::visit::SiteRef;
use kakou_store::views::ExportedDisposition as Disposition;

use super::cell::Cell;
use super::rows::Source;
use super::table::{Shape, column};

pub(super) static DISPOSITIONS: Shape<Disposition> = Shape {
    key: "dispositions",
    feature: None,
    columns: &[
        column("site", 18, |one, _| at(one, |site| Cell::text(&site.name))),
        column("township", 12, |one, source| {
            at(one, |site| source.township(&site.division))
        }),
        column("date", 12, |one, _| {
            Cell::maybe(one.view.recorded.date, Cell::Date)
        }),
        column("body", 18, |one, _| {
            Cell::maybe(one.view.recorded.by.as_deref(), Cell::text)
        }),
        column("subject_kind", 12, subject_kind),
        column("subject", 18, |one, _| {
            Cell::text(one.view.recorded.subject.called())
        }),
        column("measures", 20, measures),
        column("term", 10, term),
        column("amount", 10, amount),
        column("disposed", 50, |one, _| {
            Cell::text(said([&one.view.recorded]))
        }),
        column("withdrawn", 20, |one, _| {
            Cell::maybe(one.view.recorded.withdrawn.as_deref(), Cell::text)
        }),
        column("conflict", 10, |one, _| Cell::Flag(one.view.conflict)),
        column("recorded_at", 17, |one, _| Cell::moment(&one.view.at)),
        column("recorded_by", 12, |one, _| Cell::text(&one.view.written_by)),
        column("admitted_name", 12, |one, _| {
            Cell::maybe(one.view.admitted.as_deref(), Cell::text)
        }),
        column("case", 37, |one, _| {
            Cell::maybe(one.view.recorded.case(), Cell::id)
        }),
        column("finding_ids", 37, finding_ids),
        column("disposition_id", 37, |one, _| Cell::id(one.view.id)),
        column("subject_id", 37, subject_id),
        column("site_id", 37, |one, _| at(one, |site| Cell::id(site.id))),
        column("division", 14, |one, _| {
            at(one, |site| Cell::id(&site.division))
        }),
    ],
    total: |source| source.snapshot.disposition_total(),
    page: |source, after| source.snapshot.dispositions(after),
};

fn at(one: &Disposition, cell: impl FnOnce(&SiteRef) -> Cell) -> Cell {
    Cell::maybe(one.site.as_ref(), cell)
}

fn subject_kind(one: &Disposition, source: &Source<'_>) -> Cell {
    let word = match one.view.recorded.subject {
        Subject::Person { .. } => "subject_person",
        Subject::Unit { .. } => "subject_unit",
    };
    Cell::text(source.language.say(word))
}

/// Two measures on one person have the same; units are told apart by their names.
fn subject_id(one: &Disposition, _: &Source<'_>) -> Cell {
    match one.view.recorded.subject {
        Subject::Person { id, .. } => Cell::id(id),
        Subject::Unit { .. } => Cell::Empty,
    }
}

fn taken(one: &Disposition) -> impl Iterator<Item = &MeasureTaken> {
    one.view.recorded.measures.iter()
}

/// As they are called in Chinese, in whichever language: they are terms of its law.
fn measures(one: &Disposition, source: &Source<'_>) -> Cell {
    let nouns: Vec<&str> = taken(one).map(|taken| taken.measure.noun()).collect();
    Cell::text(nouns.join(source.language.say("list_comma")))
}

fn term(one: &Disposition, source: &Source<'_>) -> Cell {
    let terms = taken(one).filter_map(|taken| taken.term);
    let terms = terms.map(|term| {
        let (word, n) = match term {
            Term::Days(n) => ("term_days", n),
            Term::Months(n) => ("term_months", n),
        };
        source.language.fill(word, &[("n", &n.to_string())])
    });
    let terms: Vec<String> = terms.collect();
    Cell::text(terms.join(source.language.say("list_comma")))
}

/// Only a fine has one, and nobody is fined twice at once.
fn amount(one: &Disposition, _: &Source<'_>) -> Cell {
    let amount = taken(one).find_map(|taken| taken.amount);
    Cell::maybe(amount, |yuan| Cell::Number(yuan.into()))
}

fn finding_ids(one: &Disposition, _: &Source<'_>) -> Cell {
    let findings = one.view.recorded.findings.iter();
    let ids: Vec<String> = findings.map(ToString::to_string).collect();
    Cell::text(ids.join(" "))
}
