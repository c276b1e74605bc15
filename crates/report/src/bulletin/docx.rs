//! A bulletin as a Word document by the measures of GB/T 9704-2012.

mod annex;
mod body;
mod finish;
mod foot;
mod head;
mod libreoffice;
mod measure;
mod order;
mod page;
mod run;
mod signature;
mod styles;
mod typeface;
mod xml;

use std::io::Cursor;

use docx_rs::Docx;

pub(crate) use page::Setter;

use super::document::BulletinDocument;
use super::letterhead::Letterhead;
use super::sheet::BulletinSheet;
use crate::error::{ReportError, Result};

/// The bulletin as a Word document, for WPS and Word.
///
/// # Errors
/// `paper-not-set` when the document cannot be packed.
pub fn docx(document: &BulletinDocument) -> Result<Vec<u8>> {
    docx_for(document, Setter::Office)
}

/// The same for whoever sets it.
pub(crate) fn docx_for(document: &BulletinDocument, setter: Setter) -> Result<Vec<u8>> {
    let sheet = BulletinSheet::of(document);
    let written_on = match &document.letterhead {
        Letterhead::Official(head) => head.signature.date,
        Letterhead::Brief(head) => head.date,
    };
    let written_on = format!("{written_on}T00:00:00Z");
    let mut docx = styles::define(page::set(Docx::new()))
        .created_at(&written_on)
        .updated_at(&written_on);
    for paragraph in head::paragraphs(&sheet, document.form()) {
        docx = docx.add_paragraph(paragraph);
    }
    for paragraph in body::paragraphs(&sheet) {
        docx = docx.add_paragraph(paragraph);
    }
    if let Some(signature) = &sheet.signature {
        docx = signature::add(docx, signature, setter);
    }
    for annex in &sheet.annexes {
        docx = annex::add(docx, annex);
    }
    let mut packed = Cursor::new(Vec::new());
    finish::finished(foot::add(docx, &sheet.foot), setter)?
        .pack(&mut packed)
        .map_err(|error| ReportError::Typesetting(error.to_string()))?;
    Ok(packed.into_inner())
}
