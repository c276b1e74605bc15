//! A visit beside the site's visit before it.

use std::collections::{BTreeMap, BTreeSet};

use kakou_domain::VisitId;
use kakou_domain::checklist::{Checklist, Template};
use kakou_domain::comparison::{History, compare_answers, compare_findings, put_right};
use kakou_domain::visit::{Finding, VisitContent};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreError};
use crate::lookup;
use crate::store::Store;
use crate::views::{ComparedAnswer, ComparedFinding, ComparedVisit, ComparisonView, FindingLine};

use super::{line, visits};

impl Store {
    /// A visit beside the site's visit before it, as both stand now; `None` when it is the first.
    pub fn compare(&self, visit: VisitId) -> Result<Option<ComparisonView>> {
        self.read(|db| {
            let now = current(db, visit)?;
            match visits::visit_before(db, visit)? {
                Some(before) => comparison(db, (visit, &now), (before, &current(db, before)?)),
                None => Ok(None),
            }
        })
    }
}

type Told<'a> = (VisitId, &'a VisitContent);

fn comparison(db: &Connection, now: Told<'_>, before: Told<'_>) -> Result<Option<ComparisonView>> {
    let history = History {
        found_before: found_before(db, before.0)?,
        put_right: put_right_until(db, before.1, now.1)?,
    };
    let told = |finding: Option<&Finding>| finding.map(|one| told(db, one)).transpose();
    let findings = compare_findings(now.1, before.1, &history)
        .into_iter()
        .map(|pair| {
            Ok(ComparedFinding {
                category: pair.category.to_owned(),
                course: pair.course,
                now: told(pair.now)?,
                before: told(pair.before)?,
            })
        })
        .collect::<Result<_>>()?;
    let (this, that) = (compared(db, now)?, compared(db, before)?);
    let answers = answers(now.1, before.1, &[&this.template, &that.template]);
    Ok(Some(ComparisonView {
        site: now.1.site.name.clone(),
        now: this,
        before: that,
        findings,
        answers,
    }))
}

fn current(db: &Connection, visit: VisitId) -> Result<VisitContent> {
    let row = lookup::visit(db, visit)?;
    row.current().cloned().ok_or(StoreError::NoVisit(visit))
}

fn compared(db: &Connection, (id, content): Told<'_>) -> Result<ComparedVisit> {
    Ok(ComparedVisit {
        id,
        visited_at: content.visited_at.to_rfc3339(),
        method: content.method,
        inspectors: content.inspectors.clone(),
        template: lookup::checklist(db, &content.checklist.hash)?.map(Checklist::into_template),
    })
}

/// A finding as this visit tells it, with where it stands.
fn told(db: &Connection, finding: &Finding) -> Result<FindingLine> {
    let row = lookup::finding(db, finding.id)?;
    Ok(FindingLine {
        severity: finding.severity,
        text: finding.text.clone(),
        ..line(finding.id, &row)?
    })
}

/// Categories that visits of the site before this one found.
fn found_before(db: &Connection, visit: VisitId) -> Result<BTreeSet<String>> {
    let text = "SELECT DISTINCT finding.category FROM visit AS this
                JOIN visit AS earlier ON earlier.site = this.site AND earlier.key < this.key
                JOIN finding ON finding.visit_key = earlier.key AND finding.visit = earlier.id
                 AND finding.standing = 1
                WHERE this.id = ?1";
    let categories = db
        .prepare_cached(text)?
        .query_map(params![visit.0.into_bytes()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(categories)
}

fn put_right_until(
    db: &Connection,
    before: &VisitContent,
    now: &VisitContent,
) -> Result<BTreeSet<kakou_domain::FindingId>> {
    let mut right = BTreeSet::new();
    for finding in &before.findings {
        if put_right(&lookup::finding(db, finding.id)?, now.visited_at) {
            right.insert(finding.id);
        }
    }
    Ok(right)
}

/// The answers in the order of the checklists; what neither knows comes last.
fn answers(
    now: &VisitContent,
    before: &VisitContent,
    templates: &[&Option<Template>],
) -> Vec<ComparedAnswer> {
    let mut places = BTreeMap::new();
    for item in templates
        .iter()
        .copied()
        .flatten()
        .flat_map(|one| &one.items)
    {
        let next = places.len();
        places.entry(item.code.clone()).or_insert(next);
    }
    let mut pairs = compare_answers(now, before);
    pairs.sort_by_key(|pair| places.get(pair.item).copied().unwrap_or(usize::MAX));
    pairs
        .into_iter()
        .map(|pair| ComparedAnswer {
            item: pair.item.to_owned(),
            same: pair.now == pair.before,
            now: pair.now.cloned(),
            before: pair.before.cloned(),
        })
        .collect()
}
