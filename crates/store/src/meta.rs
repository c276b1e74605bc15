//! What the device knows of itself: single values by key.

use std::path::Path;

use kakou_domain::fact::ClockReading;
use kakou_domain::{AuthorId, DivisionCode};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Result, StoreError};

pub(crate) const AUTHOR: &str = "author";
pub(crate) const NAME: &str = "name";
pub(crate) const SERVER_URL: &str = "server_url";
pub(crate) const TOKEN: &str = "token";
pub(crate) const SERVER_KEY: &str = "server_key";
pub(crate) const DIVISIONS: &str = "divisions";
pub(crate) const COUNTY: &str = "county";
/// The server's signed word on headquarters, as JSON.
pub(crate) const HEADQUARTERS: &str = "headquarters";
pub(crate) const EPOCH: &str = "epoch";
pub(crate) const FEED_CURSOR: &str = "feed_cursor";
pub(crate) const LAST_CONTACT: &str = "last_contact";
pub(crate) const CLOCK_READING: &str = "clock_reading";
pub(crate) const PROJECTED: &str = "projected";
pub(crate) const FOLD_VERSION: &str = "fold_version";
pub(crate) const UNANNOUNCED: &str = "unannounced_predecessor";
pub(crate) const FILES_LISTED: &str = "files_listed";
pub(crate) const TIDIED: &str = "tidied";
pub(crate) const CHECKED: &str = "checked";
pub(crate) const PRACTICE: &str = "practice";
pub(crate) const CAMPAIGN: &str = "chosen_campaign";
pub(crate) const SET_ASIDE: &str = "set_aside_by_server";
pub(crate) const RULES: &str = "rules";
pub(crate) const WORDS_LEARNED: &str = "words_learned";

/// Whether a text can be a key: all of them are listed above, or are a setting's.
pub(crate) fn is_key(text: &str) -> bool {
    const ALL: [&str; 23] = [
        AUTHOR,
        NAME,
        SERVER_URL,
        TOKEN,
        SERVER_KEY,
        DIVISIONS,
        COUNTY,
        HEADQUARTERS,
        EPOCH,
        FEED_CURSOR,
        LAST_CONTACT,
        CLOCK_READING,
        PROJECTED,
        FOLD_VERSION,
        UNANNOUNCED,
        FILES_LISTED,
        TIDIED,
        CHECKED,
        PRACTICE,
        CAMPAIGN,
        SET_ASIDE,
        RULES,
        WORDS_LEARNED,
    ];
    text.starts_with("setting.") || ALL.contains(&text)
}

pub(crate) fn get(db: &Connection, key: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM meta WHERE key = ?1";
    Ok(db
        .prepare_cached(sql)?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set(db: &Connection, key: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    db.prepare_cached(sql)?.execute([key, value])?;
    Ok(())
}

pub(crate) fn clear(db: &Connection, key: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM meta WHERE key = ?1")?
        .execute([key])?;
    Ok(())
}

/// The own author; without one the folder has not been set up.
pub(crate) fn author(db: &Connection, folder: &Path) -> Result<AuthorId> {
    let text = get(db, AUTHOR)?.ok_or_else(|| StoreError::NotSetUp(folder.to_owned()))?;
    text.parse()
        .map_err(|_| StoreError::NotSetUp(folder.to_owned()))
}

pub(crate) fn number(db: &Connection, key: &str) -> Result<i64> {
    Ok(get(db, key)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

pub(crate) fn divisions(db: &Connection) -> Result<Vec<DivisionCode>> {
    Ok(get(db, DIVISIONS)?
        .map(|text| serde_json::from_str(&text))
        .transpose()?
        .unwrap_or_default())
}

pub(crate) fn clock_reading(db: &Connection) -> Result<Option<ClockReading>> {
    Ok(get(db, CLOCK_READING)?
        .map(|text| serde_json::from_str(&text))
        .transpose()?)
}
