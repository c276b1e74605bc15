//! What is reported upwards: a team's day, and the bulletin that is checked and issued.

mod check;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{BulletinId, CampaignId, DayId, FactId, TeamId};

pub use check::{BulletinChecked, BulletinDigest, ChangedPassages, names_a_person};

/// 日报, or 零报告 when nothing was found: whoever inspected states what the records of the day say,
/// also when that is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DayReported {
    /// Which day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub day: NaiveDate,
    /// Which team; without one it is the person alone who reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Who reports, as it is written on visits.
    pub reporter: String,
    /// Visits of that day.
    pub visits: u32,
    /// Faults found.
    pub faults: u32,
    /// Needs found.
    pub needs: u32,
    /// The text as it was sent.
    pub text: String,
}

impl DayReported {
    /// Which report it is: one a day and a team, or person where there is no team.
    pub fn id(&self) -> DayId {
        DayId::of(self.day, self.team, &self.reporter)
    }
}

/// A passage of a bulletin, with the facts that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// As it was issued.
    pub text: String,
    /// The facts behind its sentences and figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactId>,
}

/// A bulletin is issued, and frozen as it is. What arrives later becomes a supplement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BulletinIssued {
    /// The round that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// ×疫防指〔2020〕3号, or 第3期.
    pub number: String,
    /// 关于…督查情况的通报
    pub title: String,
    /// 数据截至
    pub as_of: DateTime<FixedOffset>,
    /// Its text.
    pub passages: Vec<Passage>,
    /// All of it as it was set, to be printed again as it was.
    pub document: Value,
    /// The bulletin that this adds to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplements: Option<BulletinId>,
    /// The check that it rests on; none of what was issued before bulletins were checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<FactId>,
    /// Who issued it (签发).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
}
