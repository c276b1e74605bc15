//! Re-inspection: what a draft says of the findings that were still open at its site.

use kakou_domain::draft::Draft;
use kakou_domain::fact::Body;
use kakou_domain::fold::FindingRow;
use kakou_domain::moves::{FindingMoved, Recheck};
use kakou_domain::{FindingId, VisitId};
use rusqlite::Connection;

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::lookup;
use crate::store::Store;
use crate::views::DraftPage;

impl Store {
    /// Notes what was seen of an open finding, or that nobody looked. The finding itself moves when
    /// the visit is sealed, so that a slip of the finger is never a fact.
    pub fn draft_recheck(
        &self,
        id: VisitId,
        finding: FindingId,
        seen: Option<Recheck>,
    ) -> Result<DraftPage> {
        self.change(id, |_, draft| {
            draft.recheck(finding, seen);
            Ok(())
        })
    }
}

/// The moves that sealing a draft makes. A finding that others moved on meanwhile keeps their word:
/// it must not keep a visit from being sealed.
pub(crate) fn moves_of(db: &Connection, draft: &Draft) -> Result<Vec<NewFact>> {
    let mut facts = Vec::new();
    for (&finding, &seen) in &draft.rechecks {
        match lookup::finding(db, finding) {
            Ok(row) => facts.extend(move_of(finding, &row, seen)),
            Err(StoreError::NoFinding(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(facts)
}

fn move_of(finding: FindingId, row: &FindingRow, seen: Recheck) -> Option<NewFact> {
    let to = seen.moves_to(row.state());
    if !row.may_become(to) {
        return None;
    }
    let scope = row.shown().map(|mention| mention.site.division.clone());
    Some(NewFact {
        id: None,
        scope: scope.into_iter().collect(),
        follows: row.follow_next(),
        // Who has to act, and until when, is not changed by looking.
        body: Body::FindingMoved(FindingMoved::new(finding, to)),
    })
}
