//! What is added to a sealed visit: 补充. No correction, so it needs no reason.

use crate::VisitId;
use crate::fold::VisitFoldRow;
use crate::seal::{SealError, check_evidence, check_photo_count, check_text};
use crate::visit::{Evidence, VisitSupplemented};

/// What somebody states who adds files to a visit. Files that the visit has already are left out;
/// `None` when nothing is left.
pub fn supplement(
    visit: VisitId,
    row: &VisitFoldRow,
    files: Vec<Evidence>,
    notes: &str,
) -> Result<Option<VisitSupplemented>, SealError> {
    check_text("text", notes)?;
    check_evidence(&files)?;
    let mut known: Vec<&str> = row
        .evidence()
        .map(|(file, _)| file.sha256.as_str())
        .collect();
    let mut evidence: Vec<Evidence> = Vec::new();
    for file in &files {
        if !known.contains(&file.sha256.as_str()) {
            known.push(&file.sha256);
            evidence.push(file.clone());
        }
    }
    if evidence.is_empty() {
        return Ok(None);
    }
    check_photo_count(known.len())?;
    let notes = notes.trim().to_owned();
    Ok(Some(VisitSupplemented {
        visit,
        evidence,
        notes,
    }))
}
