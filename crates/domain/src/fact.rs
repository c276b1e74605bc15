//! A fact: what somebody states once, for ever.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::checklist::Template;
use crate::disposition::DispositionRecorded;
use crate::doubt::{VisitDateDecided, VisitDoubted};
use crate::moves::FindingMoved;
use crate::places::{
    DivisionDefined, RosterSet, SiteDefined, SiteMerged, TeamSet, UnitDefined, ZoneDefined,
};
use crate::reported::FindingReported;
use crate::reports::{BulletinChecked, BulletinIssued, DayReported};
use crate::supervision::{
    AssignmentMade, AuthorAdmitted, AuthorNamed, AuthorRetired, CampaignClosed, CampaignOpened,
};
use crate::tally::TallyRecorded;
use crate::trust::{IdContested, JournalCarried, PayloadErased, RulesAdopted};
use crate::visit::{Evidence, VisitAmended, VisitContent, VisitSupplemented};
use crate::{DivisionCode, FactId};

/// The longest payload that is taken, in bytes: a visit has about 700, a checklist about 30,000.
pub const MAX_PAYLOAD: usize = 1 << 20;
/// How deep objects and lists may lie in one another. serde_json has the same limit for what it reads
/// into a type, and none for what it passes over.
const MAX_DEPTH: usize = 128;

/// What a device knew of its clock when it wrote a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReading {
    /// Server's clock minus the device's, in milliseconds.
    pub drift_ms: i64,
    /// When that was measured, by the device's clock.
    pub measured_at: DateTime<FixedOffset>,
}

impl ClockReading {
    /// Whether a device's clock is more than a minute off from what it says of it here.
    pub fn differs_from(&self, measured_ms: i64) -> bool {
        self.drift_ms.abs_diff(measured_ms) > 60_000
    }
}

/// A fact, read from its payload. The payload's bytes are what is kept, sent, hashed and verified;
/// this is only a view of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What other facts refer to.
    pub id: FactId,
    /// The divisions that it concerns; feeds filter by this alone.
    pub scope: Vec<DivisionCode>,
    /// When it was written, by the device's clock.
    pub at: DateTime<FixedOffset>,
    /// What the device knew of its clock; `None` before the first contact.
    pub clock: Option<ClockReading>,
    /// The facts about the same thing that its writer saw last.
    pub follows: Vec<FactId>,
    /// The person.
    pub by: String,
    /// What is stated.
    pub body: Body,
}

