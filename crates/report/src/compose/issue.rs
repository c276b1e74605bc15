//! A bulletin is issued and read again. From then on it stays as it is; what comes later becomes a
//! supplement.

use std::collections::BTreeSet;

use kakou_domain::reports::{BulletinIssued, Passage};
use kakou_domain::{BulletinId, CampaignId, FactId};
use kakou_store::{Store, StoreError};

use super::{Bulletin, BulletinTotals};
use crate::bulletin::{Block, BulletinDocument, Letterhead};
use crate::error::{ReportError, Result};

impl Bulletin {
    /// What headquarters states when it issues this. Blanks for names stay blanks: names of people
    /// are in the paper alone.
    ///
    /// # Errors
    /// `bulletin-without-number` when nobody has given it one.
    pub fn to_issue(
        &self,
        campaign: Option<CampaignId>,
        supplements: Option<BulletinId>,
    ) -> Result<BulletinIssued> {
        let number = match &self.document.letterhead {
            Letterhead::Official(head) => &head.number,
            Letterhead::Brief(head) => &head.issue,
        };
        if number.trim().is_empty() || number.contains("{{") {
            return Err(ReportError::NoNumber);
        }
        let passages = self.document.body.iter().map(|block| {
            let (Block::Heading { text, sources, .. } | Block::Paragraph { text, sources }) = block;
            Passage {
                text: text.clone(),
                facts: sources.iter().filter_map(|id| id.parse().ok()).collect(),
            }
        });
        let document = serde_json::json!({"document": self.document, "totals": self.totals});
        Ok(BulletinIssued {
            campaign,
            from: self.from,
            to: self.to,
            number: number.clone(),
            title: self.document.title.clone(),
            as_of: self.as_of,
            passages: passages.collect(),
            document,
            supplements,
        })
    }
}

/// A bulletin as it was issued.
///
/// # Errors
/// When there is none of this id, or it cannot be read any more.
pub fn issued_bulletin(store: &Store, id: BulletinId) -> Result<Bulletin> {
    let issued = store.bulletin(id)?.issued;
    let part = |key: &str| issued.document.get(key).cloned().unwrap_or_default();
    let document: BulletinDocument =
        serde_json::from_value(part("document")).map_err(StoreError::from)?;
    let totals: BulletinTotals =
        serde_json::from_value(part("totals")).map_err(StoreError::from)?;
    Ok(Bulletin {
        document,
        totals,
        tablets: None,
        from: issued.from,
        to: issued.to,
        as_of: issued.as_of,
    })
}

/// The facts that a bulletin and those that it supplements rest on.
pub(super) fn facts_of(store: &Store, id: BulletinId) -> Result<BTreeSet<FactId>> {
    let mut facts = BTreeSet::new();
    let (mut next, mut seen) = (Some(id), BTreeSet::new());
    while let Some(id) = next.filter(|id| seen.insert(*id)) {
        let issued = store.bulletin(id)?.issued;
        facts.extend(issued.passages.into_iter().flat_map(|one| one.facts));
        next = issued.supplements;
    }
    Ok(facts)
}
