use kakou_report::bulletin::{BulletinDocument, Seal, html, save, text};
use kakou_report::{ReportError, bulletin};

use super::{HOSTILE, everywhere};
use crate::sample;

/// One short annex is enough to read.
fn short(mut document: BulletinDocument) -> BulletinDocument {
    document.annexes[1].table.rows.truncate(2);
    document
}

fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    format!("{before}{after}")
}

#[test]
fn a_document_is_pasted_as_one_reads_it() {
    insta::assert_snapshot!(text(&short(sample::official(2, Seal::Sealed))));
}

#[test]
fn a_brief_is_pasted_as_one_reads_it() {
    insta::assert_snapshot!(text(&short(sample::brief())));
}

#[test]
fn a_document_is_a_page() {
    let page = html(&short(sample::official(2, Seal::Sealed)));
    insta::assert_snapshot!(without_style(&page));
}

#[test]
fn a_brief_is_a_page() {
    insta::assert_snapshot!(without_style(&html(&short(sample::brief()))));
}

#[test]
fn no_text_becomes_markup_of_a_page() {
    for document in [sample::official(2, Seal::Unsealed), sample::brief()] {
        let page = html(&everywhere(document, HOSTILE));
        assert!(!page.contains("<script"));
        assert!(!page.contains(|c: char| c.is_control() && c != '\n'));
        assert!(!page.contains(['\u{fffe}', '\u{202e}']));
        assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;"));
    }
}

#[test]
fn a_page_fetches_nothing() {
    let page = html(&sample::brief());
    for address in ["http:", "https:", "url(", "@import", " src=", "<link"] {
        assert!(!page.contains(address), "{address}");
    }
}

#[test]
fn a_file_is_written_in_the_format_of_its_ending() {
    let folder = tempfile::tempdir().unwrap();
    let document = sample::brief();
    let begins = [
        ("docx", "PK"),
        ("txt", "督查简报"),
        ("html", "<!DOCTYPE"),
        ("json", "{"),
    ];
    for (ending, beginning) in begins {
        let path = folder.path().join(format!("通报.{ending}"));
        save(&path, &document).unwrap();
        assert!(
            std::fs::read(&path)
                .unwrap()
                .starts_with(beginning.as_bytes())
        );
    }
}

#[test]
fn a_file_of_an_unknown_ending_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("通报.wps");
    std::fs::write(&path, "old").unwrap();
    let error = save(&path, &sample::brief()).unwrap_err();
    assert_eq!(error.code(), "unknown-ending");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
}

#[test]
fn a_pdf_has_the_pages_of_the_document() {
    let mut document = sample::official(1, Seal::Sealed);
    document.annexes.truncate(1);
    let pdf = match bulletin::pdf(&document) {
        Err(ReportError::NoLibreOffice) => {
            eprintln!("skipped: LibreOffice is not installed");
            return;
        }
        made => made.unwrap(),
    };
    assert!(pdf.starts_with(b"%PDF"));
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type/Page/").count();
    // Three of text, and the annex with the imprint at its foot.
    assert_eq!(pages, 4);
    assert!(text.contains("/MediaBox[0 0 595"));
}
