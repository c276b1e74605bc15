//! What is reported upwards of a day.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::reports::DayReported;
use kakou_domain::{DayId, FactId};

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::review::round;
use crate::store::Store;
use crate::{lookup, meta, office};

impl Store {
    /// Reports a day for the team of whoever this device belongs to: what the records of that day
    /// say, and the text that was sent. What was reported before of the same day is replaced.
    pub fn day_report(&self, day: NaiveDate, text: String) -> Result<()> {
        let view = self.day(day)?;
        self.write(|tx| {
            let reporter = meta::get(tx, meta::NAME)?.unwrap_or_default();
            let team = round::own_team(tx)?;
            let own = view.teams.iter().find(|one| one.own);
            let figures = own.map(|own| own.figures).unwrap_or_default();
            let body = DayReported {
                day,
                team: team.map(|team| team.id),
                visits: figures.visits,
                faults: figures.faults,
                needs: figures.needs,
                reporter,
                text,
            };
            let new = NewFact {
                id: None,
                scope: office::county(tx).ok().into_iter().collect(),
                follows: lookup::day(tx, body.id())?.reported.head_ids(),
                body: Body::DayReported(body),
            };
            self.append(tx, vec![new]).map(drop)
        })
    }

    /// Of several reports of a day that stand, this one holds. It is stated once more, after all of
    /// them, by whoever settles it; where nothing is disputed, nothing is stated.
    ///
    /// # Errors
    /// The report is not one of those that stand.
    pub fn day_settle(&self, id: DayId, fact: FactId) -> Result<()> {
        self.write(|tx| {
            let row = lookup::day(tx, id)?;
            let heads = row.reported.heads();
            let chosen = heads.iter().find(|(head, _)| *head == fact);
            let (_, chosen) = chosen.ok_or(StoreError::NoVersion(fact))?;
            if !row.reported.conflict() {
                return Ok(());
            }
            let new = NewFact {
                id: None,
                scope: office::county(tx).ok().into_iter().collect(),
                follows: row.reported.head_ids(),
                body: Body::DayReported(chosen.content.clone()),
            };
            self.append(tx, vec![new]).map(drop)
        })
    }

    /// Who reports from here: the team of whoever this device belongs to, or the person.
    pub fn reporter(&self) -> Result<String> {
        self.read(|db| match round::own_team(db)? {
            Some(team) => Ok(team.name),
            None => Ok(meta::get(db, meta::NAME)?.unwrap_or_default()),
        })
    }
}
