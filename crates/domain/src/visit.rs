//! A visit as it is sealed: one team, one site, one time, one checklist.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::checklist::ChecklistHash;
use crate::{
    Answer, Answers, CampaignId, DivisionCode, FindingId, Fix, Method, Nature, Severity, SiteId,
    SiteKind, TeamId, VisitId,
};

/// The site as it was called when the visit was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SiteRef {
    /// Its id.
    pub id: SiteId,
    /// Its name then.
    pub name: String,
    /// Its kind.
    pub kind: SiteKind,
    /// Where it lies.
    pub division: DivisionCode,
}

/// Which template the answers belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ChecklistRef {
    /// The template's id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Hash of its content, so that a meaning cannot change behind the answers.
    pub hash: ChecklistHash,
}

/// What was found wrong, or is needed, with its sentence as it stood at sealing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Finding {
    /// See [`FindingId::of`].
    pub id: FindingId,
    /// The item that raised it.
    pub item: String,
    /// The item's group.
    pub group: String,
    /// Its category, for example `staffing.absent`.
    pub category: String,
    /// Fault or need.
    pub nature: Nature,
    /// The rule's, or the inspector's with a reason.
    pub severity: Severity,
    /// The sentence; made once, never recomputed.
    pub text: String,
    /// The rule's own sentence, where the inspector rewrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_text: Option<String>,
    /// Why the severity differs from the rule's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_reason: Option<String>,
    /// 立查立改: put right during the visit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rectified_on_spot: bool,
    /// Set in an amendment that takes the finding back: why. It is never deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
}

/// The signature of the person on duty, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Strokes as vectors, in units of a thousandth of the pad's width.
    Signed {
        /// The role of who signed, never a name.
        role: String,
        /// Each stroke's points.
        strokes: Vec<Vec<[u16; 2]>>,
    },
    /// 拒签, with the reason.
    Refused {
        /// As given.
        reason: String,
    },
    /// 现场无人
    Nobody,
    /// 暗访未亮明身份: the default of an unannounced visit.
    Undisclosed,
}

/// A file that belongs to a visit, by the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Evidence {
    /// SHA-256 of the file, 64 hex digits.
    pub sha256: String,
    /// Bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub size: u64,
    /// MIME type.
    pub media_type: String,
    /// The item or finding category that it shows, or the visit as a whole.
    pub shows: Option<String>,
    /// When it was taken.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub taken_at: DateTime<FixedOffset>,
    /// Where.
    pub position: Option<Fix>,
}

/// One call to a site's duty phone. Many tablets cannot dial: the inspector calls by another phone
/// and says here how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PhoneCall {
    /// When.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub at: DateTime<FixedOffset>,
    /// Whether somebody answered.
    pub answered: bool,
}

/// Everything a sealed visit says. An amendment carries the whole of it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitContent {
    /// Where.
    pub site: SiteRef,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// By which team.
    pub team: Option<TeamId>,
    /// By whom: names of inspectors.
    pub inspectors: Vec<String>,
    /// How.
    pub method: Method,
    /// When it began.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub visited_at: DateTime<FixedOffset>,
    /// When it was finished, if that is known.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub ended_at: Option<DateTime<FixedOffset>>,
    /// Where the device was.
    pub position: Fix,
    /// By which template.
    pub checklist: ChecklistRef,
    /// Every relevant item, also those that were not checked.
    pub answers: Answers,
    /// Groups whose «rest is normal» button was pressed, with the items that it filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled: Vec<Filled>,
    /// Calls to the duty phone, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<PhoneCall>,
    /// In the template's order.
    pub findings: Vec<Finding>,
    /// Photos and other files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Signature or why none.
    pub signature: Signature,
    /// 亮点做法
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub good_practice: String,
    /// Free text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

impl SiteRef {
    /// Its id as it follows from division, kind and name; what was written there is not read.
    pub fn reckon_id(&mut self) {
        self.id = SiteId::of(&self.division, &self.kind, &self.name);
    }
}

impl VisitContent {
    /// The ids of its site and its findings as they follow from what they are of.
    pub fn reckon_ids(&mut self, visit: VisitId) {
        self.site.reckon_id();
        for finding in &mut self.findings {
            finding.id = FindingId::of(visit, &finding.item, &finding.category);
        }
    }

    /// The findings that were not taken back.
    pub fn standing_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|one| one.withdrawn.is_none())
    }

    /// How many items nobody looked at. Sealing states each that was relevant.
    pub fn not_checked(&self) -> usize {
        let answers = self.answers.values();
        answers.filter(|one| **one == Answer::NotChecked).count()
    }
}

/// One press of a group's button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Filled {
    /// The group.
    pub group: String,
    /// The items that it answered.
    pub items: Vec<String>,
}

/// A correction of a sealed visit: 更正.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitAmended {
    /// Which visit.
    pub visit: VisitId,
    /// Why it had to be corrected.
    pub reason: String,
    /// All of it as it should have read, withdrawn findings included.
    pub content: VisitContent,
}

/// More evidence for a sealed visit: 补充.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitSupplemented {
    /// Which visit.
    pub visit: VisitId,
    /// The files.
    pub evidence: Vec<Evidence>,
    /// A word on them.
    #[serde(default)]
    pub notes: String,
}
