//! Findings that did not come from a visit: 群众举报, 互联网, 上级交办.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::visit::{Evidence, Finding, SiteRef};
use crate::{CampaignId, FactId, FindingId, Nature, Severity, Source};

/// The longest sentence, in characters.
const MAX_TEXT: usize = 1_000;
/// The longest category, in characters.
const MAX_CATEGORY: usize = 100;

/// Somebody else than an inspector found something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FindingReported {
    /// Where.
    pub site: SiteRef,
    /// From whom.
    pub source: Source,
    /// In which round it is followed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// When it was received.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub received_at: DateTime<FixedOffset>,
    /// A category of the site's checklist, so that it counts with what inspectors find.
    pub category: String,
    /// Fault or need.
    pub nature: Nature,
    /// How bad.
    pub severity: Severity,
    /// The sentence.
    pub text: String,
    /// Photos that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Why a report cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportedError {
    /// What an inspector found belongs into a visit.
    #[error("what an inspection finds is logged by a visit")]
    FromInspection,
    /// A text that is empty or too long.
    #[error("{what} is empty or too long, at most {most} characters")]
    Text {
        /// Which.
        what: &'static str,
        /// How much there may be.
        most: usize,
    },
}

impl ReportedError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FromInspection => "finding-from-inspection",
            Self::Text { .. } => "finding-text",
        }
    }
}

impl FindingReported {
    /// Whether it may be stated.
    pub fn check(&self) -> Result<(), ReportedError> {
        if self.source == Source::Inspection {
            return Err(ReportedError::FromInspection);
        }
        let texts = [
            ("text", &self.text, MAX_TEXT),
            ("category", &self.category, MAX_CATEGORY),
        ];
        for (what, text, most) in texts {
            if text.trim().is_empty() || text.chars().count() > most {
                return Err(ReportedError::Text { what, most });
            }
        }
        Ok(())
    }

    /// The finding that the fact states; its id is the fact's.
    pub fn finding(&self, id: FactId) -> Finding {
        let group = self.category.split('.').next().unwrap_or_default();
        Finding {
            id: FindingId(id.0),
            item: String::new(),
            group: group.to_owned(),
            category: self.category.clone(),
            nature: self.nature,
            severity: self.severity,
            text: self.text.clone(),
            rule_text: None,
            severity_reason: None,
            rectified_on_spot: false,
            withdrawn: None,
        }
    }
}
