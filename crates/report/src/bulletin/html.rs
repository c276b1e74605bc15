//! A bulletin as a page of its own: one file, without scripts and without anything to fetch.

use std::fmt::Write;

use super::document::BulletinDocument;
use super::foot::{FootRow, Rule};
use super::letterhead::{BulletinForm, Seal};
use super::sheet::{AnnexSheet, BodyLine, BulletinSheet, SignatureLines};
use super::slots::{Piece, pieces};
use super::text::BLANK;

const STYLE: &str = include_str!("bulletin.css");
/// Nothing of the page may run or be fetched, whatever a text says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The bulletin as HTML, for the screen and for a printer with A4.
pub fn html(document: &BulletinDocument) -> String {
    let sheet = BulletinSheet::of(document);
    let form = match document.form() {
        BulletinForm::Official => "official",
        BulletinForm::Brief => "brief",
    };
    let title = escaped(&super::text::blanked(&sheet.title.concat()));
    let parts = [
        head(&sheet),
        body(&sheet.body, sheet.addressees.as_deref()),
        notes(&sheet),
        sheet.signature.as_ref().map(signature).unwrap_or_default(),
        sheet.annexes.iter().map(annex).collect(),
        foot(&sheet.foot),
    ];
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body class=\"{form}\">\n\
         {}</body>\n</html>\n",
        parts.concat()
    )
}

fn head(sheet: &BulletinSheet) -> String {
    // On one line, however long it is.
    let (red, letters) = (marked(&sheet.red), sheet.red.chars().count().max(1));
    let mut said = format!("<div class=\"red\" style=\"--letters:{letters}\">{red}</div>\n");
    said += &element("div", "number", &sheet.number);
    if let Some((editor, date)) = &sheet.edited {
        let (editor, date) = (marked(editor), marked(date));
        said += &format!("<div class=\"edited\"><span>{editor}</span><span>{date}</span></div>\n");
    }
    said + "<hr class=\"line\">\n" + &title("h1", &sheet.title)
}

fn title(tag: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| marked(line)).collect();
    format!("<{tag} class=\"title\">{}</{tag}>\n", lines.join("<br>"))
}

fn body(lines: &[BodyLine], addressees: Option<&str>) -> String {
    let mut said = "<div class=\"body\">\n".to_owned();
    if let Some(addressees) = addressees {
        said += &element("p", "to", addressees);
    }
    for line in lines {
        said += &match line.level.map(u8::from) {
            // The title is h1. On the lower levels it is a sentence among others.
            Some(level @ 1..=2) => {
                let (tag, class) = (format!("h{}", level + 1), format!("level level-{level}"));
                element(&tag, &class, &line.text)
            }
            _ => element("p", "", &line.text),
        };
    }
    said + "</div>\n"
}

fn notes(sheet: &BulletinSheet) -> String {
    let notes = sheet.annex_notes.iter().map(|note| {
        let (word, title) = (marked(note.word), marked(&note.title));
        let number = match note.number.as_str() {
            "" => String::new(),
            number => format!("<span class=\"n\">{}</span>", marked(number)),
        };
        format!("<li><span class=\"word\">{word}</span>{number}<span>{title}</span></li>\n")
    });
    match notes.collect::<String>().as_str() {
        "" => String::new(),
        notes => format!("<ul class=\"notes\">\n{notes}</ul>\n"),
    }
}

fn signature(signature: &SignatureLines) -> String {
    let date = marked(&signature.date);
    let bodies = signature.bodies.iter().map(|body| marked(body));
    let (class, lines) = match signature.seal {
        // The date stands below the last body, under one seal.
        Seal::Sealed => (
            "sealed",
            format!(
                "{}<br>{date}",
                bodies.collect::<Vec<_>>().join("</div><div>")
            ),
        ),
        Seal::Unsealed => (
            "unsealed",
            bodies.chain([date]).collect::<Vec<_>>().join("</div><div>"),
        ),
    };
    format!("<div class=\"signature {class}\"><div>{lines}</div></div>\n")
}

fn annex(annex: &AnnexSheet) -> String {
    let mut said = "<section class=\"annex\">\n".to_owned();
    said += &element("h2", "", &annex.label);
    said += &title("div", &annex.title);
    said += "<table>\n<colgroup>";
    for (_, part) in &annex.columns {
        let width = part * 100.0;
        let _ = write!(said, "<col style=\"width:{width:.2}%\">");
    }
    let titles = annex.columns.iter().map(|(title, _)| title);
    said += "</colgroup>\n<thead>\n";
    said += &row("th", titles);
    said += "</thead>\n<tbody>\n";
    for cells in &annex.rows {
        said += &row("td", cells.iter());
    }
    said + "</tbody>\n</table>\n</section>\n"
}

fn row<'a>(tag: &str, cells: impl Iterator<Item = &'a String>) -> String {
    let cells = cells.map(|cell| format!("<{tag}>{}</{tag}>", marked(cell)));
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

fn foot(rows: &[FootRow]) -> String {
    let mut said = "<footer class=\"foot\">\n".to_owned();
    for row in rows {
        let mut class = match row.above {
            Rule::None => "",
            Rule::Thin => "thin",
            Rule::Thick => "thick",
        }
        .to_owned();
        if row.below != Rule::None {
            class += " end";
        }
        let (label, left, right) = (marked(row.label), marked(&row.left), marked(&row.right));
        let _ = writeln!(
            said,
            "<div class=\"{}\"><span>{label}</span><span class=\"left\">{left}</span><span>{right}</span></div>",
            class.trim()
        );
    }
    said + "</footer>\n"
}

fn element(tag: &str, class: &str, text: &str) -> String {
    let class = match class {
        "" => String::new(),
        class => format!(" class=\"{class}\""),
    };
    format!("<{tag}{class}>{}</{tag}>\n", marked(text))
}

/// A text as markup; open slots are underlined blanks.
fn marked(text: &str) -> String {
    let said = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Slot(_) => format!("<span class=\"blank\">{BLANK}</span>"),
    });
    said.collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
