//! What is stated of a visit: sealed once, amended with reasons, supplemented.

use serde::{Deserialize, Serialize};

use super::RowKey;
use crate::fact::{Body, Fact};
use crate::origin::Stated;
use crate::versions::{Version, Versions};
use crate::visit::{Evidence, Finding, VisitAmended, VisitContent, VisitSupplemented};
use crate::{FactId, VisitId};

/// A visit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct VisitFoldRow {
    /// As it was sealed; empty while only an amendment of it has arrived.
    pub sealed: Versions<VisitContent>,
    /// Its corrections.
    pub amended: Versions<VisitAmended>,
    /// What was added later.
    pub supplemented: Versions<VisitSupplemented>,
}

impl VisitFoldRow {
    /// The row that facts make of a visit. What they state of others is passed over.
    pub fn of(visit: VisitId, facts: impl IntoIterator<Item = Stated>) -> Self {
        let mut row = Self::default();
        for stated in facts {
            if visit_of(&stated.fact) == Some(visit) {
                row.take(stated);
            }
        }
        row
    }

    pub(super) fn take(&mut self, stated: Stated) {
        let Stated { fact, origin } = stated;
        let version = Version {
            follows: fact.follows,
            at: fact.at,
            by: fact.by,
            origin,
            content: (),
        };
        match fact.body {
            Body::VisitSealed(body) => self.sealed.insert(fact.id, version.with(*body)),
            Body::VisitAmended(body) => self.amended.insert(fact.id, version.with(*body)),
            Body::VisitSupplemented(body) => self.supplemented.insert(fact.id, version.with(body)),
            _ => {}
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.sealed.remove(id);
        self.amended.remove(id);
        self.supplemented.remove(id);
    }

    /// The visit as it was sealed.
    pub fn original(&self) -> Option<&VisitContent> {
        self.sealed.current()
    }

    /// The visit as it stands now: its one last correction, or the original. Where corrections
    /// contradict each other the original stands until someone settles it. Another's correction counts
    /// when the visit's author or headquarters follows it.
    pub fn current(&self) -> Option<&VisitContent> {
        let original = self.original()?;
        let heads = self.counted();
        match heads.first() {
            Some((_, head)) if !contradict(&heads) => Some(&head.content.content),
            _ => Some(original),
        }
    }

    /// Whether two corrections contradict each other, or another's waits to be followed.
    pub fn conflict(&self) -> bool {
        contradict(&self.counted()) || !self.by_others().is_empty()
    }

    /// 他人更正: corrections by others than the visit's author that nobody has followed yet, as far as
    /// they say something else than what stands.
    pub fn by_others(&self) -> Vec<(FactId, &Version<VisitAmended>)> {
        let mut heads = self.amended.heads();
        let current = self.current();
        heads.retain(|(_, head)| head.origin.of_another && Some(&head.content.content) != current);
        heads
    }

    /// The corrections that stand.
    fn counted(&self) -> Vec<(FactId, &Version<VisitAmended>)> {
        self.amended
            .heads_among(|version| !version.origin.of_another)
    }

    /// The visit's files as it stands now, then those that were added later, with who added them.
    pub fn evidence(
        &self,
    ) -> impl Iterator<Item = (&Evidence, Option<&Version<VisitSupplemented>>)> {
        let current = self.current().into_iter();
        let current = current.flat_map(|content| content.evidence.iter().map(|file| (file, None)));
        let added = self.supplemented.iter().flat_map(|(_, version)| {
            let files = version.content.evidence.iter();
            files.map(move |file| (file, Some(version)))
        });
        current.chain(added)
    }

    /// Every finding that the visit or one of its corrections ever named. An amendment names each of
    /// them again, standing or withdrawn, so that none stays open unseen.
    pub fn findings_ever(&self) -> Vec<Finding> {
        let corrected = self
            .amended
            .iter()
            .map(|(_, version)| &version.content.content);
        let mut ever: Vec<Finding> = Vec::new();
        for content in self.original().into_iter().chain(corrected) {
            for finding in &content.findings {
                if !ever.iter().any(|known| known.id == finding.id) {
                    ever.push(finding.clone());
                }
            }
        }
        ever
    }

    /// What an amendment must follow: the corrections that stand, or the sealed visit.
    pub fn follow_next(&self) -> Vec<FactId> {
        if self.amended.is_empty() {
            self.sealed.head_ids()
        } else {
            self.amended.head_ids()
        }
    }
}

fn contradict(heads: &[(FactId, &Version<VisitAmended>)]) -> bool {
    let mut contents = heads.iter().map(|(_, head)| &head.content.content);
    let first = contents.next();
    contents.any(|content| Some(content) != first)
}

/// The visit that a fact makes: by its seal, a correction, a supplement.
pub fn visit_of(fact: &Fact) -> Option<VisitId> {
    match &fact.body {
        Body::VisitSealed(_) => Some(fact.id.into()),
        Body::VisitAmended(amended) => Some(amended.visit),
        Body::VisitSupplemented(supplemented) => Some(supplemented.visit),
        _ => None,
    }
}

/// The visit that a fact is about, and the findings that it mentions.
pub(super) fn mentions(fact: &Fact) -> Option<(VisitId, &VisitContent)> {
    match &fact.body {
        Body::VisitSealed(content) => Some((fact.id.into(), content)),
        Body::VisitAmended(amended) => Some((amended.visit, &amended.content)),
        _ => None,
    }
}

pub(super) fn touched(fact: &Fact) -> Vec<RowKey> {
    let findings = mentions(fact).map(|(_, content)| content.findings.iter());
    let findings = findings.into_iter().flatten();
    let findings = findings.map(|finding: &Finding| RowKey::Finding(finding.id));
    let visit = visit_of(fact).map(RowKey::Visit);
    visit.into_iter().chain(findings).collect()
}
