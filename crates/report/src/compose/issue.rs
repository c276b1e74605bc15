//! A bulletin is checked, issued and read again. What is issued is, word for word, what somebody has
//! checked; from then on it stays as it is, and what comes later becomes a supplement.

use std::collections::BTreeSet;

use kakou_domain::reports::{BulletinChecked, BulletinIssued, ChangedPassages, Passage};
use kakou_domain::{BulletinId, FactId};
use kakou_store::views::{BulletinCheckView, BulletinLine, BulletinState, BulletinView};
use kakou_store::{Store, StoreError};

use super::{Bulletin, BulletinAsked, BulletinTotals, draw_up, draw_up_as_of};
use crate::bulletin::{Block, BulletinDocument, Letterhead};
use crate::error::{ReportError, Result};

/// How far the bulletin that is asked for is.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Nobody has checked one of this number, or it has no number yet.
    Draft,
    /// It reads as it was checked.
    Checked(BulletinCheckView, Box<Bulletin>),
    /// It was checked, and reads differently now.
    Changed(BulletinCheckView, ChangedPassages),
    /// One of this number was issued; what has come since is a supplement.
    Issued(BulletinId),
}

/// How far a draft is. It is drawn up again as of the moment of the check: time alone changes
/// nothing, records do.
///
/// # Errors
/// What [`draw_up`] fails with.
pub fn standing(store: &Store, asked: &BulletinAsked, draft: &Bulletin) -> Result<Standing> {
    match draft.content(asked) {
        Ok(content) => standing_of(store, asked, &content),
        Err(ReportError::NoNumber) => Ok(Standing::Draft),
        Err(error) => Err(error),
    }
}

fn standing_of(store: &Store, asked: &BulletinAsked, draft: &BulletinIssued) -> Result<Standing> {
    let mut known = store.bulletins()?.into_iter();
    let same = |one: &BulletinLine| one.campaign == asked.campaign && one.number == draft.number;
    if let Some(issued) = known.find(|one| one.state == BulletinState::Issued && same(one)) {
        return Ok(Standing::Issued(BulletinId(issued.fact.0)));
    }
    let mut changed = Standing::Draft;
    for check in store.bulletin_checks(asked.campaign, &draft.number)? {
        let BulletinChecked { as_of, .. } = check.checked;
        let then = draw_up_as_of(store, asked, as_of)?;
        let content = then.content(asked)?;
        if check.checked.covers(&content) {
            return Ok(Standing::Checked(check, Box::new(then)));
        }
        let differs = check.checked.changed(&content);
        changed = Standing::Changed(check, differs);
    }
    Ok(changed)
}

/// States that `checker` has read this draft and found it right: from now on it may be issued, as
/// long as it still reads the same.
///
/// # Errors
/// `bulletin-without-number` when nobody has given it one, and what the store refuses.
pub fn check(
    store: &Store,
    draft: &Bulletin,
    asked: &BulletinAsked,
    checker: &str,
) -> Result<BulletinCheckView> {
    Ok(store.bulletin_check(&draft.content(asked)?, checker)?)
}

/// Issues the bulletin that is asked for as it was checked. Blanks for names stay blanks: names of
/// people are in the paper alone.
///
/// # Errors
/// `bulletin-without-number`, `bulletin-not-checked`, `bulletin-changed` when records or its heading
/// have changed since it was checked, and what the store refuses.
pub fn issue(
    store: &Store,
    asked: &BulletinAsked,
    signer: &str,
) -> Result<(Bulletin, BulletinView)> {
    let draft = draw_up(store, asked)?.content(asked)?;
    if !store.is_office()? {
        return Err(StoreError::NotOffice.into());
    }
    match standing_of(store, asked, &draft)? {
        Standing::Issued(_) => Err(StoreError::AlreadyIssued(draft.number).into()),
        Standing::Draft => Err(StoreError::NotChecked.into()),
        Standing::Changed(check, changed) => Err(ReportError::Changed {
            number: draft.number,
            checker: check.checked.checker,
            changed,
        }),
        Standing::Checked(check, bulletin) => {
            let view = store.bulletin_issue(BulletinIssued {
                check: Some(check.id),
                signer: Some(signer.trim().to_owned()),
                ..bulletin.content(asked)?
            })?;
            Ok((*bulletin, view))
        }
    }
}

impl Bulletin {
    /// All that it says, with the facts behind each passage.
    fn content(&self, asked: &BulletinAsked) -> Result<BulletinIssued> {
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
            campaign: asked.campaign,
            from: self.from,
            to: self.to,
            number: number.clone(),
            title: self.document.title.clone(),
            as_of: self.as_of,
            passages: passages.collect(),
            document,
            supplements: asked.supplements,
            check: None,
            signer: None,
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
