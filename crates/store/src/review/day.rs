//! A day as the records tell it: by team, by township, and which tablets were heard of.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, SecondsFormat};
use kakou_domain::reports::DayReported;
use kakou_domain::versions::Version;
use kakou_domain::visit::VisitContent;
use kakou_domain::{DayId, DivisionCode, FactId, Nature, SiteId, TeamId, VisitId};
use rusqlite::{Connection, params};

use crate::error::Result;
use crate::project::first_key_of_day;
use crate::store::Store;
use crate::views::{DayDispute, DayFigures, DayOf, DayVersion, DayView, SilentTablet, TabletsView};
use crate::{lookup, meta, names, sql};

use super::round;

/// What is counted of one team or township.
#[derive(Default)]
struct Count {
    figures: DayFigures,
    sites: BTreeSet<SiteId>,
}

/// Who made a visit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Team(TeamId),
    /// As the visit names them, and beside it what headquarters calls its author where that is another.
    Person(String, Option<String>),
}

impl Store {
    /// What the records say of a day. On the server, also which tablets are silent since before it.
    pub fn day(&self, day: NaiveDate) -> Result<DayView> {
        let tablets = self.tablets_since(day)?;
        self.read(|db| {
            let own = own(db)?;
            let mut all = Count::default();
            let mut teams: BTreeMap<Who, Count> = expected(db, &own)?;
            let mut towns: BTreeMap<DivisionCode, Count> = BTreeMap::new();
            for (content, admitted) in visits_of(db, day)? {
                all.add(&content);
                let who = who(&content, admitted);
                teams.entry(who).or_default().add(&content);
                if let Some(town) = content.site.division.township() {
                    towns.entry(town).or_default().add(&content);
                }
            }
            Ok(DayView {
                day: day.to_string(),
                all: all.figures,
                teams: teams
                    .into_iter()
                    .map(|(who, count)| of_team(db, day, &who, &count, &own))
                    .collect::<Result<_>>()?,
                townships: towns
                    .into_iter()
                    .map(|(code, count)| of_township(db, code, &count))
                    .collect::<Result<_>>()?,
                tablets,
                disputes: disputes(db, day)?,
            })
        })
    }

    /// Which of the admitted tablets were heard of on a day or later; `None` on a tablet.
    pub fn tablets_since(&self, day: NaiveDate) -> Result<Option<TabletsView>> {
        if !self.is_office()? {
            return Ok(None);
        }
        let devices = self.devices()?.into_iter();
        let admitted: Vec<_> = devices.filter(|one| one.retired.is_none()).collect();
        let heard = |seen: &Option<String>| {
            seen.as_ref()
                .and_then(|at| chrono::DateTime::parse_from_rfc3339(at).ok())
                .is_some_and(|at| at.with_timezone(self.clock().now().offset()).date_naive() >= day)
        };
        let silent: Vec<SilentTablet> = admitted
            .iter()
            .filter(|one| !heard(&one.seen_at))
            .map(|one| SilentTablet {
                name: one.name.clone(),
                since: one.seen_at.clone(),
            })
            .collect();
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Ok(Some(TabletsView {
            admitted: count(admitted.len()),
            heard: count(admitted.len() - silent.len()),
            silent,
        }))
    }
}

/// Who reports from here.
fn own(db: &Connection) -> Result<Who> {
    Ok(match round::own_team(db)? {
        Some(team) => Who::Team(team.id),
        None => Who::Person(
            meta::get(db, meta::NAME)?.unwrap_or_default(),
            names::beside_own(db)?,
        ),
    })
}

/// The teams that are known: each has a day, also without a visit. Where there is no team, whoever
/// this device belongs to.
fn expected(db: &Connection, own: &Who) -> Result<BTreeMap<Who, Count>> {
    let teams = round::teams(db)?;
    let named = meta::get(db, meta::NAME)?.is_some();
    let own = (teams.is_empty() && named).then(|| own.clone());
    let teams = teams.into_iter().map(|team| Who::Team(team.id));
    Ok(teams
        .chain(own)
        .map(|who| (who, Count::default()))
        .collect())
}

