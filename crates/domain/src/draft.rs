//! What is still being typed: one local row, saved at each answer, never synced.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::checklist::{FilledFrom, Item, Template};
use crate::moves::Recheck;
use crate::places::Shift;
use crate::visit::{Evidence, Filled, PhoneCall, Signature, SiteRef};
use crate::{
    Answer, Answers, CampaignId, FactId, FindingId, Fix, Method, Severity, TeamId, VisitId,
};

/// A fix that is a little older than the visit was measured at its place.
const FIX_BEFORE: TimeDelta = TimeDelta::seconds(30);
/// Later than this the device may be anywhere.
const FIX_AFTER: TimeDelta = TimeDelta::hours(2);

/// A change to a finding that the rules raise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FindingEdit {
    /// Which finding, by its category.
    pub category: String,
    /// Another sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub text: Option<String>,
    /// Another severity; needs a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub severity: Option<Severity>,
    /// Why the severity differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub reason: Option<String>,
    /// 立查立改
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<bool>"))]
    pub rectified_on_spot: bool,
}

/// Which sealed visit a draft corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Amends {
    /// The visit.
    pub visit: VisitId,
    /// The versions of it that the writer saw.
    pub follows: Vec<FactId>,
}

/// A visit in the making.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Draft {
    /// Becomes the visit's id; so sealing twice is seen.
    pub id: VisitId,
    /// The visit that it corrects, if it is an amendment.
    #[serde(default)]
    pub amends: Option<Amends>,
    /// Where.
    pub site: SiteRef,
    /// In which round.
    #[serde(default)]
    pub campaign: Option<CampaignId>,
    /// By which team.
    #[serde(default)]
    pub team: Option<TeamId>,
    /// By whom.
    #[serde(default)]
    pub inspectors: Vec<String>,
    /// How.
    pub method: Method,
    /// When it began.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub visited_at: DateTime<FixedOffset>,
    /// When it ended, if it corrects a visit of which that is known.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub ended_at: Option<DateTime<FixedOffset>>,
    /// Where the device is.
    #[serde(default)]
    pub position: Option<Fix>,
    /// So far.
    #[serde(default)]
    pub answers: Answers,
    /// Presses of «rest is normal».
    #[serde(default)]
    pub filled: Vec<Filled>,
    /// Calls to the duty phone.
    #[serde(default)]
    pub calls: Vec<PhoneCall>,
    /// Rewritten sentences and changed severities.
    #[serde(default)]
    pub finding_edits: Vec<FindingEdit>,
    /// What was seen of the findings that were still open; they move when the visit is sealed.
    #[serde(default)]
    pub rechecks: BTreeMap<FindingId, Recheck>,
    /// Photos so far.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Signature or why none.
    #[serde(default)]
    pub signature: Option<Signature>,
    /// 亮点做法
    #[serde(default)]
    pub good_practice: String,
    /// Free text.
    #[serde(default)]
    pub notes: String,
}

impl Draft {
    /// Nothing but where, how and when.
    pub fn new(
        id: VisitId,
        site: SiteRef,
        method: Method,
        visited_at: DateTime<FixedOffset>,
    ) -> Self {
        Self {
            id,
            amends: None,
            site,
            campaign: None,
            team: None,
            inspectors: Vec::new(),
            method,
            visited_at,
            ended_at: None,
            position: None,
            answers: Answers::new(),
            filled: Vec::new(),
            calls: Vec::new(),
            finding_edits: Vec::new(),
            rechecks: BTreeMap::new(),
            evidence: Vec::new(),
            signature: None,
            good_practice: String::new(),
            notes: String::new(),
        }
    }

