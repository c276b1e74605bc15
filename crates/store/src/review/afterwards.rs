//! Dispositions and tallies as they stand now.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use kakou_domain::disposition::DispositionRecorded;
use kakou_domain::fold::{DispositionRow, TallyRow};
use kakou_domain::tally::{TallyCounts, TallyRecorded};
use kakou_domain::versions::Version;
use kakou_domain::visit::SiteRef;
use kakou_domain::{DispositionId, FactId, TallyId, VisitId};
use rusqlite::{Connection, params};

use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::{
    DispositionFilter, DispositionVersion, DispositionView, TallyBy, TallySum, TallyVersion,
    TallyView,
};
use crate::{lookup, names, sql};

/// The most dispositions or tallies that one answer has.
const MOST_ROWS: i64 = 20_000;

impl Store {
    /// Dispositions of a visit, a finding or a round, in the order in which they were recorded; those that
    /// were withdrawn among them.
    pub fn dispositions(&self, filter: &DispositionFilter) -> Result<Vec<DispositionView>> {
        self.read(|db| {
            let text = "SELECT disposition.id FROM disposition
                        LEFT JOIN visit ON visit.id = disposition.visit
                        WHERE (?1 IS NULL OR disposition.visit = ?1)
                          AND (?2 IS NULL OR visit.campaign = ?2)
                          AND (?3 IS NULL
                               OR disposition.visit = (SELECT visit FROM finding WHERE id = ?3)
                               OR disposition.id IN (SELECT disposition FROM disposition_finding
                                                     WHERE finding = ?3))
                        ORDER BY disposition.id LIMIT ?4";
            let finding = filter.finding.map(|finding| finding.0.into_bytes());
            let visit = filter.visit.map(|visit| visit.0.into_bytes());
            let campaign = filter.campaign.map(|campaign| campaign.0.into_bytes());
            let ids: Vec<DispositionId> = db
                .prepare_cached(text)?
                .query_map(params![visit, campaign, finding, MOST_ROWS], |row| {
                    sql::uuid(row, 0).map(DispositionId)
                })?
                .collect::<Result<_, _>>()?;
            ids.into_iter().map(|id| disposition(db, id)).collect()
        })
    }

    /// One disposition, also one that was withdrawn.
    pub fn disposition(&self, id: DispositionId) -> Result<DispositionView> {
        self.read(|db| disposition(db, id))
    }