/// Reports of the day that people stated differently.
fn disputes(db: &Connection, day: NaiveDate) -> Result<Vec<DayDispute>> {
    let ids: Vec<DayId> = db
        .prepare_cached("SELECT id FROM day_report WHERE day = ?1 ORDER BY id")?
        .query_map([day.to_string()], |row| sql::uuid(row, 0).map(DayId))?
        .collect::<Result<_, _>>()?;
    let mut disputes = Vec::new();
    for id in ids {
        let row = lookup::day(db, id)?;
        let heads = row.reported.heads();
        let Some((_, first)) = heads.first().filter(|_| row.reported.conflict()) else {
            continue;
        };
        let told = |(fact, version): &(FactId, &Version<DayReported>)| {
            Ok(DayVersion {
                fact: *fact,
                reported: version.content.clone(),
                at: version.at.to_rfc3339_opts(SecondsFormat::Millis, false),
                by: version.by.clone(),
                admitted: admitted_reporter(db, version)?,
            })
        };
        let mut versions = heads.iter().map(told).collect::<Result<Vec<_>>>()?;
        versions.sort_by(|a, b| (&a.at, a.fact).cmp(&(&b.at, b.fact)));
        disputes.push(DayDispute {
            id,
            of: reported_by(db, &first.content)?,
            versions,
        });
    }
    Ok(disputes)
}

/// Whose report it is: the team's, or the person's where there is no team.
pub(crate) fn reported_by(db: &Connection, reported: &DayReported) -> Result<String> {
    let team = match reported.team {
        Some(team) => round::team_name(db, team)?,
        None => None,
    };
    Ok(team.unwrap_or_else(|| reported.reporter.clone()))
}

/// Who reported, where headquarters calls them otherwise.
fn admitted_reporter(db: &Connection, version: &Version<DayReported>) -> Result<Option<String>> {
    let claimed = [&*version.by, &version.content.reporter];
    names::beside(db, &version.origin, claimed)
}

/// The visits of a day as they stand, and what headquarters calls the author of each where that is none
/// of those that it names.
fn visits_of(db: &Connection, day: NaiveDate) -> Result<Vec<(VisitContent, Option<String>)>> {
    // Days are by each visit's own offset, so the key bounds have a day to spare.
    let text = "SELECT id FROM visit WHERE key >= ?2 AND key < ?3 AND visited_on = ?1
                AND key NOT IN (SELECT key FROM visit_in_doubt) ORDER BY key";
    let from = first_key_of_day(day - Days::new(1));
    let until = first_key_of_day(day + Days::new(2));
    let ids: Vec<VisitId> = db
        .prepare_cached(text)?
        .query_map(params![day.to_string(), from, until], |row| {
            sql::uuid(row, 0).map(VisitId)
        })?
        .collect::<Result<_, _>>()?;
    let current = |id| {
        let row = lookup::visit(db, id)?;
        let content = row.current().cloned();
        let told = content.map(|content| {
            let admitted = names::beside_visit(db, &row, &content)?;
            Ok((content, admitted))
        });
        told.transpose()
    };
    ids.into_iter()
        .filter_map(|id| current(id).transpose())
        .collect()
}

fn who(content: &VisitContent, admitted: Option<String>) -> Who {
    match content.team {
        Some(team) => Who::Team(team),
        None => Who::Person(content.inspectors.join("、"), admitted),
    }
}

fn of_team(db: &Connection, day: NaiveDate, who: &Who, count: &Count, own: &Who) -> Result<DayOf> {
    let (name, admitted, id) = match who {
        Who::Team(team) => {
            let name = round::team_name(db, *team)?;
            let name = name.unwrap_or_else(|| team.to_string());
            (name, &None, DayId::of(day, Some(*team), ""))
        }
        Who::Person(name, admitted) => (name.clone(), admitted, DayId::of(day, None, name)),
    };
    // A person's day is reported by that person, not by another under the same name.
    let row = lookup::day(db, id)?;
    let mut heads = row.reported.heads().into_iter();
    let reported = match who {
        Who::Team(_) => heads.next().is_some(),
        Who::Person(..) => heads
            .map(|(_, version)| admitted_reporter(db, version))
            .collect::<Result<Vec<_>>>()?
            .contains(admitted),
    };
    Ok(DayOf {
        name,
        admitted: admitted.clone(),
        division: None,
        figures: count.figures,
        reported,
        own: who == own,
    })
}

fn of_township(db: &Connection, code: DivisionCode, count: &Count) -> Result<DayOf> {
    Ok(DayOf {
        name: lookup::division_name(db, &code)?,
        admitted: None,
        division: Some(code),
        figures: count.figures,
        reported: false,
        own: false,
    })
}

impl Count {
    fn add(&mut self, content: &VisitContent) {
        let figures = &mut self.figures;
        figures.visits += 1;
        if self.sites.insert(content.site.id) {
            figures.sites += 1;
        }
        for finding in content.standing_findings() {
            match finding.nature {
                Nature::Fault => figures.faults += 1,
                Nature::Need => figures.needs += 1,
            }
            let spot = finding.nature == Nature::Fault && finding.rectified_on_spot;
            figures.on_spot += u32::from(spot);
        }
    }
}
