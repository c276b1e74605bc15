//! What docx-rs writes otherwise than ECMA-376 has it, or has no words for, changed in its parts
//! before they are packed: the only place that knows the markup.

use docx_rs::{Docx, XMLDocx};

use super::libreoffice;
use super::measure::{CHARACTER, SIZE_3, TIGHTER};
use super::order;
use super::page::Setter;
use super::styles::TABLE_HEAD;
use super::typeface::{ALL, Typeface};
use super::xml::{Element, Node, read, write};
use crate::error::Result;

/// The document's parts, complete.
pub(super) fn finished(docx: Docx, setter: Setter) -> Result<XMLDocx> {
    let mut parts = docx.build();
    parts.font_table = write(&[Node::Element(font_table())])?;
    change(&mut parts.settings, &mut setting)?;
    change(&mut parts.styles, &mut style)?;
    change(&mut parts.doc_props.core, &mut author)?;
    change(&mut parts.numberings, &mut |_| ())?;
    let footers = parts.footers.iter_mut();
    for part in footers.chain([&mut parts.document]) {
        change(part, &mut table)?;
    }
    if setter == Setter::LibreOffice {
        libreoffice::adapt(&mut parts)?;
    }
    Ok(parts)
}

/// Calls for every element of a part, and puts each in order.
pub(super) fn change(part: &mut Vec<u8>, with: &mut impl FnMut(&mut Element)) -> Result<()> {
    let mut nodes = read(part)?;
    for node in &mut nodes {
        if let Node::Element(element) = node {
            element.each(&mut |element| {
                with(element);
                order::sort(element);
            });
        }
    }
    *part = write(&nodes)?;
    Ok(())
}

/// docx-rs lists three western fonts and nothing else. Without the list nothing stands in for a
/// typeface that is missing.
fn font_table() -> Element {
    const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut table = Element::new("w:fonts", &[("xmlns:w", NAMESPACE)]);
    for face in ALL {
        table.push(font(face));
    }
    table
}

fn font(face: Typeface) -> Element {
    let mut font = Element::new("w:font", &[("w:name", face.name())]);
    let said = [
        ("w:altName", face.alternatives()),
        // The character set of GB 2312.
        ("w:charset", "86"),
        ("w:family", face.family()),
        ("w:pitch", "variable"),
    ];
    for (name, value) in said {
        font.push(Element::new(name, &[("w:val", value)]));
    }
    font
}

/// The head of a table comes again on each page: the row is known by its cells' style.
fn table(element: &mut Element) {
    if element.is("w:gridCol") {
        // There is no such attribute.
        element.drop_attribute("w:type");
    }
    if !element.is("w:tr") {
        return;
    }
    let mut is_head = false;
    element.each(&mut |below| is_head |= below.is("w:pStyle") && below.has("w:val", TABLE_HEAD));
    if is_head {
        for properties in element.elements().filter(|below| below.is("w:trPr")) {
            properties.push(Element::new("w:tblHeader", &[]));
        }
    }
}

fn style(element: &mut Element) {
    if element.is("w:rPrDefault") {
        for properties in element.elements() {
            let value = TIGHTER.to_string();
            properties.push(Element::new("w:spacing", &[("w:val", &value)]));
        }
    }
    if element.is("w:style") && element.has("w:styleId", "Normal") {
        normal(element);
    }
    let twips = (2 * CHARACTER).to_string();
    if element.is("w:ind") && element.has("w:firstLine", &twips) {
        // Two characters, whatever their size is changed to.
        element.set_attribute("w:firstLineChars", "200");
    }
    if element.is("w:rPrDefault") {
        // So that lines are broken and quotation marks set as in Chinese.
        for properties in element.elements() {
            let language = [("w:val", "en-US"), ("w:eastAsia", "zh-CN")];
            properties.push(Element::new("w:lang", &language));
        }
    }
}

/// The style that all others have what they do not say from.
fn normal(style: &mut Element) {
    style.set_attribute("w:default", "1");
    let size = SIZE_3.to_string();
    for properties in style.elements() {
        if properties.is("w:rPr") {
            // The grid counts in characters of this style.
            properties.push(Element::new("w:sz", &[("w:val", &size)]));
            properties.push(Element::new("w:szCs", &[("w:val", &size)]));
        }
        if properties.is("w:pPr") {
            // Digits take half a character each and no space beside them: so 28 characters fill a
            // line, and a date is as wide as `measure` says.
            properties.push(Element::new("w:autoSpaceDE", &[("w:val", "0")]));
            properties.push(Element::new("w:autoSpaceDN", &[("w:val", "0")]));
        }
    }
}

/// Punctuation in a row is set closer; docx-rs would write this among the wrong settings.
fn setting(element: &mut Element) {
    if element.is("w:settings") {
        let closer = [("w:val", "compressPunctuation")];
        element.push(Element::new("w:characterSpacingControl", &closer));
    }
}

/// The author is whoever signs; the file was made by this program.
fn author(element: &mut Element) {
    if element.is("dc:creator") || element.is("cp:lastModifiedBy") {
        let name = quick_xml::events::BytesText::new("Kakou");
        element.children = vec![Node::Other(quick_xml::events::Event::Text(name))];
    }
}
