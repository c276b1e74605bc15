//! What is reported upwards: a team's day, and the bulletin that headquarters issues.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::fold::{BulletinRow, Row, RowKey};
use kakou_domain::reports::{BulletinIssued, DayReported};
use kakou_domain::{BulletinId, DayId};
use rusqlite::{Connection, Transaction};

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::project::read_row;
use crate::review::round;
use crate::store::Store;
use crate::views::BulletinView;
use crate::{meta, office};

impl Store {
    /// Reports a day for the team of whoever this device belongs to: what the records of that day
    /// say, and the text that was sent. What was reported before of the same day is replaced.
    pub fn day_report(&self, day: NaiveDate, text: String) -> Result<()> {
        let view = self.day(day)?;
        self.write(|tx| {
            let reporter = meta::get(tx, meta::NAME)?.unwrap_or_default();
            let team = round::own_team(tx)?;
            let name = team.as_ref().map_or(&reporter, |team| &team.name);
            let own = view.teams.iter().find(|one| one.name == *name);
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
                follows: reported(tx, body.id())?,
                body: Body::DayReported(body),
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

    /// Issues a bulletin: from now on it stays as it is.
    ///
    /// # Errors
    /// On a tablet: only headquarters issues bulletins.
    pub fn bulletin_issue(&self, issued: BulletinIssued) -> Result<BulletinView> {
        if !self.is_office()? {
            return Err(StoreError::NotOffice);
        }
        let id = self.new_id();
        self.write(|tx| {
            let new = NewFact {
                id: Some(id),
                scope: vec![office::county(tx)?],
                follows: Vec::new(),
                body: Body::BulletinIssued(Box::new(issued)),
            };
            self.append(tx, vec![new])?;
            bulletin(tx, BulletinId(id.0))
        })
    }

    /// The bulletins that were issued, the newest first.
    pub fn bulletins(&self) -> Result<Vec<BulletinView>> {
        self.read(|db| {
            let text = "SELECT key FROM fold_row WHERE kind = 'bulletin' ORDER BY key DESC";
            let keys: Vec<String> = db
                .prepare_cached(text)?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let ids = keys.iter().filter_map(|key| key.parse().ok());
            ids.map(|id| bulletin(db, id)).collect()
        })
    }

    /// A bulletin as it was issued.
    pub fn bulletin(&self, id: BulletinId) -> Result<BulletinView> {
        self.read(|db| bulletin(db, id))
    }
}

fn bulletin(db: &Connection, id: BulletinId) -> Result<BulletinView> {
    let row = match read_row(db, &RowKey::Bulletin(id))? {
        Some(Row::Bulletin(row)) => *row,
        _ => BulletinRow::default(),
    };
    let heads = row.issued.heads();
    let (_, issued) = heads.first().ok_or(StoreError::NoBulletin(id))?;
    Ok(BulletinView {
        id,
        issued_at: issued.at.to_rfc3339(),
        issued_by: issued.by.clone(),
        issued: issued.content.clone(),
    })
}

fn reported(tx: &Transaction<'_>, id: DayId) -> Result<Vec<kakou_domain::FactId>> {
    Ok(match read_row(tx, &RowKey::Day(id))? {
        Some(Row::Day(row)) => row.reported.head_ids(),
        _ => Vec::new(),
    })
}
