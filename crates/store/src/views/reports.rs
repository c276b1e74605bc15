//! A day, and the bulletins that were checked and issued.

use kakou_domain::reports::{BulletinChecked, BulletinIssued, DayReported};
use kakou_domain::{BulletinId, CampaignId, DayId, DivisionCode, FactId};
use serde::Serialize;

/// What the records say of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DayView {
    /// Which day.
    pub day: String,
    /// All of it.
    pub all: DayFigures,
    /// By team; whoever inspects without a team is one of his own. Teams that found nothing and
    /// teams that visited nothing stand here too.
    pub teams: Vec<DayOf>,
    /// By township, in the order of codes; those that nobody visited are left out.
    pub townships: Vec<DayOf>,
    /// The tablets that the server knows; `None` on a tablet.
    pub tablets: Option<TabletsView>,
    /// Reports of the day that people stated differently.
    pub disputes: Vec<DayDispute>,
}

/// A team's report of a day that people stated differently, none knowing of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DayDispute {
    /// Which report.
    pub id: DayId,
    /// The team, or the person where there is none.
    pub of: String,
    /// The reports that stand, oldest first.
    pub versions: Vec<DayVersion>,
}

/// One of several reports of a day that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DayVersion {
    /// The fact.
    pub fact: FactId,
    /// What was reported.
    #[serde(flatten)]
    pub reported: DayReported,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
}

/// Figures of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DayFigures {
    /// Visits.
    pub visits: u32,
    /// Sites, each once.
    pub sites: u32,
    /// Faults.
    pub faults: u32,
    /// Faults that were put right on the spot.
    pub on_spot: u32,
    /// Needs.
    pub needs: u32,
}

/// A team's or a township's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DayOf {
    /// Its name.
    pub name: String,
    /// 登记名: what headquarters calls whoever inspects under this name, where that is another name;
    /// `None` for a team or a township.
    pub admitted: Option<String>,
    /// The township's code; `None` for a team.
    pub division: Option<DivisionCode>,
    /// Its figures.
    #[serde(flatten)]
    pub figures: DayFigures,
    /// Whether the team has reported the day: 日报, or 零报告.
    pub reported: bool,
    /// Whether it is this device's own day to report.
    pub own: bool,
}

/// Which tablets have been heard of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TabletsView {
    /// How many are admitted.
    pub admitted: u32,
    /// How many were heard of on the day or later.
    pub heard: u32,
    /// The others.
    pub silent: Vec<SilentTablet>,
}

/// A tablet that was not heard of since before a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SilentTablet {
    /// Whose it is.
    pub name: String,
    /// Since when, RFC 3339; `None` when it was never heard of since its admission.
    pub since: Option<String>,
}

/// A bulletin as it was issued.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BulletinView {
    /// Its id.
    pub id: BulletinId,
    /// When, RFC 3339.
    pub issued_at: String,
    /// By whom.
    pub issued_by: String,
    /// The check that it rests on.
    pub check: Option<BulletinCheckView>,
    /// What was issued.
    #[serde(flatten)]
    pub issued: BulletinIssued,
}

/// What somebody has checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BulletinCheckView {
    /// The fact that states it.
    pub id: FactId,
    /// When, RFC 3339.
    pub checked_at: String,
    /// What was checked, and by whom.
    #[serde(flatten)]
    pub checked: BulletinChecked,
}

/// How far a bulletin is. A draft is stated nowhere, and so in no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BulletinState {
    /// 已核稿
    Checked,
    /// 已签发
    Issued,
}

/// A bulletin in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BulletinLine {
    /// How far it is.
    pub state: BulletinState,
    /// The fact that issued it, which is the bulletin's id, or the one that states the check.
    pub fact: FactId,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The round that it is about.
    pub campaign: Option<CampaignId>,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// When it was checked, RFC 3339; `None` of what was issued before bulletins were checked.
    pub checked_at: Option<String>,
    /// Who checked it.
    pub checker: Option<String>,
    /// When it was issued, RFC 3339.
    pub issued_at: Option<String>,
    /// Who issued it.
    pub signer: Option<String>,
    /// Whether one and the same person checked and issued it.
    pub same_person: bool,
}
