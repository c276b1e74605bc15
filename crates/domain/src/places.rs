//! Who and where: divisions, units, zones, sites, rosters, teams.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::{DivisionCode, Position, SiteId, SiteKind, TeamId, UnitId, ZoneId};

/// A node of the administrative tree; its parent is the code's beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionDefined {
    /// Its statistical code.
    pub code: DivisionCode,
    /// Its official name; see [`crate::everyday_name`].
    pub name: String,
}

/// A body that answers for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDefined {
    /// See [`UnitId::of`].
    pub id: UnitId,
    /// Where it belongs.
    pub division: DivisionCode,
    /// Its name.
    pub name: String,
}

/// Some sites with one lead unit and member units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneDefined {
    /// Its id.
    pub id: ZoneId,
    /// Its name.
    pub name: String,
    /// 牵头单位
    pub lead: UnitId,
    /// 成员单位
    #[serde(default)]
    pub members: Vec<UnitId>,
    /// Its sites.
    #[serde(default)]
    pub sites: Vec<SiteId>,
}

/// A place that is inspected. Its id follows from division, kind and name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SiteDefined {
    /// Where it lies.
    pub division: DivisionCode,
    /// What it is.
    pub kind: SiteKind,
    /// What people call it.
    pub name: String,
    /// The county's own code for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The responsible unit's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// 包村干部, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liaison: Option<String>,
    /// The duty phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Unknown until the first visit's fix is proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// 启用: the first day in service, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub in_service_from: Option<NaiveDate>,
    /// 撤销: the day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub withdrawn_from: Option<NaiveDate>,
}

impl SiteDefined {
    /// A site of which no more is known than what makes its id.
    pub fn new(division: DivisionCode, kind: SiteKind, name: &str) -> Self {
        Self {
            division,
            kind,
            name: name.trim().to_owned(),
            code: None,
            unit: None,
            liaison: None,
            phone: None,
            position: None,
            in_service_from: None,
            withdrawn_from: None,
        }
    }

    /// See [`SiteId::of`].
    pub fn id(&self) -> SiteId {
        SiteId::of(&self.division, &self.kind, &self.name)
    }
}

/// Two records of one place become one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteMerged {
    /// The record that is given up.
    pub site: SiteId,
    /// The record that stays.
    pub into: SiteId,
}

/// Who must be at a site: the whole of it, replacing what was set before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterSet {
    /// The site.
    pub site: SiteId,
    /// Its shifts.
    pub shifts: Vec<Shift>,
}

/// How many staff a site must have on a shift, and who leads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Shift {
    /// First day; `None` is «always».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub from: Option<NaiveDate>,
    /// Last day; `None` is «until further notice».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub to: Option<NaiveDate>,
    /// What the shift is called, for example 白班.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When it begins; with `ends` missing too, the whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub begins: Option<NaiveTime>,
    /// When it ends; before `begins` when it goes past midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub ends: Option<NaiveTime>,
    /// 应到人数, at least 1.
    pub required: u32,
    /// Who must be among them, where that matters; together not more than `required`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<Vec<RoleRequired>>"))]
    pub roles: Vec<RoleRequired>,
    /// 带班干部, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
}

/// How many of a shift must be of one role, for example one of the police at night.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RoleRequired {
    /// A choice's code of the checklists' items that are filled from the roster's roles, for
    /// example `police`.
    pub role: String,
    /// At least 1.
    pub required: u32,
}

impl Shift {
    /// Whether it is set for a day.
    pub fn is_of(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is on at a moment, by the clock of the site. What goes past midnight belongs to
    /// the day on which it began.
    pub fn is_on(&self, at: DateTime<FixedOffset>) -> bool {
        let (day, time) = (at.date_naive(), at.time());
        let day = match (self.begins, self.ends) {
            (None, None) => Some(day),
            (begins, ends) => {
                let begins = begins.unwrap_or(NaiveTime::MIN);
                match ends {
                    None => (time >= begins).then_some(day),
                    Some(ends) if begins < ends => (begins <= time && time < ends).then_some(day),
                    Some(_) if time >= begins => Some(day),
                    Some(ends) if time < ends => day.pred_opt(),
                    Some(_) => None,
                }
            }
        };
        day.is_some_and(|day| self.is_of(day))
    }
}

/// A supervision team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TeamSet {
    /// Its id.
    pub id: TeamId,
    /// Its name, for example 第3组.
    pub name: String,
    /// Its inspectors' names.
    #[serde(default)]
    pub members: Vec<String>,
    /// What it is assigned as a rule.
    #[serde(default)]
    pub divisions: Vec<DivisionCode>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn night() -> Shift {
        Shift {
            from: NaiveDate::from_ymd_opt(2020, 2, 14),
            to: NaiveDate::from_ymd_opt(2020, 2, 14),
            name: "夜班".into(),
            begins: NaiveTime::from_hms_opt(20, 0, 0),
            ends: NaiveTime::from_hms_opt(6, 0, 0),
            required: 3,
            roles: Vec::new(),
            leader: None,
        }
    }

    #[test]
    fn a_night_shift_belongs_to_the_day_on_which_it_began() {
        let on = |text: &str| night().is_on(DateTime::parse_from_rfc3339(text).unwrap());
        assert!(on("2020-02-14T20:00:00+08:00"));
        assert!(on("2020-02-15T05:59:59+08:00"));
        assert!(!on("2020-02-15T06:00:00+08:00"));
        assert!(!on("2020-02-14T05:00:00+08:00"));
        assert!(!on("2020-02-15T21:00:00+08:00"));
    }
}
