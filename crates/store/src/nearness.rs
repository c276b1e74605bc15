//! How far a site is, as a function that SQL can sort and page by.

use kakou_domain::Position;
use kakou_domain::coordinates::distance;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};

use crate::error::Result;

/// Where a site without a position stands among the distances: behind all of them.
const NOWHERE: i64 = i64::MAX;

/// Makes `away_dm(latitude, longitude, latitude, longitude)` known to a connection: decimetres from
/// the first point to the second. A whole number, so that a page goes on exactly where the one
/// before it ended.
pub(crate) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("away_dm", 4, flags, |given| {
        let from = point(given, 0)?;
        let to = point(given, 2)?;
        let away = from.zip(to).map(|(from, to)| distance(from, to) * 10.0);
        Ok(away.map_or(NOWHERE, |away| away.round() as i64))
    })?;
    Ok(())
}

fn point(given: &Context<'_>, at: usize) -> rusqlite::Result<Option<Position>> {
    let (latitude, longitude): (Option<f64>, Option<f64>) = (given.get(at)?, given.get(at + 1)?);
    Ok(latitude
        .zip(longitude)
        .and_then(|(latitude, longitude)| Position::new(latitude, longitude).ok()))
}
