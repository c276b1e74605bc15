//! Which bulletin is wanted, and what of it only people know.

use chrono::NaiveDate;
use kakou_domain::{BulletinId, CampaignId};
use kakou_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::bulletin::{BulletinForm, Circulation, Seal};
use crate::error::Result;

/// Under which setting a heading is remembered.
const HEADING: &str = "bulletin-heading";

/// How the problems are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ProblemOrder {
    /// Place by place, each with what was found and what followed.
    #[default]
    Place,
    /// Kind by kind, with the places as examples.
    Kind,
}

/// Which bulletin is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BulletinAsked {
    /// Of which round; without one, of all visits of the days.
    #[serde(default)]
    pub campaign: Option<CampaignId>,
    /// From which day on; without one, from the round's first, or from the first visit.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub from: Option<NaiveDate>,
    /// Up to which day; without one, up to the round's last, or to the last visit.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub to: Option<NaiveDate>,
    /// In which form.
    pub form: BulletinForm,
    /// How the problems are told.
    #[serde(default)]
    pub order: ProblemOrder,
    /// Whether a blank for the name stands behind the role of each person who is disposed.
    #[serde(default)]
    pub names: bool,
    /// Only what came since this bulletin was issued.
    #[serde(default)]
    pub supplements: Option<BulletinId>,
    /// What only people know.
    #[serde(default)]
    pub heading: BulletinHeading,
}

/// What no record says: numbers, addressees, what is required next. What is empty is taken from the
/// round, or left as a blank to be filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct BulletinHeading {
    /// The round's title, where no round is known: 村卡口疫情防控督查
    pub subject: String,
    /// The bodies that supervise, the leading one first.
    pub organisers: Vec<String>,
    /// The round's first day, where no round is known.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub from: Option<NaiveDate>,
    /// Its last day.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub to: Option<NaiveDate>,
    /// 发文机关标志, or the name of the brief.
    pub mark: String,
    /// 发文字号, or the number of the issue.
    pub number: String,
    /// 标题, where it is not 关于…情况的通报.
    pub title: String,
    /// 主送机关
    pub addressees: Vec<String>,
    /// 成文日期; without one, the day on which it is composed.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub date: Option<NaiveDate>,
    /// Whether room is left for seals.
    pub sealed: bool,
    /// 抄送
    pub copies_to: Vec<String>,
    /// 印发机关, or the body that edits the brief.
    pub issuer: String,
    /// 报、送、发 and 共印N份 of a brief.
    pub circulation: Circulation,
    /// 下一步要求, a paragraph each; without any, the usual ones.
    pub requirements: Vec<String>,
    /// By when problems are to be put right.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deadline: Option<NaiveDate>,
    /// To whom what was done is reported: an office and its phone.
    pub contact: String,
}

/// The heading that was remembered last; an empty one at first.
///
/// # Errors
/// When the store cannot be read.
pub fn usual_heading(store: &Store) -> Result<BulletinHeading> {
    let kept = store.setting(HEADING)?;
    let kept = kept.and_then(|json| serde_json::from_str(&json).ok());
    Ok(kept.unwrap_or_default())
}

/// Remembers a heading on this device, so that the next bulletin begins with it. It is no fact.
///
/// # Errors
/// When the store cannot be written.
pub fn remember_heading(store: &Store, heading: &BulletinHeading) -> Result<()> {
    let json = serde_json::to_string(heading).map_err(StoreError::from)?;
    Ok(store.set_setting(HEADING, &json)?)
}

impl BulletinHeading {
    /// How the signature is laid out.
    pub(super) fn seal(&self) -> Seal {
        if self.sealed {
            Seal::Sealed
        } else {
            Seal::Unsealed
        }
    }
}
