//! The order in which ECMA-376, part 1, annex A wants the properties of things. docx-rs writes
//! them as it likes; Word may then leave some out or find the file damaged.

use super::xml::{Element, Node};

const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
];
const RUN: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:color",
    "w:spacing",
    "w:w",
    "w:sz",
    "w:szCs",
    "w:u",
    "w:lang",
];
const STYLE: &[&str] = &[
    "w:name",
    "w:basedOn",
    "w:next",
    "w:qFormat",
    "w:pPr",
    "w:rPr",
    "w:tblPr",
    "w:trPr",
    "w:tcPr",
];
const TABLE: &[&str] = &[
    "w:tblStyle",
    "w:tblpPr",
    "w:tblW",
    "w:jc",
    "w:tblInd",
    "w:tblBorders",
    "w:tblLayout",
    "w:tblCellMar",
];
const CELL: &[&str] = &[
    "w:tcW",
    "w:gridSpan",
    "w:vMerge",
    "w:tcBorders",
    "w:shd",
    "w:tcMar",
    "w:vAlign",
];
const SIDES: &[&str] = &[
    "w:top",
    "w:left",
    "w:bottom",
    "w:right",
    "w:insideH",
    "w:insideV",
];
const SECTION: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:pgNumType",
    "w:cols",
    "w:titlePg",
    "w:docGrid",
];
const SETTINGS: &[&str] = &[
    "w:zoom",
    "w:defaultTabStop",
    "w:evenAndOddHeaders",
    "w:characterSpacingControl",
    "w:compat",
];

/// Puts the children of an element in order; what is not in the list comes last and as it was.
pub(super) fn sort(element: &mut Element) {
    let order = match element.name().as_str() {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:style" => STYLE,
        "w:tblPr" => TABLE,
        "w:tcPr" => CELL,
        "w:tcBorders" | "w:tblBorders" | "w:pBdr" => SIDES,
        "w:sectPr" => SECTION,
        "w:settings" => SETTINGS,
        _ => return,
    };
    if element.is("w:pPr") {
        // docx-rs gives every paragraph properties of its mark, which styles may not have.
        let empty = |node: &Node| matches!(node, Node::Element(child) if child.is("w:rPr") && child.children.is_empty());
        element.children.retain(|child| !empty(child));
    }
    element.children.sort_by_key(|child| {
        match child {
            Node::Element(child) => order.iter().position(|name| child.is(name)),
            Node::Other(_) => None,
        }
        .unwrap_or(order.len())
    });
}
