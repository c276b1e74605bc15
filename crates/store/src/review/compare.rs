//! A visit beside the site's visit before it.

use std::collections::{BTreeMap, BTreeSet};

use kakou_domain::VisitId;
use kakou_domain::checklist::{Checklist, Template};
use kakou_domain::comparison::{History, compare_answers, compare_findings, put_right};
use kakou_domain::visit::{Finding, VisitContent};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{ComparedAnswer, ComparedFinding, ComparedVisit, ComparisonView, FindingLine};
use crate::{lookup, names};

use super::{line, visits};

impl Store {
    /// A visit beside the site's visit before it, as both stand now; `None` when it is the first.
    pub fn compare(&self, visit: VisitId) -> Result<Option<ComparisonView>> {
        self.read(|db| {
            let now = told_of(db, visit)?;
            match visits::visit_before(db, visit)? {
                Some(before) => comparison(db, &now, &told_of(db, before)?).map(Some),
                None => Ok(None),
            }
        })
    }
}

/// A visit as it stands now.
struct Told {
    id: VisitId,
    content: VisitContent,
    admitted: Option<String>,
}

fn comparison(db: &Connection, this: &Told, that: &Told) -> Result<ComparisonView> {
    let (now, before) = (&this.content, &that.content);
    let history = History {
        found_before: found_before(db, that.id)?,
        put_right: put_right_until(db, before, now)?,
    };
    let told = |finding: Option<&Finding>| finding.map(|one| told(db, one)).transpose();
    let findings = compare_findings(now, before, &history)
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
    let (later, earlier) = (compared(db, this)?, compared(db, that)?);
    let answers = answers(now, before, &[&later.template, &earlier.template]);
    Ok(ComparisonView {
        site: now.site.name.clone(),
        now: later,
        before: earlier,
        findings,
        answers,
    })
}

fn told_of(db: &Connection, id: VisitId) -> Result<Told> {
    let row = lookup::visit(db, id)?;
    let content = row.current().cloned().ok_or(StoreError::NoVisit(id))?;
    let admitted = names::beside_visit(db, &row, &content)?;
    Ok(Told {
        id,
        content,
        admitted,
    })
}

fn compared(db: &Connection, told: &Told) -> Result<ComparedVisit> {
    let content = &told.content;
    Ok(ComparedVisit {
        id: told.id,
        visited_at: content.visited_at.to_rfc3339(),
        method: content.method,
        inspectors: content.inspectors.clone(),
        admitted: told.admitted.clone(),
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
                WHERE this.id = ?1 AND earlier.key NOT IN (SELECT key FROM visit_in_doubt)";
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
