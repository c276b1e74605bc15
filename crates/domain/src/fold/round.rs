//! What is stated of rounds, assignments, checklists and authors.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::checklist::Template;
use crate::fact::{Body, Fact};
use crate::supervision::{
    AssignmentMade, AuthorAdmitted, AuthorRetired, CampaignClosed, CampaignOpened,
};
use crate::versions::Versions;

/// A round of supervision.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CampaignRow {
    /// Its opening.
    pub opened: Versions<CampaignOpened>,
    /// Its end.
    pub closed: Versions<CampaignClosed>,
}

impl CampaignRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        match &fact.body {
            Body::CampaignOpened(body) => self.opened.add(fact, body.clone()),
            Body::CampaignClosed(body) => self.closed.add(fact, body.clone()),
            _ => {}
        }
    }

    /// The last day on which a visit counts, as far as one is set: the one that was planned, or
    /// the one on which it was closed.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let planned = self.opened.current().and_then(|opened| opened.to);
        let closed = self.closed.current().map(|closed| closed.on);
        closed.or(planned)
    }

    /// Whether visits of a day count.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        let begun = self
            .opened
            .current()
            .is_some_and(|opened| opened.from <= day);
        begun && self.last_day().is_none_or(|last| day <= last)
    }
}

/// An assignment.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AssignmentRow {
    /// What was assigned.
    pub made: Versions<AssignmentMade>,
}

impl AssignmentRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::AssignmentMade(body) = &fact.body {
            self.made.add(fact, body.clone());
        }
    }
}

/// A checklist, by the hash of its content; publishing it twice changes nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ChecklistRow {
    /// Each publication.
    pub published: Versions<Template>,
}

impl ChecklistRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        if let Body::ChecklistPublished(body) = &fact.body {
            self.published.add(fact, (**body).clone());
        }
    }
}

/// A journal's author.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AuthorRow {
    /// Its admissions.
    pub admitted: Versions<AuthorAdmitted>,
    /// Its retirement.
    pub retired: Versions<AuthorRetired>,
}

impl AuthorRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        match &fact.body {
            Body::AuthorAdmitted(body) => self.admitted.add(fact, body.clone()),
            Body::AuthorRetired(body) => self.retired.add(fact, body.clone()),
            _ => {}
        }
    }
}