    /// The tallies of some days, by day, township and site.
    pub fn tallies(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<TallyView>> {
        self.read(|db| {
            let text = "SELECT id FROM tally WHERE day BETWEEN ?1 AND ?2
                        ORDER BY day, township, site, shift LIMIT ?3";
            let ids: Vec<TallyId> = db
                .prepare_cached(text)?
                .query_map(
                    params![from.to_string(), to.to_string(), MOST_ROWS],
                    |row| sql::uuid(row, 0).map(TallyId),
                )?
                .collect::<Result<_, _>>()?;
            ids.into_iter().map(|id| tally(db, id)).collect()
        })
    }

    /// Sums of the tallies of some days, in the order of what they are summed by.
    pub fn tally_sums(&self, from: NaiveDate, to: NaiveDate, by: TallyBy) -> Result<Vec<TallySum>> {
        let mut sums: Vec<(String, TallySum)> = Vec::new();
        let mut seen = BTreeSet::new();
        for TallyView {
            recorded, township, ..
        } in self.tallies(from, to)?
        {
            let (key, of) = match by {
                TallyBy::Site => (recorded.site.id.to_string(), recorded.site.name.clone()),
                TallyBy::Township => (township.clone(), township),
                TallyBy::Day => (recorded.day.to_string(), recorded.day.to_string()),
                TallyBy::All => Default::default(),
            };
            let first = seen.insert((key.clone(), recorded.site.id));
            if !sums.iter().any(|(known, _)| *known == key) {
                let (sites, counts) = (0, TallyCounts::default());
                sums.push((key.clone(), TallySum { of, sites, counts }));
            }
            for (_, sum) in sums.iter_mut().filter(|(known, _)| *known == key) {
                sum.sites += u32::from(first);
                sum.counts.add(&recorded.counts);
            }
        }
        Ok(sums.into_iter().map(|(_, sum)| sum).collect())
    }
}

/// One disposition as it stands now.
pub(crate) fn disposition(db: &Connection, id: DispositionId) -> Result<DispositionView> {
    let row: DispositionRow = lookup::disposition(db, id)?;
    let heads = row.recorded.heads();
    let (_, first) = heads.first().ok_or(StoreError::NoDisposition(id))?;
    let facts = row.recorded.head_ids();
    let told = |(fact, version): (FactId, &Version<DispositionRecorded>)| {
        Ok(DispositionVersion {
            fact,
            recorded: version.content.clone(),
            at: moment(version.at),
            written_by: version.by.clone(),
            admitted: names::beside(db, &version.origin, [&*version.by])?,
            head: facts.contains(&fact),
        })
    };
    let versions = row.recorded.iter().map(told);
    let mut versions = versions.collect::<Result<Vec<_>>>()?;
    versions.sort_by(|a, b| (&a.at, a.fact).cmp(&(&b.at, b.fact)));
    Ok(DispositionView {
        id,
        recorded: first.content.clone(),
        facts,
        at: moment(first.at),
        written_by: first.by.clone(),
        admitted: names::beside(db, &first.origin, [&*first.by])?,
        conflict: row.recorded.conflict(),
        versions,
    })
}

/// Where a disposition belongs: at the visit's site, else at that of the finding. What led to it may
/// not be here.
pub(crate) fn site_of(db: &Connection, recorded: &DispositionRecorded) -> Result<Option<SiteRef>> {
    if let Some(id) = recorded.visit {
        match lookup::visit(db, id) {
            Ok(row) => return Ok(row.current().map(|content| content.site.clone())),
            Err(StoreError::NoVisit(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let Some(id) = recorded.findings.first() else {
        return Ok(None);
    };
    match lookup::finding(db, *id) {
        Ok(row) => Ok(row.shown().map(|mention| mention.site.clone())),
        Err(StoreError::NoFinding(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The dispositions of a visit.
pub(crate) fn dispositions_of(db: &Connection, visit: VisitId) -> Result<Vec<DispositionView>> {
    let text = "SELECT id FROM disposition WHERE visit = ?1 ORDER BY id";
    let ids: Vec<DispositionId> = db
        .prepare_cached(text)?
        .query_map([visit.0.into_bytes()], |row| {
            sql::uuid(row, 0).map(DispositionId)
        })?
        .collect::<Result<_, _>>()?;
    ids.into_iter().map(|id| disposition(db, id)).collect()
}

/// One tally as it stands now.
pub(crate) fn tally(db: &Connection, id: TallyId) -> Result<TallyView> {
    let row: TallyRow = lookup::tally(db, id)?;
    let recorded = row.recorded.current().ok_or(StoreError::NoTally(id))?;
    let heads = row.recorded.head_ids();
    let told = |(fact, version): (FactId, &Version<TallyRecorded>)| {
        Ok(TallyVersion {
            fact,
            counts: version.content.counts.clone(),
            reason: version.content.reason.clone(),
            at: moment(version.at),
            by: version.by.clone(),
            admitted: names::beside(db, &version.origin, [&*version.by])?,
            head: heads.contains(&fact),
        })
    };
    let versions = row.recorded.iter().map(told);
    let mut versions = versions.collect::<Result<Vec<_>>>()?;
    versions.sort_by(|a, b| (&a.at, a.fact).cmp(&(&b.at, b.fact)));
    Ok(TallyView {
        id,
        recorded: recorded.clone(),
        township: lookup::township_name(db, &recorded.site.division)?,
        corrections: u32::try_from(versions.len() - 1).unwrap_or(u32::MAX),
        conflict: row.recorded.conflict(),
        versions,
    })
}

fn moment(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, false)
}
