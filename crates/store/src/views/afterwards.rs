//! What follows a visit: findings in a list, dispositions, tallies, the day.

use kakou_domain::disposition::DispositionRecorded;
use kakou_domain::tally::{TallyCounts, TallyRecorded};
use kakou_domain::{
    CampaignId, DispositionId, DivisionCode, FactId, FindingId, Nature, SiteId, TallyId, VisitId,
};
use serde::{Deserialize, Serialize};

/// Which findings are asked for. All that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default)]
pub struct FindingFilter {
    /// Faults or needs: the two are never in one list.
    pub nature: Nature,
    /// Where they stand.
    pub stage: Option<Stage>,
    /// In this township.
    pub township: Option<DivisionCode>,
    /// At this site.
    pub site: Option<SiteId>,
    /// Handed over to this unit.
    pub unit: Option<String>,
    /// Of this category.
    pub category: Option<String>,
}

/// Where a finding stands, as lists are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody still has something to do: 待交办, 已交办, 整改中.
    Open,
    /// 逾期: open, and its deadline is over.
    Overdue,
    /// 待交办
    Raised,
    /// 已交办, 整改中
    Assigned,
    /// 已整改, and nobody has looked again yet.
    Rectified,
    /// 已销号
    Verified,
    /// 已撤销
    Withdrawn,
}

/// How many findings are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FindingCounts {
    /// 待交办
    pub raised: u32,
    /// 已交办, 整改中
    pub assigned: u32,
    /// Open, and the deadline is over; counted under the two above as well.
    pub overdue: u32,
    /// 已整改
    pub rectified: u32,
    /// 已销号
    pub verified: u32,
    /// 已撤销
    pub withdrawn: u32,
}

/// A disposition as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DispositionView {
    /// Its id.
    pub id: DispositionId,
    /// What was recorded, or corrected last.
    #[serde(flatten)]
    pub recorded: DispositionRecorded,
    /// The facts that say so.
    pub facts: Vec<FactId>,
    /// When it was written down.
    pub at: String,
    /// By whom.
    pub written_by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// Whether corrections contradict each other.
    pub conflict: bool,
    /// What was recorded first and each correction, oldest first.
    pub versions: Vec<DispositionVersion>,
}

/// One statement of a disposition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DispositionVersion {
    /// The fact.
    pub fact: FactId,
    /// What it says.
    #[serde(flatten)]
    pub recorded: DispositionRecorded,
    /// When it was written down.
    pub at: String,
    /// By whom.
    pub written_by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// Whether nothing follows it.
    pub head: bool,
}

/// Which dispositions are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DispositionFilter {
    /// Of this visit.
    pub visit: Option<VisitId>,
    /// Of visits of this round.
    pub campaign: Option<CampaignId>,
    /// Of this finding, or of the visit that raised it.
    pub finding: Option<FindingId>,
}

/// A tally as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TallyView {
    /// Its id.
    pub id: TallyId,
    /// What was counted, or corrected last.
    #[serde(flatten)]
    pub recorded: TallyRecorded,
    /// The township's name.
    pub township: String,
    /// How often it was corrected.
    pub corrections: u32,
    /// Whether corrections contradict each other.
    pub conflict: bool,
    /// What was recorded first and each correction, oldest first.
    pub versions: Vec<TallyVersion>,
}

/// One statement of what was counted on a shift.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TallyVersion {
    /// The fact.
    pub fact: FactId,
    /// What was counted.
    pub counts: TallyCounts,
    /// Why it differs from what was recorded before.
    pub reason: String,
    /// When it was written down.
    pub at: String,
    /// By whom.
    pub by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// Whether nothing follows it.
    pub head: bool,
}

/// By what tallies are summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TallyBy {
    /// A sum a site.
    Site,
    /// A sum a township.
    Township,
    /// A sum a day.
    Day,
    /// One sum of all.
    All,
}

/// A sum of tallies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TallySum {
    /// The site, the township or the day; empty for the sum of all.
    pub of: String,
    /// How many sites were tallied.
    pub sites: u32,
    /// The sum.
    #[serde(flatten)]
    pub counts: TallyCounts,
}
