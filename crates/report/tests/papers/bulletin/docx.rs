use std::io::{Cursor, Read};

use kakou_report::bulletin::{BulletinDocument, Seal, docx};

use super::{HOSTILE, everywhere};
use crate::sample;

/// A part of the Word document.
fn part(document: &BulletinDocument, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx(document).unwrap())).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// From an opening tag with this in it to its closing tag.
fn element<'a>(part: &'a str, tag: &str, with: &str) -> &'a str {
    let opens = format!("<{tag} ");
    let mut elements = part.split(&opens).skip(1);
    let found = elements.find(|element| element.contains(with)).unwrap();
    found.split(&format!("</{tag}>")).next().unwrap()
}

/// The paragraph with this text.
fn paragraph<'a>(part: &'a str, text: &str) -> &'a str {
    element(part, "w:p", &format!(">{text}<"))
}

fn official() -> BulletinDocument {
    sample::official(1, Seal::Sealed)
}

/// GB/T 9704-2012, 5.2: A4, 37 mm above, 28 mm at the left, 156 by 225 mm of text in 22 lines of 28
/// characters.
#[test]
fn the_page_is_that_of_the_standard() {
    let document = part(&official(), "word/document.xml");
    let twips = |mm: f64| mm / 25.4 * 1440.0;
    let number = |element: &str, attribute: &str| -> f64 {
        let from = document.find(&format!("<{element} ")).unwrap();
        let rest = &document[from..];
        let rest = &rest[rest.find(&format!("{attribute}=\"")).unwrap() + attribute.len() + 2..];
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let near = |found: f64, mm: f64| assert!((found - twips(mm)).abs() < 1.0, "{found} {mm}");
    near(number("w:pgSz", "w:w"), 210.0);
    near(number("w:pgSz", "w:h"), 297.0);
    near(number("w:pgMar", "w:top"), 37.0);
    near(number("w:pgMar", "w:left"), 28.0);
    near(number("w:pgMar", "w:right"), 26.0);
    near(number("w:pgMar", "w:bottom"), 35.0);
    assert!(document.contains(r#"w:type="lines""#));
    let line = number("w:docGrid", "w:linePitch");
    assert!(line * 22.0 <= twips(225.0) && (line + 1.0) * 22.0 > twips(225.0));
    // 28 characters of 16 points fit when each gives up a quarter of a point, and 29 do not.
    let styles = part(&official(), "word/styles.xml");
    assert!(
        styles.contains(r#"<w:spacing w:val="-5"/>"#)
            || styles.contains(r#"<w:spacing w:val="-5" />"#)
    );
    let character = 16.0 * 20.0 - 5.0;
    assert!(character * 28.0 <= twips(156.0) && character * 29.0 > twips(156.0));
}

#[test]
fn each_style_has_its_typeface_and_size() {
    let styles = part(&official(), "word/styles.xml");
    let expected = [
        ("Title", "方正小标宋简体", 44),
        ("Body", "仿宋_GB2312", 32),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
        ("Heading4", "仿宋_GB2312", 32),
        ("Foot", "仿宋_GB2312", 28),
        ("PageNumber", "宋体", 28),
    ];
    for (id, face, size) in expected {
        let style = element(&styles, "w:style", &format!("w:styleId=\"{id}\""));
        assert!(style.contains(&format!("w:eastAsia=\"{face}\"")), "{id}");
        assert!(style.contains(&format!("<w:sz w:val=\"{size}\"")), "{id}");
    }
    let body = element(&styles, "w:style", r#"w:styleId="Body""#);
    assert!(body.contains(r#"w:firstLineChars="200""#));
    assert!(body.contains(r#"w:lineRule="exact""#) && body.contains(r#"w:line="579""#));
}

#[test]
fn every_typeface_has_others_that_stand_in() {
    let fonts = part(&official(), "word/fontTable.xml");
    for face in [
        "方正小标宋简体",
        "仿宋_GB2312",
        "黑体",
        "楷体_GB2312",
        "宋体",
    ] {
        let font = element(&fonts, "w:font", &format!("w:name=\"{face}\""));
        assert!(font.contains("<w:altName "), "{face}");
    }
}

#[test]
fn page_numbers_stand_outside() {
    let document = official();
    assert!(part(&document, "word/settings.xml").contains("<w:evenAndOddHeaders"));
    let (mut right, mut left) = (0, 0);
    for name in ["word/footer1.xml", "word/footer2.xml"] {
        let footer = part(&document, name);
        assert!(footer.contains("PAGE") && footer.contains("— ") && footer.contains(" —"));
        right += footer.matches(r#"<w:jc w:val="right""#).count();
        left += footer.matches(r#"<w:jc w:val="left""#).count();
    }
    assert_eq!((right, left), (1, 1));
}

#[test]
fn the_mark_and_the_line_below_the_number_are_red() {
    let document = part(&official(), "word/document.xml");
    let number = paragraph(&document, "汤疫防指〔2020〕3号");
    assert!(number.contains("<w:pBdr>") && number.contains("FF0000"));
    let styles = part(&official(), "word/styles.xml");
    assert!(element(&styles, "w:style", r#"w:styleId="Mark""#).contains("FF0000"));
}

#[test]
fn with_a_seal_the_date_is_four_characters_from_the_right() {
    let document = part(&official(), "word/document.xml");
    // Both lines are centred in what is left when the date's own middle is in the middle of it.
    let left = 8844 - (13 * 315 / 2 + 2 * 4 * 315);
    for text in ["县纪委监委", "2020年2月17日"] {
        let line = paragraph(&document, text);
        assert!(line.contains(r#"<w:jc w:val="center""#));
        assert!(line.contains(&format!("w:left=\"{left}\"")), "{line}");
    }
}

#[test]
fn without_a_seal_the_date_begins_two_characters_behind_the_body() {
    let document = part(&sample::official(4, Seal::Unsealed), "word/document.xml");
    // The longest of them has eight characters.
    let left = 8844 - 2 * 315 - 8 * 315;
    for body in ["县纪委监委", "县卫生健康委员会"] {
        assert!(paragraph(&document, body).contains(&format!("w:left=\"{left}\"")));
    }
    let date = paragraph(&document, "2020年2月17日");
    assert!(date.contains(&format!("w:left=\"{}\"", left + 2 * 315)));
}

#[test]
fn seals_stand_side_by_side_three_in_a_row() {
    let document = part(&sample::official(4, Seal::Sealed), "word/document.xml");
    let table = document.split("<w:tbl>").nth(1).unwrap();
    let table = table.split("</w:tbl>").next().unwrap();
    let rows: Vec<&str> = table.split("</w:tr>").collect();
    assert_eq!(rows.len() - 1, 2);
    assert_eq!(rows[0].matches("</w:tc>").count(), 3);
    assert!(rows[0].contains("县纪委监委") && rows[0].contains("县公安局"));
    assert!(rows[1].contains("县卫生健康委员会") && rows[1].contains("2020年2月17日"));
}

#[test]
fn the_imprint_floats_at_the_foot_of_the_last_page() {
    for (document, said) in [(official(), "抄送："), (sample::brief(), "（共印60份）")] {
        let document = part(&document, "word/document.xml");
        let foot = document.rsplit("<w:tbl>").next().unwrap();
        assert!(foot.contains(r#"w:tblpYSpec="bottom""#) && foot.contains(said));
    }
}

#[test]
fn annexes_begin_on_new_pages_and_repeat_the_head_of_their_table() {
    let document = part(&official(), "word/document.xml");
    for label in ["附件1", "附件2"] {
        assert!(paragraph(&document, label).contains("<w:pageBreakBefore"));
    }
    assert_eq!(document.matches("<w:tblHeader").count(), 2);
}

#[test]
fn an_open_slot_is_an_underlined_blank() {
    let document = part(&official(), "word/document.xml");
    assert_eq!(document.matches(r#"<w:u w:val="single""#).count(), 5);
    assert!(!document.contains("{{"));
}

#[test]
fn no_text_becomes_markup_of_a_document() {
    for document in [sample::official(3, Seal::Unsealed), sample::brief()] {
        let plain = part(&document, "word/document.xml");
        let hostile = part(&everywhere(document, HOSTILE), "word/document.xml");
        assert!(!hostile.contains("<script"));
        assert!(!hostile.contains(|c: char| c.is_control() && c != '\n'));
        assert!(!hostile.contains(['\u{fffe}', '\u{202e}']));
        for tag in ["<w:tr>", "<w:tblHeader", "<w:tbl>"] {
            assert_eq!(hostile.matches(tag).count(), plain.matches(tag).count());
        }
        assert!(hostile.contains("&lt;script&gt;"));
    }
}

#[test]
fn the_same_bulletin_is_the_same_document() {
    assert_eq!(
        part(&official(), "word/document.xml"),
        part(&official(), "word/document.xml")
    );
}
