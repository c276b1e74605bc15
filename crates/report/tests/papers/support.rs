//! Visits to make papers of.

use std::io::Cursor;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use image::{ImageFormat, RgbImage};
use kakou_domain::draft::FindingEdit;
use kakou_domain::{Answer, Answers, DivisionCode, Method, SiteKind, VisitId};
use kakou_store::{PhotoGiven, SiteGiven, Store, VisitGiven};
use kakou_test_support::id;
use serde::Deserialize;

#[derive(Deserialize)]
struct Report {
    visits: Vec<Visit>,
}

#[derive(Deserialize)]
struct Visit {
    site: String,
    division: DivisionCode,
    site_kind: SiteKind,
    visited_at: DateTime<FixedOffset>,
    method: Method,
    answers: Answers,
    #[serde(default)]
    finding_edits: Vec<FindingEdit>,
}

/// Seals the visits of the first report, in its order.
pub(crate) fn report_1(store: &Store) -> Vec<VisitId> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/cases/report-1.json");
    let report: Report = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let given = report.visits.into_iter().map(|visit| VisitGiven {
        site: SiteGiven::Named {
            division: visit.division,
            site_kind: visit.site_kind,
            name: visit.site,
        },
        visited_at: visit.visited_at,
        method: visit.method,
        inspectors: Vec::new(),
        campaign: None,
        answers: visit.answers,
        finding_edits: visit.finding_edits,
        signature: None,
        good_practice: String::new(),
        notes: String::new(),
        photos: Vec::new(),
    });
    given.map(|given| store.seal(given).unwrap().id).collect()
}

/// Seals a visit at 白营村 with these answers and photos of what they say.
pub(crate) fn with_photos(
    store: &Store,
    answers: &[(&str, Answer)],
    photos: &[(Option<&str>, Vec<u8>)],
) -> VisitId {
    let draft = store.draft_new(id("白营村"), Method::Unannounced).unwrap();
    let draft = draft.draft.id;
    for (item, answer) in answers {
        store
            .draft_answer(draft, item, Some(answer.clone()))
            .unwrap();
    }
    for (shows, bytes) in photos {
        let given = PhotoGiven {
            bytes: bytes.clone(),
            shows: shows.map(str::to_owned),
            position: None,
        };
        store.draft_photo_add(draft, &given).unwrap();
    }
    store.draft_seal(draft, None).unwrap().id
}

/// A photo of so many pixels; each `seed` is another one.
pub(crate) fn photo(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let shade = u8::try_from((x + y) * 255 / (width + height)).unwrap();
        image::Rgb([shade, seed, 255 - shade])
    });
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner()
}
