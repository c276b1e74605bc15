//! What people stated differently.

use kakou_domain::visit::SiteRef;
use kakou_domain::{FindingId, VisitId};
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
}
