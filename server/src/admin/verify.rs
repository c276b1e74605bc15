//! `verify`: proves that no journal was altered, or names the first bad entry of each.

use super::desk::Desk;
use crate::error::ServerError;

pub(super) fn run(desk: &Desk) -> Result<(), ServerError> {
    let report = desk.open()?.verify()?;
    let mut text = String::new();
    for journal in &report.journals {
        let verdict = match &journal.bad {
            None => "ok".to_owned(),
            Some(bad) => format!("BAD: entry {}: {}", bad.seq, bad.code),
        };
        text.push_str(&format!(
            "{}  {}  {} entries, signed to {}  {verdict}\n",
            journal.author, journal.name, journal.entries, journal.verified_to
        ));
    }
    desk.print(&report, &text)?;
    let bad = report.journals.iter().filter(|one| one.bad.is_some());
    match bad.count() {
        0 => Ok(()),
        count => Err(ServerError::Altered(count)),
    }
}
