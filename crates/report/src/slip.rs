//! 问题交办单: what was found, handed over right after a visit.

use kakou_domain::{Nature, VisitId};
use kakou_store::Store;
use serde::{Deserialize, Serialize};

use crate::dates;
use crate::error::Result;
use crate::language::{Language, Words};
use crate::options::SlipOptions;
use crate::sheet::{Album, FindingSheet, PhotoSheet};
use crate::signature::SignatureSheet;
use crate::subject::Subject;
use crate::text::{one_line, printable};
use crate::typeset::Paper;

const TEMPLATE: (&str, &str) = ("slip.typ", include_str!("templates/slip.typ"));
/// Photos in a picture; with more of them nobody could read it in a chat.
const MOST_IN_PICTURE: usize = 12;

/// How a slip is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SlipForm {
    /// One long PNG of a phone's width, for a chat or the screen.
    Picture,
    /// A PDF of A4 pages, for paper.
    Pages,
}

/// The slip of a visit as it stands now: PNG or PDF.
///
/// # Errors
/// When there is no such visit, the store cannot be read, or no Chinese font is installed.
pub fn slip(
    store: &Store,
    visit: VisitId,
    options: &SlipOptions,
    language: Language,
    form: SlipForm,
) -> Result<Vec<u8>> {
    let subject = Subject::read(store, visit, language)?;
    let paper = paper(store, &subject, options, form)?;
    match form {
        SlipForm::Picture => paper.png(),
        SlipForm::Pages => paper.pdf(),
    }
}

/// As the template takes it.
#[derive(Serialize)]
struct SlipSheet {
    paper: &'static str,
    language: Language,
    words: &'static Words,
    form: SlipForm,
    practice: bool,
    site: String,
    township: String,
    visited_at: String,
    method: &'static str,
    inspectors: String,
    faults: Vec<FindingSheet>,
    needs: Vec<FindingSheet>,
    photos: Vec<PhotoSheet>,
    more_photos: Option<String>,
    exemplary: bool,
    not_checked: Option<String>,
    good_practice: String,
    unit: String,
    deadline: Option<String>,
    signature: SignatureSheet,
    check_code: String,
    made_at: String,
}

fn paper(store: &Store, subject: &Subject, options: &SlipOptions, form: SlipForm) -> Result<Paper> {
    let mut album = Album::of(store, subject);
    let sheet = sheet(subject, &mut album, options, form)?;
    Paper::new(TEMPLATE, &sheet, album.copies)
}

fn sheet(
    subject: &Subject,
    album: &mut Album<'_>,
    options: &SlipOptions,
    form: SlipForm,
) -> Result<SlipSheet> {
    let (language, content) = (subject.language, &subject.page.current);
    let mut room = match form {
        SlipForm::Picture => MOST_IN_PICTURE,
        SlipForm::Pages => usize::MAX,
    };
    let faults = findings(subject, album, Nature::Fault, &mut room)?;
    let needs = findings(subject, album, Nature::Need, &mut room)?;
    let photos = album.rest(room)?;
    let (more, left) = (album.left(), subject.page.current.not_checked());
    let count = |key, n: usize| (n > 0).then(|| language.fill(key, &[("n", &n.to_string())]));
    let deadline = options.deadline.map(|day| {
        let day = dates::day(language, day);
        language.fill("deadline_by", &[("day", &day)])
    });
    Ok(SlipSheet {
        paper: "slip",
        language,
        words: language.words(),
        form,
        practice: subject.practice,
        site: printable(&one_line(&content.site.name)),
        township: subject.township.clone(),
        visited_at: subject.dated(dates::moment(language, content.visited_at)),
        method: language.of("method", content.method),
        inspectors: printable(&subject.inspectors()),
        // What nobody looked at is not counted as fine.
        exemplary: faults.is_empty() && left == 0,
        faults,
        needs,
        photos,
        more_photos: count("photos_more", more),
        not_checked: count("not_checked_line", left),
        good_practice: printable(&content.good_practice),
        unit: printable(&options.unit()),
        deadline,
        signature: SignatureSheet::of(&content.signature, language),
        check_code: subject.page.record.check_code.clone(),
        made_at: dates::moment(language, subject.now),
    })
}

fn findings(
    subject: &Subject,
    album: &mut Album<'_>,
    nature: Nature,
    room: &mut usize,
) -> Result<Vec<FindingSheet>> {
    let standing = subject.standing(nature).into_iter();
    standing
        .map(|finding| {
            let mut sheet = FindingSheet::of(finding, subject);
            if let Some(said) = finding.said {
                sheet.photos = album.showing(said, *room)?;
                *room -= sheet.photos.len();
            }
            Ok(sheet)
        })
        .collect()
}

#[cfg(test)]
mod tests;
