//! 日期存疑: headquarters doubts what is dated ahead when it takes it in, and a person decides.

use std::collections::BTreeMap;

use kakou_domain::doubt::{DateError, DateStanding, DoubtedVisit, VisitDoubted, decide, is_ahead};
use kakou_domain::fact::{Body, Fact};
use kakou_domain::fold::{DoubtRow, Row, RowKey};
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, DivisionCode, Seq, VisitId};
use kakou_journal::Batch;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::judge::{Statement, UNKNOWN_CHECKLIST};
use crate::office::county;
use crate::project::read_row;
use crate::store::Store;
use crate::{journal, lookup, meta, sql};

/// How many visits one fact doubts at most.
const VISITS_A_FACT: usize = 1_000;
/// For how many divisions of visits a push has facts of their own; what is beyond is told to the whole
/// county.
const SCOPES_A_PUSH: usize = 32;

impl Store {
    /// Doubts the visits of a batch that is taken in and that are dated ahead. Once doubted, a date is not
    /// doubted again: what was decided of it stands.
    pub(crate) fn doubt(
        &self,
        tx: &Transaction<'_>,
        batch: &Batch,
        stated: &[Statement],
    ) -> Result<()> {
        let received_at = self.clock().now();
        let is_ahead = |one: &Statement| {
            let visited_at = one.visited_at();
            visited_at.is_some_and(|visited_at| is_ahead(visited_at, received_at))
        };
        let mut ahead = (batch.from.0..)
            .zip(stated)
            .filter(|(_, one)| is_ahead(one));
        let Some(first) = ahead.next() else {
            return Ok(());
        };
        if !states_for_the_county(self, tx)? {
            return Ok(());
        }
        let county = county(tx)?;
        let mut doubted: BTreeMap<DivisionCode, Vec<DoubtedVisit>> = BTreeMap::new();
        for (seq, _) in std::iter::once(first).chain(ahead) {
            let Some(dated) = dated_at(tx, batch.author(), Seq(seq))? else {
                continue;
            };
            let visit = dated.one.visit;
            if row(tx, visit)?.of(dated.one.visited_at).is_some() {
                continue;
            }
            let room = doubted.len() < SCOPES_A_PUSH || doubted.contains_key(&dated.division);
            let scope = if room { dated.division } else { county.clone() };
            doubted.entry(scope).or_default().push(dated.one);
        }
        let mut new = Vec::new();
        for (division, visits) in doubted {
            for visits in visits.chunks(VISITS_A_FACT) {
                let body = VisitDoubted {
                    received_at,
                    visits: visits.to_vec(),
                };
                new.push(NewFact {
                    id: None,
                    scope: vec![division.clone()],
                    follows: Vec::new(),
                    body: Body::VisitDoubted(Box::new(body)),
                });
            }
        }
        self.append(tx, new).map(drop)
    }

    /// States whether a visit whose date is doubted counts with it.
    ///
    /// # Errors
    /// There is no such visit, nobody doubts the date that it has now, or the reason is no reason.
    pub fn decide_date(&self, visit: VisitId, counts: bool, reason: &str) -> Result<()> {
        self.write(|tx| {
            let content = lookup::visit(tx, visit)?;
            let content = content.current().ok_or(StoreError::NoVisit(visit))?;
            let row = row(tx, visit)?;
            let date = row.of(content.visited_at).ok_or(DateError::NotDoubted)?;
            let body = decide(visit, content.visited_at, counts, reason)?;
            let new = NewFact {
                id: None,
                scope: vec![content.site.division.clone()],
                follows: date.decided.head_ids(),
                body: Body::VisitDateDecided(body),
            };
            self.append(tx, vec![new]).map(drop)
        })
    }
}

/// What is stated of a visit's date.
pub(crate) fn row(db: &Connection, visit: VisitId) -> Result<DoubtRow> {
    Ok(match read_row(db, &RowKey::Doubt(visit))? {
        Some(Row::Doubt(row)) => *row,
        _ => DoubtRow::default(),
    })
}

/// What a visit's date counts for.
pub(crate) fn standing(db: &Connection, visit: VisitId) -> Result<DateStanding> {
    let text = "SELECT rejected FROM visit_in_doubt WHERE visit = ?1";
    let rejected: Option<bool> = db
        .prepare_cached(text)?
        .query_row([visit.0.into_bytes()], |row| row.get(0))
        .optional()?;
    Ok(match rejected {
        None => DateStanding::Counts,
        Some(false) => DateStanding::Doubted,
        Some(true) => DateStanding::Rejected,
    })
}

/// Whether this is headquarters, whose journal takes facts.
fn states_for_the_county(store: &Store, db: &Connection) -> Result<bool> {
    let author = meta::author(db, store.folder())?;
    let row = journal::get(db, author)?;
    Ok(row.is_some_and(|row| row.role == Role::Headquarters && row.closed.is_none()))
}

/// A visit with the date that a fact gives it, and where it was made.
struct Dated {
    one: DoubtedVisit,
    division: DivisionCode,
}

/// The date that an entry gives a visit, if the entry is used, or will be as soon as its checklist is
/// published.
fn dated_at(db: &Connection, author: AuthorId, seq: Seq) -> Result<Option<Dated>> {
    let text = "SELECT payload FROM entry WHERE author = ?1 AND seq = ?2 AND payload IS NOT NULL
                AND (set_aside IS NULL OR set_aside = ?3)";
    let values = params![author.0, sql::stored(seq), UNKNOWN_CHECKLIST];
    let payload: Option<Vec<u8>> = db
        .prepare_cached(text)?
        .query_row(values, |row| row.get(0))
        .optional()?;
    let fact = payload.and_then(|payload| Fact::from_payload(&payload).ok());
    let (visit, content) = match fact.map(|fact| (fact.id, fact.body)) {
        Some((id, Body::VisitSealed(content))) => (id.into(), content),
        Some((_, Body::VisitAmended(amended))) => (amended.visit, Box::new(amended.content)),
        _ => return Ok(None),
    };
    Ok(Some(Dated {
        one: DoubtedVisit {
            visit,
            visited_at: content.visited_at,
        },
        division: content.site.division,
    }))
}
