//! The statement behind the list of sites: its conditions, its order, where a page goes on.

use chrono::NaiveDate;
use kakou_domain::{Position, SiteId};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::error::{Result, StoreError};
use crate::review::round;
use crate::sql;
use crate::views::SiteFilter;

use super::Found;

/// A statement in the making.
struct Query {
    conditions: Vec<String>,
    given: Vec<Value>,
}

impl Query {
    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.to_owned());
        self.given.extend(values);
    }
}

/// The sites of a filter that come after a place in the list.
pub(super) fn run(
    db: &Connection,
    filter: &SiteFilter,
    day: NaiveDate,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<Found>> {
    let mut query = Query {
        conditions: vec!["merged_into IS NULL".to_owned()],
        given: Vec::new(),
    };
    let (away, order) = match filter.near {
        Some(near) => {
            query.given.push(near.latitude().into());
            query.given.push(near.longitude().into());
            (
                "away_dm(?, ?, latitude, longitude)",
                "away, division, name, id",
            )
        }
        None => ("NULL", "division, name, id"),
    };
    if let Some(after) = after {
        go_on(&mut query, filter.near.is_some(), order, after)?;
    }
    narrow(&mut query, filter);
    if filter.assigned {
        assigned(&mut query, db, day)?;
    }
    let text = format!(
        "SELECT id, division, kind, name, code, latitude, longitude, {away} AS away
         FROM site WHERE {} ORDER BY {order} LIMIT ?",
        query.conditions.join(" AND ")
    );
    query
        .given
        .push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    let rows = db
        .prepare_cached(&text)?
        .query_map(params_from_iter(query.given), found)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Where the page after this site begins.
pub(super) fn cursor(site: &Found) -> String {
    let away = site.away.map_or_else(String::new, |away| away.to_string());
    format!("{away} {} {} {}", site.division, site.id, site.name)
}

fn go_on(query: &mut Query, near: bool, order: &str, after: &str) -> Result<()> {
    let bad = || StoreError::BadCursor(after.to_owned());
    let mut parts = after.splitn(4, ' ');
    let mut part = || parts.next().ok_or_else(bad);
    let (away, division, id, name) = (part()?, part()?, part()?, part()?);
    let id: SiteId = id.parse().map_err(|_| bad())?;
    let place = [
        division.to_owned().into(),
        name.to_owned().into(),
        id.0.into_bytes().to_vec().into(),
    ];
    if near {
        let away: i64 = away.parse().map_err(|_| bad())?;
        query.and(&format!("({order}) > (?, ?, ?, ?)"), [away.into()]);
    } else {
        query.and(&format!("({order}) > (?, ?, ?)"), []);
    }
    query.given.extend(place);
    Ok(())
}

fn narrow(query: &mut Query, filter: &SiteFilter) {
    if let Some(division) = &filter.division {
        query.and("division GLOB ?", [format!("{division}*").into()]);
    }
    if let Some(kind) = &filter.kind {
        query.and("kind = ?", [kind.to_string().into()]);
    }
    let words = filter.search.iter();
    for word in words.flat_map(|text| text.split_whitespace()) {
        let word = word.to_lowercase();
        let condition = "(instr(lower(name), ?) > 0 OR instr(' ' || initials, ?) > 0
                          OR instr(' ' || lower(coalesce(code, '')), ?) > 0
                          OR instr(' ' || division, ?) > 0)";
        let start = format!(" {word}");
        query.and(
            condition,
            [word, start.clone(), start.clone(), start].map(Value::from),
        );
    }
}

/// What the own team is to visit; everything, where nothing is assigned to it.
fn assigned(query: &mut Query, db: &Connection, day: NaiveDate) -> Result<()> {
    let Some(share) = round::share(db, day)? else {
        return Ok(());
    };
    let divisions = share.divisions.iter().map(|_| "division GLOB ?");
    let sites = share.sites.iter().map(|_| "id = ?");
    let condition: Vec<_> = divisions.chain(sites).collect();
    let divisions = share.divisions.iter();
    let divisions = divisions.map(|division| Value::from(format!("{division}*")));
    let sites = share.sites.iter();
    let sites = sites.map(|site| Value::from(site.0.into_bytes().to_vec()));
    query.and(
        &format!("({})", condition.join(" OR ")),
        divisions.chain(sites),
    );
    Ok(())
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(5)?, row.get(6)?);
    Ok(Found {
        id: SiteId(sql::uuid(row, 0)?),
        division: sql::from_word(row, 1)?,
        kind: sql::from_word(row, 2)?,
        name: row.get(3)?,
        code: row.get(4)?,
        position: latitude
            .zip(longitude)
            .and_then(|(latitude, longitude)| Position::new(latitude, longitude).ok()),
        away: row.get(7)?,
    })
}
