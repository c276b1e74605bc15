//! The same document for LibreOffice, which makes the PDF. It sets two things otherwise than Word
//! and WPS do, and is led to the same page here, so that the document for people need not care.

use docx_rs::XMLDocx;

use super::finish::change;
use super::measure::RIGHT;
use super::typeface::ALL;
use super::xml::Element;
use crate::error::Result;
use crate::fonts;

/// LibreOffice lets no table float that leaves hardly anything beside it, and the foot is as wide as
/// the text. The page is this much wider, and every paragraph ends as much before its edge.
const WIDER: i32 = 400;

/// Changes the parts.
pub(super) fn adapt(parts: &mut XMLDocx) -> Result<()> {
    change(&mut parts.styles, &mut |element| {
        indent_normal(element);
        shared(element);
    })?;
    change(&mut parts.document, &mut |element| {
        keep_in_tables(element);
        shared(element);
    })?;
    for footer in &mut parts.footers {
        change(footer, &mut shared)?;
    }
    Ok(())
}

fn shared(element: &mut Element) {
    typeface(element);
    if element.is("w:pgMar") {
        element.set_attribute("w:right", &(RIGHT - WIDER).to_string());
    }
    if element.is("w:ind") && !element.has(DONE, "1") {
        let right = element.attribute("w:right");
        let right = right.and_then(|right| right.parse().ok()).unwrap_or(0);
        element.set_attribute("w:right", &(right + WIDER).to_string());
    }
    element.drop_attribute(DONE);
}

/// Marks indents that stay as they are, until they have been come by.
const DONE: &str = "w:done";

/// What has no indent of its own has this one.
fn indent_normal(element: &mut Element) {
    if element.is("w:style") && element.has("w:styleId", "Normal") {
        for properties in element.elements().filter(|below| below.is("w:pPr")) {
            properties.push(Element::new("w:ind", &[("w:right", "0")]));
        }
    }
}

/// Paragraphs in tables end where their cell does.
fn keep_in_tables(element: &mut Element) {
    if !element.is("w:tbl") {
        return;
    }
    element.each(&mut |below| {
        if !below.is("w:pPr") {
            return;
        }
        if !below.elements().any(|property| property.is("w:ind")) {
            below.push(Element::new("w:ind", &[("w:right", "0")]));
        }
        for indent in below.elements().filter(|property| property.is("w:ind")) {
            indent.set_attribute(DONE, "1");
        }
    });
}

/// LibreOffice does not read which typefaces may stand in, so one that is installed is named.
fn typeface(element: &mut Element) {
    if !element.is("w:rFonts") {
        return;
    }
    let installed = |name: &&str| {
        let book = fonts::installed().book();
        book.contains_family(&name.to_lowercase())
    };
    for face in ALL {
        let named = [face.name()].into_iter();
        let mut names = named
            .chain(face.alternatives().split(','))
            .chain(face.last_resorts());
        let Some(name) = names.find(installed) else {
            continue;
        };
        for slot in ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"] {
            if element.has(slot, face.name()) {
                element.set_attribute(slot, name);
            }
        }
    }
}
