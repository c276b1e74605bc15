//! What an export is made of: rows with all that is known of a thing, and the names for its codes.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use kakou_domain::checklist::Words;
use kakou_domain::doubt::DateStanding;
use kakou_domain::fold::{Assigned, Mention};
use kakou_domain::moves::FindingState;
use kakou_domain::places::SiteDefined;
use kakou_domain::visit::{SiteRef, VisitContent};
use kakou_domain::{AuthorId, CampaignId, DivisionCode, FindingId, Seq, SiteKind, TeamId, VisitId};

use super::{CampaignView, Coverage, DispositionView, FindingLine, SiteRow};

/// A visit as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedVisit {
    /// Its id.
    pub id: VisitId,
    /// What it says.
    pub content: VisitContent,
    /// 登记名: what headquarters calls its author, where the visit claims to be by others.
    pub admitted: Option<String>,
    /// What it found, each as it stands now; withdrawn ones are among them.
    pub findings: Vec<FindingLine>,
    /// When it was sealed.
    pub sealed_at: DateTime<FixedOffset>,
    /// Eight characters of the sealed payload's hash.
    pub check_code: String,
    /// Whether it was corrected.
    pub amended: bool,
    /// Whether two corrections contradict each other.
    pub conflict: bool,
    /// What its date counts for.
    pub date: DateStanding,
}

/// A finding as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedFinding {
    /// Its id.
    pub id: FindingId,
    /// Where it comes from and what is said of it.
    pub mention: Mention,
    /// Where it stands.
    pub state: FindingState,
    /// Whether people's moves contradict each other.
    pub conflict: bool,
    /// To whom it is handed over, and until when.
    pub assigned: Assigned,
    /// Whether that was before today, and it is still open.
    pub overdue: bool,
}

/// A site as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedSite {
    /// As in the list.
    pub row: SiteRow,
    /// All that is known of it.
    pub site: SiteDefined,
}

/// A disposition as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedDisposition {
    /// What was recorded, or corrected last.
    pub view: DispositionView,
    /// Where; `None` where neither the visit nor the finding that led to it is here.
    pub site: Option<SiteRef>,
}

/// How much of a round is done.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundCoverage {
    /// The round; `None` where there is no round at all, and every visit counts.
    pub campaign: Option<CampaignView>,
    /// Of it.
    pub coverage: Coverage,
}

/// An entry of a journal whose payload is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFact {
    /// Its place in the order in which this store took entries in.
    pub n: u64,
    /// Whose journal it stands in.
    pub author: AuthorId,
    /// Where in it.
    pub seq: Seq,
    /// SHA-256 of the payload, 64 hex digits.
    pub sha256: String,
    /// Why it is not used, as a code.
    pub set_aside: Option<String>,
    /// The bytes that were signed.
    pub payload: Vec<u8>,
}

/// What codes and ids are called. A county has some hundreds of divisions and some dozens of the
/// others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// Everyday names.
    pub divisions: BTreeMap<DivisionCode, String>,
    /// Kinds of site.
    pub kinds: BTreeMap<String, Words>,
    /// Categories of findings.
    pub categories: BTreeMap<String, Words>,
    /// Titles of rounds.
    pub campaigns: BTreeMap<CampaignId, String>,
    /// Teams.
    pub teams: BTreeMap<TeamId, String>,
}

impl Names {
    /// The name of a site's township; empty where it has none.
    pub fn township(&self, division: &DivisionCode) -> String {
        let township = division.township();
        township.map_or_else(String::new, |code| self.division(&code))
    }

    /// A division's name; its code where nobody stated it.
    pub fn division(&self, code: &DivisionCode) -> String {
        let known = self.divisions.get(code);
        known.cloned().unwrap_or_else(|| code.to_string())
    }

    /// The words for a kind of site, where a checklist brings them.
    pub fn kind(&self, kind: &SiteKind) -> Option<&Words> {
        self.kinds.get(kind.as_str())
    }
}
