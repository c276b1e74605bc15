//! What people stated differently and nobody has settled yet.

use kakou_domain::fold::RowKey;
use kakou_domain::{DayId, DispositionId, FindingId, SiteId, TallyId, VisitId};
use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::lookup;
use crate::project::read_row;
use crate::review::{afterwards, day};
use crate::store::Store;
use crate::views::ConflictView;

/// Nobody reads on beyond; settling some shows the others.
const MOST_ROWS: i64 = 200;

impl Store {
    /// Whatever people stated different things of; 200 at most.
    pub fn conflicts(&self) -> Result<Vec<ConflictView>> {
        self.read(|db| {
            let text = "SELECT kind, key FROM conflict ORDER BY kind DESC, key DESC LIMIT ?1";
            let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let listed: Vec<(String, String)> = db
                .prepare_cached(text)?
                .query_map([MOST_ROWS], read)?
                .collect::<Result<_, _>>()?;
            let views = listed.iter().map(|(kind, key)| view(db, kind, key));
            views.filter_map(Result::transpose).collect()
        })
    }
}

/// `None` for a stub: moves that contradict each other before their finding has arrived.
fn view(db: &Connection, kind: &str, key: &str) -> Result<Option<ConflictView>> {
    let conflict = match kind {
        "visit" => key.parse().ok().map(|id| visit(db, id)),
        "finding" => key.parse().ok().map(|id| finding(db, id)),
        "site" => key.parse().ok().map(|id| site(db, id)),
        "disposition" => key.parse().ok().map(|id| disposition(db, id)),
        "tally" => key.parse().ok().map(|id| tally(db, id)),
        "day" => key.parse().ok().map(|id| day_report(db, id)),
        _ => None,
    };
    Ok(conflict.transpose()?.flatten())
}

fn visit(db: &Connection, id: VisitId) -> Result<Option<ConflictView>> {
    let row = lookup::visit(db, id)?;
    Ok(row.current().map(|content| ConflictView::Visit {
        visit: id,
        site: content.site.clone(),
        visited_at: content.visited_at.to_rfc3339(),
    }))
}

fn finding(db: &Connection, id: FindingId) -> Result<Option<ConflictView>> {
    let Some(kakou_domain::fold::Row::Finding(row)) = read_row(db, &RowKey::Finding(id))? else {
        return Ok(None);
    };
    Ok(row.shown().map(|shown| ConflictView::Finding {
        finding: id,
        site: shown.site.clone(),
        text: shown.finding.text.clone(),
    }))
}

fn site(db: &Connection, id: SiteId) -> Result<Option<ConflictView>> {
    let row = lookup::site_row(db, id)?;
    let current = row.and_then(|row| row.current());
    Ok(current.map(|site| ConflictView::Site {
        site: lookup::site_ref(&site),
    }))
}

fn disposition(db: &Connection, id: DispositionId) -> Result<Option<ConflictView>> {
    let row = lookup::disposition(db, id)?;
    let Some(recorded) = row.recorded.current() else {
        return Ok(None);
    };
    Ok(Some(ConflictView::Disposition {
        disposition: id,
        subject: recorded.subject.clone(),
        visit: recorded.visit,
        finding: recorded.findings.first().copied(),
        site: afterwards::site_of(db, recorded)?,
    }))
}

fn tally(db: &Connection, id: TallyId) -> Result<Option<ConflictView>> {
    let row = lookup::tally(db, id)?;
    Ok(row.recorded.current().map(|recorded| ConflictView::Tally {
        tally: id,
        site: recorded.site.clone(),
        day: recorded.day.to_string(),
        shift: recorded.shift.clone(),
    }))
}

fn day_report(db: &Connection, id: DayId) -> Result<Option<ConflictView>> {
    let row = lookup::day(db, id)?;
    let Some(reported) = row.reported.current() else {
        return Ok(None);
    };
    Ok(Some(ConflictView::Day {
        report: id,
        day: reported.day.to_string(),
        of: day::reported_by(db, reported)?,
    }))
}
