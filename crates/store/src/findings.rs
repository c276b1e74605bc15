//! What is stated of findings beside a visit: moves, and what others report.

use chrono::{DateTime, FixedOffset};
use kakou_domain::fact::Body;
use kakou_domain::moves::FindingMoved;
use kakou_domain::reported::FindingReported;
use kakou_domain::seal::check_evidence;
use kakou_domain::{FindingId, Nature, Severity, SiteId, Source};
use serde::Deserialize;

use crate::append::NewFact;
use crate::error::Result;
use crate::store::Store;
use crate::views::FindingView;
use crate::{lookup, review};

/// What somebody else than an inspector found.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ReportGiven {
    /// Where.
    pub site: SiteId,
    /// From whom.
    pub source: Source,
    /// A category of the site's checklist.
    pub category: String,
    /// Fault or need.
    pub nature: Nature,
    /// How bad.
    pub severity: Severity,
    /// The sentence.
    pub text: String,
    /// When it was received; `None` is now.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub received_at: Option<DateTime<FixedOffset>>,
}

impl Store {
    /// Moves a finding, if its life allows it. Its photos were kept by [`Store::photo_keep`].
    pub fn finding_move(&self, mut body: FindingMoved) -> Result<FindingView> {
        let id = body.finding;
        self.write(|tx| {
            let row = lookup::finding(tx, id)?;
            body.check(&row)?;
            let category = row.shown().map(|mention| mention.finding.category.clone());
            for photo in &mut body.evidence {
                self.says_itself(photo)?;
                photo.shows = category.clone();
            }
            check_evidence(&body.evidence)?;
            let scope = row.shown().map(|mention| mention.site.division.clone());
            let new = NewFact {
                id: None,
                scope: scope.into_iter().collect(),
                follows: row.follow_next(),
                body: Body::FindingMoved(body),
            };
            self.append(tx, vec![new])?;
            review::finding(tx, id, self.clock().now().date_naive())
        })
    }

    /// Takes in what somebody else found: 群众举报, 互联网, 上级交办.
    pub fn finding_report(&self, given: ReportGiven) -> Result<FindingView> {
        self.write(|tx| {
            let id = self.new_id(tx)?;
            let site = lookup::site(tx, given.site)?;
            let now = self.clock().now();
            let place = lookup::site_ref(&site);
            let body = FindingReported {
                campaign: review::round::covering(tx, now.date_naive(), &place)?,
                site: place,
                source: given.source,
                received_at: given.received_at.unwrap_or(now),
                category: given.category.trim().to_owned(),
                nature: given.nature,
                severity: given.severity,
                text: given.text.trim().to_owned(),
                evidence: Vec::new(),
            };
            body.check()?;
            let new = NewFact {
                id: Some(id),
                scope: vec![site.division],
                follows: Vec::new(),
                body: Body::FindingReported(Box::new(body)),
            };
            self.append(tx, vec![new])?;
            review::finding(tx, FindingId(id.0), now.date_naive())
        })
    }
}
