//! Visits: what is asked for, rows, records, pages.

use kakou_domain::checklist::Template;
use kakou_domain::doubt::DateStanding;
use kakou_domain::visit::{ChecklistRef, Evidence, SiteRef, VisitContent};
use kakou_domain::{
    Answers, AuthorId, CampaignId, DivisionCode, FactId, Method, Seq, SiteId, SiteKind, VisitId,
};
use serde::{Deserialize, Serialize};

use super::{DispositionView, FilesView, FindingLine, FindingView};

/// Which visits are asked for. All that is set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default)]
pub struct VisitFilter {
    /// At this site.
    pub site: Option<SiteId>,
    /// In this township (or any division).
    pub township: Option<DivisionCode>,
    /// On this day or later, by the visit's own offset: `2020-02-14`.
    pub from: Option<String>,
    /// On this day or earlier.
    pub to: Option<String>,
    /// At sites of this kind.
    pub kind: Option<SiteKind>,
    /// With a standing finding of this category.
    pub category: Option<String>,
    /// By this inspector.
    pub inspector: Option<String>,
    /// In this round.
    pub campaign: Option<CampaignId>,
    /// With a standing fault, or without.
    pub outcome: Option<Outcome>,
    /// Chinese text, also one or two characters, or pinyin initials of a site's name.
    pub search: Option<String>,
    /// Only what the server has not confirmed.
    pub unsynced: bool,
}

/// What came of a visit. A need blames nobody and is no fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 有问题: at least one fault that was not withdrawn.
    Faults,
    /// 无问题
    Clean,
}

/// One visit in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitRow {
    /// Its id.
    pub id: VisitId,
    /// Where.
    pub site: SiteRef,
    /// The township's name.
    pub township: String,
    /// When, RFC 3339 with offset.
    pub visited_at: String,
    /// How.
    pub method: Method,
    /// By whom.
    pub inspectors: Vec<String>,
    /// 登记名: what headquarters calls its author, where the visit claims to be by others.
    pub admitted: Option<String>,
    /// Standing faults and needs: sentence and severity, in their order.
    pub findings: Vec<FindingLine>,
    /// Relevant items that were not checked.
    pub not_checked: u32,
    /// Whether the server confirmed it.
    pub synced: bool,
    /// Its files, and how many are still to come.
    pub files: FilesView,
    /// Whether it was corrected.
    pub amended: bool,
    /// Whether two corrections contradict each other.
    pub conflict: bool,
    /// 辖区外: outside of all divisions that its author was ever admitted for. It counts all the same.
    pub outside: bool,
    /// What its date counts for.
    pub date: DateStanding,
}

/// A visit's JSON for scripts and exports; the fields of the command-line contract.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitRecord {
    /// Its id.
    pub id: VisitId,
    /// What it is paged by: the page after it is asked for with this.
    pub key: String,
    /// The journal that it stands in.
    pub author: AuthorId,
    /// Where in it.
    pub seq: Seq,
    /// Where.
    pub site: SiteRef,
    /// When.
    pub visited_at: String,
    /// How.
    pub method: Method,
    /// By whom.
    pub inspectors: Vec<String>,
    /// 登记名: what headquarters calls its author, where the visit claims to be by others.
    pub admitted: Option<String>,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// By which template.
    pub checklist: ChecklistRef,
    /// What was answered.
    pub answers: Answers,
    /// What was found, each with where it stands now.
    pub findings: Vec<FindingLine>,
    /// Its files as it stands now, then those that were added later.
    pub evidence: Vec<EvidenceView>,
    /// Free text.
    pub notes: String,
    /// When it was sealed.
    pub sealed_at: String,
    /// Whether the server confirmed it.
    pub synced: bool,
    /// Its files, and how many are still to come.
    pub files: FilesView,
    /// Eight characters of the sealed payload's hash.
    pub check_code: String,
    /// Corrections, oldest first.
    pub amendments: Vec<AmendmentView>,
    /// Whether two corrections contradict each other.
    pub conflict: bool,
    /// 辖区外: outside of all divisions that its author was ever admitted for. It counts all the same.
    pub outside: bool,
    /// What its date counts for.
    pub date: DateStanding,
}

/// A correction of a visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AmendmentView {
    /// The fact.
    pub id: FactId,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// Why.
    pub reason: String,
    /// Whether it is (one of) the version(s) that now stand.
    pub head: bool,
    /// 他人更正: by another than the visit's author. It counts when the author or headquarters follows
    /// it.
    pub by_another: bool,
    /// All of the visit as it should have read.
    pub content: VisitContent,
}

/// A visit's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitPage {
    /// The record as it stands now.
    pub record: VisitRecord,
    /// As it was sealed; stays readable for ever.
    pub original: VisitContent,
    /// As it stands now; the original where corrections contradict each other.
    pub current: VisitContent,
    /// For labels; `None` when the template is not known here.
    pub template: Option<Template>,
    /// The findings with their moves.
    pub findings: Vec<FindingView>,
    /// What followed from it.
    pub dispositions: Vec<DispositionView>,
    /// The site's visit before this one, to compare with.
    pub before: Option<VisitId>,
    /// What is doubted of its date, and what was decided; `None` where nobody ever doubted it.
    pub doubt: Option<DoubtView>,
}

/// A visit's date that was doubted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DoubtView {
    /// When headquarters received the visit with it; empty where only a decision has arrived.
    pub received_at: String,
    /// What was decided, the last first.
    pub decisions: Vec<DateDecisionView>,
}

/// A decision on a visit's date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DateDecisionView {
    /// Whether the visit counts with it.
    pub counts: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
}

/// A visit whose date is doubted or was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubtedVisitView {
    /// Its id.
    pub id: VisitId,
    /// Where.
    pub site: SiteRef,
    /// When, as it says.
    pub visited_at: String,
    /// By whom.
    pub inspectors: Vec<String>,
    /// What its date counts for.
    pub date: DateStanding,
    /// Since when it is doubted, and what was decided.
    #[serde(flatten)]
    pub doubt: DoubtView,
}

/// A file of a visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EvidenceView {
    /// What the visit says of it.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// Whether the file lies on this device.
    pub here: bool,
    /// Who added it, when it was added after sealing.
    pub supplement: Option<SupplementView>,
}

/// What was added to a sealed visit: 补充.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SupplementView {
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// 登记名: what headquarters calls its author, where that is another name.
    pub admitted: Option<String>,
    /// A word on it.
    pub notes: String,
}