macro_rules! bodies {
    ($( $(#[$doc:meta])* $variant:ident ( $type:ty ) = $kind:literal, )*) => {
        /// What a fact states, by its kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Body {
            $( $(#[$doc])* $variant($type), )*
            /// A kind that this version does not fold: kept and passed on untouched.
            Other {
                /// Its kind.
                kind: String,
                /// Its content.
                value: Value,
            },
        }

        impl Body {
            /// The kind's stable name.
            pub fn kind(&self) -> &str {
                match self {
                    $( Self::$variant(_) => $kind, )*
                    Self::Other { kind, .. } => kind,
                }
            }

            fn parse(kind: String, json: &RawValue) -> Result<Self, FactError> {
                let json = json.get();
                let parsed = match kind.as_str() {
                    $( $kind => serde_json::from_str(json).map(Self::$variant), )*
                    _ => serde_json::from_str(json).map(|value| Self::Other { kind: kind.clone(), value }),
                };
                parsed.map_err(|error| FactError::Body { kind, error: error.to_string() })
            }

            fn value(&self) -> Result<Value, serde_json::Error> {
                match self {
                    $( Self::$variant(body) => serde_json::to_value(body), )*
                    Self::Other { value, .. } => Ok(value.clone()),
                }
            }
        }
    };
}

bodies! {
    /// A node of the administrative tree.
    DivisionDefined(DivisionDefined) = "division.defined",
    /// A body that answers for something.
    UnitDefined(UnitDefined) = "unit.defined",
    /// Sites with one lead unit.
    ZoneDefined(ZoneDefined) = "zone.defined",
    /// A place that is inspected.
    SiteDefined(SiteDefined) = "site.defined",
    /// Two records of one place.
    SiteMerged(SiteMerged) = "site.merged",
    /// Who must be at a site.
    RosterSet(RosterSet) = "roster.set",
    /// Who belongs to a team.
    TeamSet(TeamSet) = "team.set",
    /// A round begins.
    CampaignOpened(CampaignOpened) = "campaign.opened",
    /// A round ends.
    CampaignClosed(CampaignClosed) = "campaign.closed",
    /// A team gets sites.
    AssignmentMade(AssignmentMade) = "assignment.made",
    /// A checklist may be used.
    ChecklistPublished(Box<Template>) = "checklist.published",
    /// A journal's author is taken in.
    AuthorAdmitted(AuthorAdmitted) = "author.admitted",
    /// A journal's author is called so.
    AuthorNamed(AuthorNamed) = "author.named",
    /// A journal's author is taken out.
    AuthorRetired(AuthorRetired) = "author.retired",
    /// Two payloads claim one id.
    IdContested(IdContested) = "id.contested",
    /// Another's payloads stand in headquarters' journal.
    JournalCarried(JournalCarried) = "journal.carried",
    /// From here on whose word counts is asked.
    RulesAdopted(RulesAdopted) = "rules.adopted",
    /// What was stated is erased.
    PayloadErased(PayloadErased) = "payload.erased",
    /// A visit was made.
    VisitSealed(Box<VisitContent>) = "visit.sealed",
    /// A visit is corrected.
    VisitAmended(Box<VisitAmended>) = "visit.amended",
    /// A visit gets more evidence.
    VisitSupplemented(VisitSupplemented) = "visit.supplemented",
    /// The dates of visits are doubted.
    VisitDoubted(Box<VisitDoubted>) = "visit.doubted",
    /// Somebody decides whether a visit counts with its date.
    VisitDateDecided(VisitDateDecided) = "visit.date_decided",
    /// Somebody else than an inspector found something.
    FindingReported(Box<FindingReported>) = "finding.reported",
    /// A finding goes on.
    FindingMoved(FindingMoved) = "finding.moved",
    /// Somebody is disposed.
    DispositionRecorded(DispositionRecorded) = "disposition.recorded",
    /// A checkpoint's shift is counted.
    TallyRecorded(TallyRecorded) = "tally.recorded",
    /// A team reports its day.
    DayReported(DayReported) = "day.reported",
    /// A bulletin is checked.
    BulletinChecked(Box<BulletinChecked>) = "bulletin.checked",
    /// A bulletin is issued.
    BulletinIssued(Box<BulletinIssued>) = "bulletin.issued",
}

/// Why a payload cannot be used. It is kept all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// Longer than [`MAX_PAYLOAD`].
    #[error("the payload has {0} bytes, more than {MAX_PAYLOAD}")]
    TooLong(usize),
    /// Not JSON, or not the fields of a fact.
    #[error("not a fact: {0}")]
    Malformed(String),
    /// The body does not fit its kind.
    #[error("not a body of {kind}: {error}")]
    Body {
        /// Which kind.
        kind: String,
        /// What is wrong in it.
        error: String,
    },
}

impl FactError {
    /// Stable, for messages and for receipts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "payload-too-long",
            Self::Malformed(_) => "payload-malformed",
            Self::Body { .. } => "body-malformed",
        }
    }
}

/// A payload's fields. Its body is read straight into the type of its kind: a tree of values between
/// would take longer than all the rest.
#[derive(Serialize, Deserialize)]
struct Raw<B> {
    id: FactId,
    kind: String,
    scope: Vec<DivisionCode>,
    at: String,
    clock: Option<ClockReading>,
    #[serde(default)]
    follows: Vec<FactId>,
    by: String,
    body: B,
}

/// Whether it nests deeper than it may. JSON that is none is left to the parser.
fn too_deep(payload: &[u8]) -> bool {
    let (mut depth, mut within, mut escaped) = (0_usize, false, false);
    for byte in payload {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if within => escaped = true,
            b'"' => within = !within,
            b'{' | b'[' if !within => depth += 1,
            b'}' | b']' if !within => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// What nobody could read is not written either.
fn check_shape(payload: &[u8]) -> Result<(), FactError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(FactError::TooLong(payload.len()));
    }
    if too_deep(payload) {
        let why = format!("nested deeper than {MAX_DEPTH}");
        return Err(FactError::Malformed(why));
    }
    Ok(())
}

