//! A visit beside the site's visit before it.

use kakou_domain::checklist::Template;
use kakou_domain::comparison::Course;
use kakou_domain::{Answer, Method, VisitId};
use serde::Serialize;

use super::FindingLine;

/// Two visits of one site beside each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComparisonView {
    /// The site's name, as the later visit has it.
    pub site: String,
    /// The later visit.
    pub now: ComparedVisit,
    /// The one before.
    pub before: ComparedVisit,
    /// The categories that either found, what weighs most first.
    pub findings: Vec<ComparedFinding>,
    /// The items that either asked, in the order of the checklist.
    pub answers: Vec<ComparedAnswer>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComparedVisit {
    /// Its id.
    pub id: VisitId,
    /// When, RFC 3339 with offset.
    pub visited_at: String,
    /// How.
    pub method: Method,
    /// By whom.
    pub inspectors: Vec<String>,
    /// 登记名: what headquarters calls its author, where the visit claims to be by others.
    pub admitted: Option<String>,
    /// For labels; `None` when the template is not known here.
    pub template: Option<Template>,
}

/// A category in both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComparedFinding {
    /// The category.
    pub category: String,
    /// How it fared from the one to the other.
    pub course: Course,
    /// As the later visit found it.
    pub now: Option<FindingLine>,
    /// As the earlier visit found it.
    pub before: Option<FindingLine>,
}

/// An item in both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComparedAnswer {
    /// The item's code.
    pub item: String,
    /// The later visit's answer; `None` where it was not asked.
    pub now: Option<Answer>,
    /// The earlier visit's.
    pub before: Option<Answer>,
    /// Whether both say the same.
    pub same: bool,
}
