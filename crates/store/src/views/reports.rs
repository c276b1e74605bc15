//! A day, and the bulletins that were issued.

use kakou_domain::reports::BulletinIssued;
use kakou_domain::{BulletinId, DivisionCode};
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
    /// The township's code; `None` for a team.
    pub division: Option<DivisionCode>,
    /// Its figures.
    #[serde(flatten)]
    pub figures: DayFigures,
    /// Whether the team has reported the day: 日报, or 零报告.
    pub reported: bool,
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
    /// What was issued.
    #[serde(flatten)]
    pub issued: BulletinIssued,
}
