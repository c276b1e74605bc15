//! What the papers have in common, as the templates take it: findings, photos with their stamps.

use kakou_domain::Severity;
use kakou_domain::visit::Finding;
use kakou_store::Store;
use kakou_store::views::EvidenceView;
use serde::Serialize;

use crate::dates;
use crate::error::Result;
use crate::subject::{Standing, Subject};
use crate::text::{one_line, printable};

/// The longest edge of a photo's copy, in pixels: 190 to the inch where it is as wide as a page.
const EDGE: u32 = 1280;

/// A finding with its photos.
#[derive(Serialize)]
pub(crate) struct FindingSheet {
    /// A shape for the severity, so that it is read in black and white too.
    mark: &'static str,
    severity: &'static str,
    text: String,
    /// What has become of it.
    pub news: Option<&'static str>,
    /// More lines of small print.
    pub details: Vec<String>,
    pub photos: Vec<PhotoSheet>,
}

impl FindingSheet {
    pub(crate) fn of(finding: Standing<'_>, subject: &Subject) -> Self {
        let severity = finding.line.severity;
        Self {
            mark: match severity {
                Severity::Grave => "■",
                Severity::Major => "▲",
                Severity::Minor => "●",
            },
            severity: subject.language.of("severity", severity),
            text: printable(&finding.line.text),
            news: finding.good_news(subject.language),
            details: Vec::new(),
            photos: Vec::new(),
        }
    }
}

/// A photo with what is stamped over its lower edge.
#[derive(Serialize)]
pub(crate) struct PhotoSheet {
    /// The copy's name among the files of the paper; without one `instead` is printed.
    file: Option<String>,
    instead: &'static str,
    shows: String,
    place: String,
    /// When and where it was taken.
    taken: Vec<String>,
    check_code: String,
}

/// The copies of photos for one paper, and which photos are still to be shown.
pub(crate) struct Album<'a> {
    store: &'a Store,
    subject: &'a Subject,
    left: Vec<&'a EvidenceView>,
    pub copies: Vec<(String, Vec<u8>)>,
}

impl<'a> Album<'a> {
    /// The visit's photos; other files are not drawn.
    pub(crate) fn of(store: &'a Store, subject: &'a Subject) -> Self {
        let evidence = subject.page.record.evidence.iter();
        Self {
            store,
            subject,
            left: evidence
                .filter(|one| one.evidence.media_type.starts_with("image/"))
                .collect(),
            copies: Vec::new(),
        }
    }

    /// How many photos are not shown yet.
    pub(crate) fn left(&self) -> usize {
        self.left.len()
    }

    /// At most `most` of the photos that show a finding: by its category, or by the item that
    /// raised it.
    pub(crate) fn showing(&mut self, finding: &Finding, most: usize) -> Result<Vec<PhotoSheet>> {
        let is_shown = |one: &&EvidenceView| {
            let shows = one.evidence.shows.as_deref();
            shows == Some(&finding.category) || shows == Some(&finding.item)
        };
        self.take(is_shown, most)
    }

    /// At most `most` of those that no finding has taken.
    pub(crate) fn rest(&mut self, most: usize) -> Result<Vec<PhotoSheet>> {
        self.take(|_| true, most)
    }

    fn take(
        &mut self,
        wanted: impl Fn(&&'a EvidenceView) -> bool,
        most: usize,
    ) -> Result<Vec<PhotoSheet>> {
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for one in std::mem::take(&mut self.left) {
            if wanted(&one) && taken.len() < most {
                taken.push(one);
            } else {
                left.push(one);
            }
        }
        self.left = left;
        taken.into_iter().map(|one| self.stamped(one)).collect()
    }

    fn stamped(&mut self, photo: &EvidenceView) -> Result<PhotoSheet> {
        let (subject, language) = (self.subject, self.subject.language);
        let evidence = &photo.evidence;
        let file = self.store.evidence_file(&evidence.sha256)?;
        let missing = file.is_none();
        let copy = file.and_then(|file| kakou_picture::photo(&file, EDGE).ok());
        let name = copy.map(|copy| {
            let name = format!("photo-{}.jpg", self.copies.len());
            self.copies.push((name.clone(), copy.bytes));
            name
        });
        let mut taken = vec![dates::moment(language, evidence.taken_at)];
        taken.extend(evidence.position.as_ref().map(|fix| subject.position(fix)));
        if photo.supplement.is_some() {
            taken.push(language.say("photo_added").to_owned());
        }
        Ok(PhotoSheet {
            file: name,
            instead: language.say(if missing {
                "photo_missing"
            } else {
                "photo_damaged"
            }),
            shows: subject.shown(evidence.shows.as_deref()),
            place: subject.place(),
            taken,
            check_code: subject.page.record.check_code.clone(),
        })
    }
}

impl Subject {
    /// What a photo shows, in the words of the checklist.
    fn shown(&self, code: Option<&str>) -> String {
        let words = code
            .zip(self.page.template.as_ref())
            .and_then(|(code, template)| {
                let item = template.item(code).map(|item| &item.label);
                item.or_else(|| template.category(code).map(|category| &category.label))
            });
        match words {
            Some(words) => one_line(self.language.pick(words)),
            None => self.language.say("photos_of_visit").to_owned(),
        }
    }
}