    /// Sets or clears one answer.
    pub fn answer(&mut self, item: &str, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.answers.insert(item.to_owned(), answer),
            None => self.answers.remove(item),
        };
        // What the inspector answers by hand is no longer «filled by the button».
        self.forget_filled(item);
    }

    /// Takes over what a group's button fills and remembers that it was pressed.
    pub fn fill(&mut self, group: &str, answers: Answers) {
        if answers.is_empty() {
            return;
        }
        let items = answers.keys().cloned().collect();
        self.answers.extend(answers);
        self.filled.push(Filled {
            group: group.to_owned(),
            items,
        });
    }

    /// Takes back the last press of a group's button, where the answers still stand.
    pub fn unfill(&mut self, group: &str) {
        let Some(at) = self.filled.iter().rposition(|filled| filled.group == group) else {
            return;
        };
        for item in self.filled.remove(at).items {
            self.answers.remove(&item);
        }
    }

    /// Notes a call to the duty phone; the items that count them follow.
    pub fn call(&mut self, template: &Template, call: PhoneCall) {
        self.calls.push(call);
        self.count_calls(template);
    }

    /// Takes the last call back.
    pub fn uncall(&mut self, template: &Template) {
        self.calls.pop();
        self.count_calls(template);
    }

    /// Answers what the roster knows: who must be there on the shift that is on.
    pub fn expect(&mut self, template: &Template, shift: &Shift) {
        for item in &template.items {
            let answer = match item.filled_from {
                FilledFrom::Roster => Answer::Count(shift.required.into()),
                FilledFrom::RosterRoles => match roles_of(item, shift) {
                    roles if roles.is_empty() => continue,
                    roles => Answer::Many(roles),
                },
                FilledFrom::Inspector | FilledFrom::CallsMade | FilledFrom::CallsAnswered => {
                    continue;
                }
            };
            self.answers.entry(item.code.clone()).or_insert(answer);
        }
    }

    /// Answers the items that count calls. Without one, nothing is known of answered calls.
    pub fn count_calls(&mut self, template: &Template) {
        let answered = self.calls.iter().filter(|call| call.answered).count();
        for item in &template.items {
            let count = match item.filled_from {
                FilledFrom::CallsMade => Some(self.calls.len()),
                FilledFrom::CallsAnswered => (!self.calls.is_empty()).then_some(answered),
                FilledFrom::Inspector | FilledFrom::Roster | FilledFrom::RosterRoles => continue,
            };
            let count = count.map(|count| Answer::Count(i64::try_from(count).unwrap_or(i64::MAX)));
            self.answer(&item.code, count);
        }
    }

    /// Says what was seen of a finding that was still open; `None` is 未复查.
    pub fn recheck(&mut self, finding: FindingId, seen: Option<Recheck>) {
        match seen {
            Some(seen) => self.rechecks.insert(finding, seen),
            None => self.rechecks.remove(&finding),
        };
    }

    /// Adds a photo, or replaces what is said of one: the same bytes are the same photo.
    pub fn add_photo(&mut self, photo: Evidence) {
        self.evidence.retain(|known| known.sha256 != photo.sha256);
        self.evidence.push(photo);
        // One that is put back stands where it stood.
        self.evidence.sort_by_key(|known| known.taken_at);
    }

    /// Takes a photo off the visit; its file stays until nothing refers to it any more.
    pub fn remove_photo(&mut self, sha256: &str) {
        self.evidence.retain(|known| known.sha256 != sha256);
    }

    /// Takes over a fix that the device found by itself, if it says more than what is noted and was
    /// measured during the visit: not on the way there, and not in the office in the evening.
    pub fn note_fix(&mut self, fix: Fix) {
        let during = match &fix {
            Fix::Known { at, .. } => {
                let since = at.signed_duration_since(self.visited_at);
                (-FIX_BEFORE..=FIX_AFTER).contains(&since)
            }
            Fix::Missing { .. } => true,
        };
        if self.amends.is_none() && during && fix.improves(self.position.as_ref()) {
            self.position = Some(fix);
        }
    }

    /// Replaces what was said of one finding; an edit that says nothing is dropped.
    pub fn edit_finding(&mut self, edit: FindingEdit) {
        self.finding_edits
            .retain(|known| known.category != edit.category);
        let empty = FindingEdit {
            category: edit.category.clone(),
            ..FindingEdit::default()
        };
        if edit != empty {
            self.finding_edits.push(edit);
        }
    }

    /// The edits by category; the last one said counts.
    pub fn edits(&self) -> BTreeMap<&str, &FindingEdit> {
        self.finding_edits
            .iter()
            .map(|edit| (edit.category.as_str(), edit))
            .collect()
    }

    fn forget_filled(&mut self, item: &str) {
        for filled in &mut self.filled {
            filled.items.retain(|known| known != item);
        }
        self.filled.retain(|filled| !filled.items.is_empty());
    }
}

/// The roles of a shift that an item can name, in the checklist's order. What another checklist
/// names is not asked here.
fn roles_of(item: &Item, shift: &Shift) -> Vec<String> {
    let demands = |code: &str| shift.roles.iter().any(|one| one.role == code);
    let choices = item.answer.choices().iter();
    let codes = choices.map(|choice| choice.code.clone());
    codes.filter(|code| demands(code)).collect()
}
