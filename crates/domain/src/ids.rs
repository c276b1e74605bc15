//! Newtypes for everything that is referred to across crates.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An identifier that is not written as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {what}: {text}")]
pub struct IdError {
    /// What was expected, in the words of the code.
    pub what: &'static str,
    /// What stood there, shortened to 80 characters.
    pub text: String,
}

impl IdError {
    pub(crate) fn new(what: &'static str, text: &str) -> Self {
        Self {
            what,
            text: text.chars().take(80).collect(),
        }
    }
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "ts", ts(type = "string"))] pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text.trim())
                    .map(Self)
                    .map_err(|_| IdError::new(stringify!($name), text))
            }
        }
    };
}

uuid_id!(
    /// A fact's own id (UUIDv7). It is what other facts refer to, and it stays the
    /// same in whichever journal the fact is carried.
    FactId
);
uuid_id!(
    /// A place that is inspected; made from division, kind and name, see [`SiteId::of`].
    SiteId
);
uuid_id!(
    /// A visit; the same UUID as the draft it was and as the fact that sealed it.
    VisitId
);
uuid_id!(
    /// A finding of a visit; made from the visit, the item and the category.
    FindingId
);
uuid_id!(
    /// What followed from a visit or from findings; the same UUID as the fact that recorded it.
    DispositionId
);
uuid_id!(
    /// A person who is disposed, without a name; see [`SubjectId::of`].
    SubjectId
);
uuid_id!(
    /// A team's report of a day; made from the day and the team.
    DayId
);
uuid_id!(
    /// A bulletin; the same UUID as the fact that issued it.
    BulletinId
);
uuid_id!(
    /// A bulletin while it is checked; made from its round and its number.
    BulletinCheckId
);
uuid_id!(
    /// What a checkpoint counted on a shift; made from site, day and shift.
    TallyId
);
uuid_id!(
    /// A body that answers for something; made from its division and name.
    UnitId
);
uuid_id!(
    /// Some sites with one lead unit.
    ZoneId
);
uuid_id!(
    /// A supervision team.
    TeamId
);
uuid_id!(
    /// One round of supervision; the same UUID as the fact that opened it.
    CampaignId
);
uuid_id!(
    /// An assignment of sites to a team; the same UUID as its first fact.
    AssignmentId
);

/// Separates this product's name-based UUIDs from everybody else's.
const NAMESPACE: Uuid = Uuid::from_u128(0x6b61_6b6f_7500_5000_8000_e58d_a1e5_8fa3);

/// A UUIDv5 over fields.
fn named(what: &str, fields: &[&str]) -> Uuid {
    Uuid::new_v5(&NAMESPACE, joined(what, fields).as_bytes())
}

/// Fields as one text, so that no two lists of fields make the same.
pub(crate) fn joined(what: &str, fields: &[&str]) -> String {
    let mut name = what.to_owned();
    for field in fields {
        name.push('\n');
        name.push_str(&field.len().to_string());
        name.push(':');
        name.push_str(field);
    }
    name
}

impl SiteId {
    /// The id of the place called `name`, of `kind`, in `division`: two tablets that add the
    /// same place apart add one site. Spaces around the name do not count.
    pub fn of(division: &crate::DivisionCode, kind: &SiteKind, name: &str) -> Self {
        Self(named(
            "site",
            &[division.as_str(), kind.as_str(), name.trim()],
        ))
    }
}

impl UnitId {
    /// The id of the unit called `name` in `division`.
    pub fn of(division: &crate::DivisionCode, name: &str) -> Self {
        Self(named("unit", &[division.as_str(), name.trim()]))
    }
}

impl TeamId {
    /// The id of the team called `name`; a county has one of each name.
    pub fn of(name: &str) -> Self {
        Self(named("team", &[name.trim()]))
    }
}

impl FindingId {
    /// The id of what `item` raised under `category` in a visit. An amendment that raises the same
    /// again means the same finding.
    pub fn of(visit: VisitId, item: &str, category: &str) -> Self {
        Self(named("finding", &[&visit.to_string(), item, category]))
    }
}

impl SubjectId {
    /// The person that `label` means among those of `within`, for example a visit.
    pub fn of(within: &str, label: &str) -> Self {
        Self(named("subject", &[within, label.trim()]))
    }
}

impl DayId {
    /// The report of a team's day; of a person's where there is no team.
    pub fn of(day: chrono::NaiveDate, team: Option<TeamId>, reporter: &str) -> Self {
        let team = team.map(|team| team.to_string());
        let who = team.as_deref().unwrap_or(reporter.trim());
        Self(named("day", &[&day.to_string(), who]))
    }
}

impl BulletinCheckId {
    /// The bulletin of this number: a round has one of each.
    pub fn of(campaign: Option<CampaignId>, number: &str) -> Self {
        let campaign = campaign.map(|id| id.to_string()).unwrap_or_default();
        Self(named("bulletin-check", &[&campaign, number.trim()]))
    }
}

impl TallyId {
    /// The tally of a site's shift: two tablets that record it apart record one.
    pub fn of(site: SiteId, day: chrono::NaiveDate, shift: &str) -> Self {
        let (site, day) = (site.to_string(), day.to_string());
        Self(named("tally", &[&site, &day, shift.trim()]))
    }
}

impl From<FactId> for VisitId {
    fn from(id: FactId) -> Self {
        Self(id.0)
    }
}

impl From<VisitId> for FactId {
    fn from(id: VisitId) -> Self {
        Self(id.0)
    }
}

/// The kind of a site, for example `village_checkpoint`. Data of the checklists, not a closed list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
pub struct SiteKind(String);

impl SiteKind {
    /// Lower-case letters, digits and `_`, 1 to 64 of them.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let fits = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::new("site kind", text))
        }
    }

    /// As it is written in files and facts.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SiteKind {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<SiteKind> for String {
    fn from(kind: SiteKind) -> Self {
        kind.0
    }
}

impl fmt::Display for SiteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SiteKind {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::new(text)
    }
}

/// The author of a journal: the first 16 bytes of a hash of its public key, as 32 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
pub struct AuthorId(#[cfg_attr(feature = "ts", ts(type = "string"))] pub [u8; 16]);

impl fmt::Display for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for AuthorId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("author", text);
        if text.len() != 32 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(wrong());
        }
        let number = u128::from_str_radix(text, 16).map_err(|_| wrong())?;
        Ok(Self(number.to_be_bytes()))
    }
}

impl TryFrom<String> for AuthorId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<AuthorId> for String {
    fn from(id: AuthorId) -> Self {
        id.to_string()
    }
}

/// An entry's place in its author's journal, counted from 1; 0 is «no entry yet».
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Seq(#[cfg_attr(feature = "ts", ts(type = "number"))] pub u64);

impl Seq {
    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DivisionCode;

    #[test]
    fn two_tablets_that_add_the_same_place_add_one_site() {
        let village = DivisionCode::new("410523105201").unwrap();
        let kind = SiteKind::new("village_checkpoint").unwrap();
        let here = SiteId::of(&village, &kind, "白营村卡点");
        assert_eq!(here, SiteId::of(&village, &kind, " 白营村卡点 "));
        assert_ne!(here, SiteId::of(&village, &kind, "白营村东卡点"));
    }

    #[test]
    fn an_author_is_written_and_read_back() {
        let author = AuthorId([0xab; 16]);
        assert_eq!(author.to_string().parse(), Ok(author));
        assert!("AB".repeat(16).parse::<AuthorId>().is_err());
    }
}
