//! What is stated of rounds, assignments, checklists and authors.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::FactId;
use crate::checklist::Template;
use crate::fact::Body;
use crate::origin::Stated;
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
    pub(super) fn apply(&mut self, stated: &Stated) {
        match &stated.fact.body {
            Body::CampaignOpened(body) => self.opened.add(stated, body.clone()),
            Body::CampaignClosed(body) => self.closed.add(stated, body.clone()),
            _ => {}
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.opened.remove(id);
        self.closed.remove(id);
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
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::AssignmentMade(body) = &stated.fact.body {
            self.made.add(stated, body.clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.made.remove(id);
    }
}

/// A checklist, by the hash of its content; publishing it twice changes nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ChecklistRow {
    /// Each publication.
    pub published: Versions<Template>,
}

impl ChecklistRow {
    pub(super) fn apply(&mut self, stated: &Stated) {
        if let Body::ChecklistPublished(body) = &stated.fact.body {
            self.published.add(stated, (**body).clone());
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.published.remove(id);
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
    pub(super) fn apply(&mut self, stated: &Stated) {
        match &stated.fact.body {
            Body::AuthorAdmitted(body) => self.admitted.add(stated, body.clone()),
            Body::AuthorRetired(body) => self.retired.add(stated, body.clone()),
            _ => {}
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.admitted.remove(id);
        self.retired.remove(id);
    }
}
