//! Two visits of one site beside each other: what was found again, what is new, what is gone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::fold::FindingRow;
use crate::moves::FindingState;
use crate::visit::{Finding, VisitContent};
use crate::{Answer, FindingId};

/// How a category fared from one visit of a site to the next, what weighs most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// 屡查屡犯: found again, after it had been put right or an earlier visit had found it.
    Repeated,
    /// 仍未整改: the visit before found it, and nobody said since that it was put right.
    Unrectified,
    /// 新发现: nobody found it here before.
    New,
    /// 本次未查: the visit before found it, and this one did not look.
    NotChecked,
    /// 本次未再发现: the visit before found it, this one looked and did not.
    Gone,
}

/// What is known of a site besides the two visits.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// Categories that visits before the earlier of the two found.
    pub found_before: BTreeSet<String>,
    /// Findings of the earlier visit that were put right when the later one began, see
    /// [`put_right`].
    pub put_right: BTreeSet<FindingId>,
}

/// A category in two visits.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingPair<'a> {
    /// The category.
    pub category: &'a str,
    /// How it fared.
    pub course: Course,
    /// As the later visit found it.
    pub now: Option<&'a Finding>,
    /// As the earlier visit found it.
    pub before: Option<&'a Finding>,
}

/// An item in two visits; `None` where it was not asked.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerPair<'a> {
    /// The item's code.
    pub item: &'a str,
    /// The later visit's answer.
    pub now: Option<&'a Answer>,
    /// The earlier visit's answer.
    pub before: Option<&'a Answer>,
}

/// The categories that either visit found, what weighs most first, else in the order in which the
/// visits name them. What was withdrawn was not found.
pub fn compare_findings<'a>(
    now: &'a VisitContent,
    before: &'a VisitContent,
    history: &History,
) -> Vec<FindingPair<'a>> {
    let (here, earlier) = (standing(now), standing(before));
    let only_earlier = earlier.iter().filter(|one| find(&here, one).is_none());
    let mut pairs: Vec<_> = here
        .iter()
        .chain(only_earlier)
        .map(|finding| {
            let (this, that) = (find(&here, finding), find(&earlier, finding));
            FindingPair {
                category: &finding.category,
                course: course(this, that, now, history),
                now: this,
                before: that,
            }
        })
        .collect();
    pairs.sort_by_key(|pair| pair.course);
    pairs
}

/// The items that either visit asked, by code.
pub fn compare_answers<'a>(now: &'a VisitContent, before: &'a VisitContent) -> Vec<AnswerPair<'a>> {
    let mut pairs: BTreeMap<&str, AnswerPair<'_>> = BTreeMap::new();
    for item in now.answers.keys().chain(before.answers.keys()) {
        let (now, before) = (now.answers.get(item), before.answers.get(item));
        pairs.insert(item, AnswerPair { item, now, before });
    }
    pairs.into_values().collect()
}

/// Whether people said of a finding, before a moment, that it was put right: on the spot, or by the
/// last of its moves until then.
pub fn put_right(finding: &FindingRow, by: DateTime<FixedOffset>) -> bool {
    let moves = finding.moves.iter().map(|(_, version)| version);
    match moves.filter(|one| one.at < by).max_by_key(|one| one.at) {
        Some(last) => matches!(
            last.content.to,
            FindingState::Rectified | FindingState::Verified
        ),
        None => finding
            .shown()
            .is_some_and(|mention| mention.finding.rectified_on_spot),
    }
}

fn standing(visit: &VisitContent) -> Vec<&Finding> {
    visit.standing_findings().collect()
}

fn find<'a>(among: &[&'a Finding], like: &Finding) -> Option<&'a Finding> {
    let mut found = among.iter().filter(|one| one.category == like.category);
    found.next().copied()
}

fn course(
    now: Option<&Finding>,
    before: Option<&Finding>,
    visit: &VisitContent,
    history: &History,
) -> Course {
    match (now, before) {
        (Some(_), Some(before)) if history.put_right.contains(&before.id) => Course::Repeated,
        (Some(_), Some(_)) => Course::Unrectified,
        (Some(now), None) if history.found_before.contains(&now.category) => Course::Repeated,
        (Some(_), None) | (None, None) => Course::New,
        (None, Some(before)) => match visit.answers.get(&before.item) {
            Some(answer) if answer.is_value() => Course::Gone,
            _ => Course::NotChecked,
        },
    }
}
