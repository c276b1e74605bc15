//! Two findings of one visit that a bulletin says in one sentence. They stay two findings.

use serde::{Deserialize, Serialize};

use super::Template;

/// Which two categories are said together, and how: the first sentence without the shared ending,
/// the link, the second without a repeated `{place}` and without the ending, the ending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The category that is said first.
    pub first: String,
    /// The category that follows.
    pub second: String,
    /// What stands between them, for example ，且
    pub link: String,
    /// What both sentences end in, for example ，存在交叉感染隐患。
    pub ending: String,
}

/// A sentence of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedSentence {
    /// The findings that it says, as places in the list that was given.
    pub findings: Vec<usize>,
    /// The sentence.
    pub text: String,
}

/// The sentences that say the findings of one visit, given as category and text, in their order;
/// two that the template joins stand where the earlier of them stood. A text that an inspector
/// rewrote so that it no longer fits stays a sentence of its own.
pub fn join_sentences(template: &Template, findings: &[(&str, &str)]) -> Vec<JoinedSentence> {
    let mut said: Vec<Option<JoinedSentence>> = findings
        .iter()
        .enumerate()
        .map(|(place, (_, text))| {
            Some(JoinedSentence {
                findings: vec![place],
                text: (*text).to_owned(),
            })
        })
        .collect();
    for join in &template.joins {
        let alone = |category: &str| {
            said.iter().position(|sentence| {
                sentence
                    .as_ref()
                    .is_some_and(|sentence| match sentence.findings.as_slice() {
                        [place] => findings[*place].0 == category,
                        _ => false,
                    })
            })
        };
        let (Some(first), Some(second)) = (alone(&join.first), alone(&join.second)) else {
            continue;
        };
        if let Some(text) = join.text(template, findings[first].1, findings[second].1) {
            said[first.max(second)] = None;
            said[first.min(second)] = Some(JoinedSentence {
                findings: vec![first, second],
                text,
            });
        }
    }
    said.into_iter().flatten().collect()
}

impl Join {
    fn text(&self, template: &Template, first: &str, second: &str) -> Option<String> {
        let start = first.strip_suffix(&self.ending)?;
        let more = second.strip_suffix(&self.ending)?;
        let mut places = template.kinds.iter().map(|kind| kind.place.as_str());
        let place = places.find(|place| start.starts_with(place) && more.starts_with(place));
        let more = place
            .and_then(|place| more.strip_prefix(place))
            .unwrap_or(more);
        Some(format!("{start}{}{more}{}", self.link, self.ending))
    }
}