impl Fact {
    /// Reads a payload. Nesting deeper than 128 is malformed, and so is a field that stands twice.
    pub fn from_payload(payload: &[u8]) -> Result<Self, FactError> {
        check_shape(payload)?;
        let malformed = |error: &dyn std::fmt::Display| FactError::Malformed(error.to_string());
        let raw: Raw<&RawValue> =
            serde_json::from_slice(payload).map_err(|error| malformed(&error))?;
        let at = DateTime::parse_from_rfc3339(&raw.at).map_err(|error| malformed(&error))?;
        Ok(Self {
            id: raw.id,
            scope: raw.scope,
            at,
            clock: raw.clock,
            follows: raw.follows,
            by: raw.by,
            body: Body::parse(raw.kind, raw.body)?,
        })
    }

    /// Writes the payload: done once for each fact, when it is appended.
    pub fn to_payload(&self) -> Result<Vec<u8>, FactError> {
        let malformed = |error: serde_json::Error| FactError::Malformed(error.to_string());
        let raw = Raw {
            id: self.id,
            kind: self.body.kind().to_owned(),
            scope: self.scope.clone(),
            at: self.at.to_rfc3339_opts(SecondsFormat::Millis, false),
            clock: self.clock,
            follows: self.follows.clone(),
            by: self.by.clone(),
            body: self.body.value().map_err(malformed)?,
        };
        let payload = serde_json::to_vec(&raw).map_err(malformed)?;
        check_shape(&payload)?;
        Ok(payload)
    }

    /// Whether its id is one of those that a fact may have: made at a moment (version 7 or 8), never of
    /// a name (5), as those of findings and sites are.
    pub fn has_own_id(&self) -> bool {
        matches!(self.id.0.get_version_num(), 7 | 8)
    }

    /// Reckons the ids that follow from what this is about: a finding's from its visit, item and
    /// category, a site's from division, kind and name. So nobody can mention another's as an own one.
    pub fn reckon_ids(&mut self) {
        let id = self.id;
        match &mut self.body {
            Body::VisitSealed(content) => content.reckon_ids(id.into()),
            Body::VisitAmended(amended) => amended.content.reckon_ids(amended.visit),
            Body::FindingReported(reported) => reported.site.reckon_id(),
            Body::TallyRecorded(tally) => tally.site.reckon_id(),
            _ => {}
        }
    }

    /// The division that the body itself is about. A fact of which it says one is for that division's
    /// people, and no others.
    pub fn division(&self) -> Option<&DivisionCode> {
        match &self.body {
            Body::SiteDefined(site) => Some(&site.division),
            Body::VisitSealed(content) => Some(&content.site.division),
            Body::VisitAmended(amended) => Some(&amended.content.site.division),
            Body::FindingReported(reported) => Some(&reported.site.division),
            Body::TallyRecorded(tally) => Some(&tally.site.division),
            _ => None,
        }
    }

    /// Whether its scope is the division that its body is about, where that says one.
    pub fn has_true_scope(&self) -> bool {
        let division = self.division();
        division.is_none_or(|division| self.scope == std::slice::from_ref(division))
    }

    /// The files that this names.
    pub fn evidence(&self) -> &[Evidence] {
        match &self.body {
            Body::VisitSealed(content) => &content.evidence,
            Body::VisitAmended(amended) => &amended.content.evidence,
            Body::VisitSupplemented(supplemented) => &supplemented.evidence,
            Body::FindingReported(reported) => &reported.evidence,
            Body::FindingMoved(moved) => &moved.evidence,
            _ => &[],
        }
    }

    /// Whether a device with `divisions` may see this.
    pub fn concerns(&self, divisions: &[DivisionCode]) -> bool {
        self.scope
            .iter()
            .any(|scope| divisions.iter().any(|own| own.touches(scope)))
    }
}
