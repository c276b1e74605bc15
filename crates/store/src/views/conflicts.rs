//! What people stated differently.

use kakou_domain::disposition::Subject;
use kakou_domain::visit::SiteRef;
use kakou_domain::{DayId, DispositionId, FindingId, TallyId, VisitId};
use serde::Serialize;

/// Something of which people stated different things, none knowing of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConflictView {
    /// Corrections of a visit.
    Visit {
        /// Which.
        visit: VisitId,
        /// Where it was.
        site: SiteRef,
        /// When it was, RFC 3339.
        visited_at: String,
    },
    /// What became of a finding.
    Finding {
        /// Which.
        finding: FindingId,
        /// Where.
        site: SiteRef,
        /// Its sentence.
        text: String,
    },
    /// What is known of a site.
    Site {
        /// As it is shown meanwhile.
        site: SiteRef,
    },
    /// What followed for somebody.
    Disposition {
        /// Which.
        disposition: DispositionId,
        /// For whom, as it is shown meanwhile.
        subject: Subject,
        /// The visit that led to it.
        visit: Option<VisitId>,
        /// The first of the findings that led to it.
        finding: Option<FindingId>,
        /// Where that was; `None` while what led to it is not here.
        site: Option<SiteRef>,
    },
    /// What a checkpoint counted on a shift.
    Tally {
        /// Which.
        tally: TallyId,
        /// Where.
        site: SiteRef,
        /// Which day.
        day: String,
        /// Which shift; empty is the whole day.
        shift: String,
    },
    /// A team's report of a day.
    Day {
        /// Which.
        report: DayId,
        /// Which day.
        day: String,
        /// The team, or the person where there is none.
        of: String,
    },
}
