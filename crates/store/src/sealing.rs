//! Sealing and amending: a draft becomes one fact, in one transaction.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use kakou_domain::checklist::Checklist;
use kakou_domain::draft::{Draft, FindingEdit};
use kakou_domain::fact::Body;
use kakou_domain::places::SiteDefined;
use kakou_domain::seal::{amend, seal};
use kakou_domain::visit::{Signature, VisitAmended, VisitContent};
use kakou_domain::{
    Answers, CampaignId, DivisionCode, FactId, Method, Nature, SiteId, SiteKind, VisitId,
};
use rusqlite::Transaction;
use serde::Deserialize;

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::evidence::PhotoGiven;
use crate::store::Store;
use crate::views::SealedView;
use crate::{contest, drafts, entry, lookup};

/// Which site a visit of a file is at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum SiteGiven {
    /// By its id.
    Id {
        /// Its id.
        id: SiteId,
    },
    /// By division, kind and name; a new one, if nobody knows it yet.
    Named {
        /// Where it lies.
        division: DivisionCode,
        /// What it is.
        site_kind: SiteKind,
        /// Its name.
        name: String,
    },
}

/// A whole visit from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitGiven {
    /// Where.
    pub site: SiteGiven,
    /// When.
    pub visited_at: DateTime<FixedOffset>,
    /// How.
    pub method: Method,
    /// By whom; empty is «whom this device belongs to».
    pub inspectors: Vec<String>,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// What was answered.
    pub answers: Answers,
    /// Rewritten sentences, changed severities.
    pub finding_edits: Vec<FindingEdit>,
    /// Signature or why none.
    pub signature: Option<Signature>,
    /// Photos; they count as taken when the visit was made.
    pub photos: Vec<PhotoGiven>,
    /// 亮点做法
    pub good_practice: String,
    /// Free text.
    pub notes: String,
}

impl Store {
    /// Seals a draft; the draft is gone in the same moment as the visit stands in the journal. A
    /// draft that corrects a visit becomes an amendment and needs a reason.
    pub fn draft_seal(&self, id: VisitId, reason: Option<&str>) -> Result<SealedView> {
        self.write(|tx| {
            let mut draft = match drafts::load(tx, id) {
                Err(StoreError::NoDraft(_)) if lookup::visit(tx, id).is_ok() => {
                    return Err(StoreError::AlreadySealed(id));
                }
                draft => draft?,
            };
            drafts::remove(tx, id)?;
            // One from before this device's keys, or whose id somebody has claimed meanwhile.
            let fact = FactId::from(id);
            if !self.is_own_id(tx, fact)? || contest::is_claimed(tx, fact)? {
                draft.id = VisitId(self.new_id(tx)?.0);
            }
            let checklist = drafts::checklist_of(tx, &draft)?;
            self.seal_in(tx, &draft, &checklist, reason)
        })
    }

    /// Seals a whole visit at once, without a draft.
    pub fn seal(&self, given: VisitGiven) -> Result<SealedView> {
        let photos = self.all_made_ready(&given.photos)?;
        self.write(|tx| {
            let kept = photos
                .iter()
                .map(|(photo, said)| self.kept(photo, said, given.visited_at));
            let site = self.find_or_add_site(tx, &given.site)?;
            let empty = self.empty_draft(tx, &site, given.method)?;
            // Somebody else's visit says nothing of this device's team.
            let (inspectors, team) = match given.inspectors.is_empty() {
                true => (empty.inspectors.clone(), empty.team),
                false => (given.inspectors, None),
            };
            let mut draft = Draft {
                visited_at: given.visited_at,
                inspectors,
                team,
                campaign: given.campaign,
                answers: given.answers,
                finding_edits: given.finding_edits,
                evidence: kept.collect::<Result<_>>()?,
                signature: given.signature,
                good_practice: given.good_practice,
                notes: given.notes,
                ..empty
            };
            // Judged by the shift of that time, also when it is typed in days later.
            let checklist = drafts::checklist_of(tx, &draft)?;
            self.expect_shift(tx, &checklist, &mut draft)?;
            self.seal_in(tx, &draft, &checklist, None)
        })
    }

    /// Corrects a sealed visit at once: `change` makes of what it says now what it should say.
    pub fn amend(
        &self,
        visit: VisitId,
        reason: &str,
        change: impl FnOnce(&mut Draft),
    ) -> Result<SealedView> {
        self.write(|tx| {
            let mut draft = self.amending(tx, visit)?;
            change(&mut draft);
            let checklist = drafts::checklist_of(tx, &draft)?;
            self.seal_in(tx, &draft, &checklist, Some(reason))
        })
    }

    fn find_or_add_site(&self, tx: &Transaction<'_>, given: &SiteGiven) -> Result<SiteDefined> {
        match given {
            SiteGiven::Id { id } => lookup::site(tx, *id),
            SiteGiven::Named {
                division,
                site_kind,
                name,
            } => {
                let site = SiteDefined::new(division.clone(), site_kind.clone(), name);
                self.known_or_added(tx, site)
            }
        }
    }

    fn seal_in(
        &self,
        tx: &Transaction<'_>,
        draft: &Draft,
        checklist: &Checklist,
        reason: Option<&str>,
    ) -> Result<SealedView> {
        let now = self.clock().now();
        let (view, follows, body) = match &draft.amends {
            None => {
                let content = seal(draft, checklist, now)?;
                let view = sealed_view(draft.id, &content);
                (view, Vec::new(), Body::VisitSealed(Box::new(content)))
            }
            Some(amends) => {
                let before = lookup::visit(tx, amends.visit)?.findings_ever();
                let reason = reason.unwrap_or_default();
                let content = amend(draft, checklist, &before, reason, now)?;
                let view = sealed_view(amends.visit, &content);
                let body = Body::VisitAmended(Box::new(VisitAmended {
                    visit: amends.visit,
                    reason: reason.trim().to_owned(),
                    content,
                }));
                (view, amends.follows.clone(), body)
            }
        };
        let mut facts = vec![NewFact {
            id: Some(FactId::from(draft.id)),
            scope: vec![view.site.division.clone()],
            follows,
            body,
        }];
        facts.extend(drafts::moves_of(tx, draft)?);
        let appended = self.append(tx, facts)?;
        Ok(match appended.into_iter().next() {
            None => view,
            Some(one) => SealedView {
                sealed_at: one.at.to_rfc3339_opts(SecondsFormat::Millis, false),
                check_code: one.check_code,
                ..view
            },
        })
    }
}

/// A sealed visit, before it is known when it was written.
fn sealed_view(id: VisitId, content: &VisitContent) -> SealedView {
    let not_checked = u32::try_from(content.not_checked()).unwrap_or(u32::MAX);
    let count = |nature| {
        let of = content.standing_findings();
        u32::try_from(of.filter(|one| one.nature == nature).count()).unwrap_or(u32::MAX)
    };
    SealedView {
        id,
        faults: count(Nature::Fault),
        needs: count(Nature::Need),
        site: content.site.clone(),
        sealed_at: String::new(),
        check_code: String::new(),
        not_checked,
    }
}

/// The check code of a fact that stands in a journal here.
pub(crate) fn check_code_of(db: &rusqlite::Connection, fact: FactId) -> Result<String> {
    let hash = entry::hash_of(db, fact)?;
    Ok(hash
        .map(|hash| kakou_journal::check_code(&hash))
        .unwrap_or_default())
}
