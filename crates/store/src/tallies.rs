//! Recording tallies of checkpoints.

use chrono::NaiveDate;
use kakou_domain::SiteId;
use kakou_domain::fact::Body;
use kakou_domain::tally::{TallyCounts, TallyRecorded};
use serde::Deserialize;

use crate::append::NewFact;
use crate::error::Result;
use crate::store::Store;
use crate::views::TallyView;
use crate::{lookup, review};

/// What a checkpoint counted on a shift.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TallyGiven {
    /// Where.
    pub site: SiteId,
    /// Which day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub day: NaiveDate,
    /// 白班; empty is the whole day.
    #[serde(default)]
    pub shift: String,
    /// What was counted.
    #[serde(flatten)]
    pub counts: TallyCounts,
    /// Why it differs from what was recorded before.
    #[serde(default)]
    pub reason: String,
}

impl Store {
    /// Records what a checkpoint counted on a shift. What differs from an earlier tally of the shift
    /// needs a reason; the same again states nothing. Where several tallies stand, this settles it.
    pub fn tally_record(&self, given: TallyGiven) -> Result<TallyView> {
        self.write(|tx| {
            let site = lookup::site(tx, given.site)?;
            let body = TallyRecorded {
                site: lookup::site_ref(&site),
                day: given.day,
                shift: given.shift.trim().to_owned(),
                counts: given.counts,
                reason: given.reason.trim().to_owned(),
            };
            let id = body.id();
            let row = lookup::tally(tx, id)?;
            let stated = row.recorded.heads().into_iter();
            let mut stated = stated.map(|(_, version)| &version.content.counts);
            // Of several tallies that stand, each one that is not kept is corrected.
            let other = stated.find(|counts| **counts != body.counts);
            body.check(other)?;
            if other.is_some() || row.recorded.is_empty() || row.recorded.conflict() {
                let new = NewFact {
                    id: None,
                    scope: vec![site.division],
                    follows: row.recorded.head_ids(),
                    body: Body::TallyRecorded(body),
                };
                self.append(tx, vec![new])?;
            }
            review::tally(tx, id)
        })
    }
}
