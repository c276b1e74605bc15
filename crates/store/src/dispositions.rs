//! Recording dispositions.

use kakou_domain::DispositionId;
use kakou_domain::disposition::DispositionRecorded;
use kakou_domain::fact::Body;
use rusqlite::Transaction;

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::DispositionView;
use crate::{lookup, review};

impl Store {
    /// Records a disposition, or corrects the one that it names in `corrects`. Where it names only
    /// findings, the visit that they came from is noted, so that a case is a visit.
    pub fn disposition_record(&self, mut body: DispositionRecorded) -> Result<DispositionView> {
        self.write(|tx| {
            let id = self.new_id(tx)?;
            body.check()?;
            let mut scope = Vec::new();
            for finding in &body.findings {
                let row = lookup::finding(tx, *finding)?;
                let shown = row.shown().ok_or(StoreError::NoFinding(*finding))?;
                body.visit = body.visit.or(shown.visit);
                scope.push(shown.site.division.clone());
            }
            if let Some(visit) = body.visit {
                let row = lookup::visit(tx, visit)?;
                let content = row.current().ok_or(StoreError::NoVisit(visit))?;
                scope.push(content.site.division.clone());
            }
            scope.sort();
            scope.dedup();
            let of = body.corrects.unwrap_or(DispositionId(id.0));
            let new = NewFact {
                id: Some(id),
                scope,
                follows: follows(tx, body.corrects)?,
                body: Body::DispositionRecorded(body),
            };
            self.append(tx, vec![new])?;
            review::disposition(tx, of)
        })
    }
}

fn follows(
    tx: &Transaction<'_>,
    corrects: Option<DispositionId>,
) -> Result<Vec<kakou_domain::FactId>> {
    match corrects {
        Some(id) => Ok(lookup::disposition(tx, id)?.recorded.head_ids()),
        None => Ok(Vec::new()),
    }
}
