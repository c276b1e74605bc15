//! From data to paper: our templates, the data as a virtual file, fonts of the system. There is no
//! network and no folder that a template could read.

use std::collections::BTreeMap;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

use crate::error::{ReportError, Result};
use crate::fonts;

/// What every template may import.
const COMMON: (&str, &str) = ("common.typ", include_str!("templates/common.typ"));
/// The pixels of a picture, at most: 96 MB while it is drawn.
const MOST_PIXELS: f64 = 24e6;
/// Pixels a point: a picture of 360 points is as wide as a phone's screen is sharp.
const SHARP: f64 = 3.0;

/// A paper that can be set.
pub(crate) struct Paper {
    main: FileId,
    library: LazyHash<Library>,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
}

impl Paper {
    /// A template with its data and its photos, which it finds under their names.
    pub(crate) fn new(
        template: (&str, &str),
        data: &impl Serialize,
        photos: Vec<(String, Vec<u8>)>,
    ) -> Result<Self> {
        let refused = |error: serde_json::Error| ReportError::Typesetting(error.to_string());
        let family = fonts::chinese(fonts::installed().book())?;
        let mut files: BTreeMap<String, Bytes> = photos
            .into_iter()
            .map(|(name, bytes)| (name, Bytes::new(bytes)))
            .collect();
        let data = serde_json::to_vec(data).map_err(refused)?;
        files.insert("data.json".to_owned(), Bytes::new(data));
        let family = serde_json::to_vec(&family).map_err(refused)?;
        files.insert("font.json".to_owned(), Bytes::new(family));
        let mut sources = BTreeMap::new();
        for (name, text) in [template, COMMON] {
            let source = Source::new(file_id(name)?, text.to_owned());
            sources.insert(name.to_owned(), source);
        }
        Ok(Self {
            main: file_id(template.0)?,
            library: LazyHash::new(Library::default()),
            sources,
            files,
        })
    }

    /// As a PDF.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>> {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Kakou".to_owned())),
            ..PdfOptions::default()
        };
        let made = typst_pdf::pdf(&self.set()?, &options).map_err(|errors| refused(&errors));
        forget();
        made
    }

    /// As one picture, a PNG: sharp, or as sharp as its length allows.
    pub(crate) fn png(&self) -> Result<Vec<u8>> {
        let document = self.set()?;
        let refused = |why: &str| ReportError::Typesetting(why.to_owned());
        let page = document.pages().first().ok_or_else(|| refused("no page"))?;
        let size = page.frame.size();
        let area = size.x.to_pt() * size.y.to_pt();
        let options = RenderOptions {
            pixel_per_pt: SHARP.min((MOST_PIXELS / area).sqrt()).into(),
            ..RenderOptions::default()
        };
        let drawn = typst_render::render(page, &options);
        forget();
        drawn
            .encode_png()
            .map_err(|error| refused(&error.to_string()))
    }

    fn set(&self) -> Result<PagedDocument> {
        let done = typst::compile::<PagedDocument>(self);
        done.output.map_err(|errors| refused(&errors))
    }

    /// The text of each page, in the order in which it was set.
    #[cfg(test)]
    pub(crate) fn text(&self) -> Result<Vec<String>> {
        let document = self.set()?;
        Ok(document
            .pages()
            .iter()
            .map(|page| text_of(&page.frame))
            .collect())
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::installed().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.sources.get(name_of(id));
        source.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.get(name_of(id));
        file.cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::installed().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Names are few and come again, for the typesetter keeps each for ever.
fn file_id(name: &str) -> Result<FileId> {
    let path =
        VirtualPath::new(name).map_err(|error| ReportError::Typesetting(format!("{error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn name_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

fn refused(errors: &[SourceDiagnostic]) -> ReportError {
    let first = errors.first().map(|error| error.message.to_string());
    ReportError::Typesetting(first.unwrap_or_default())
}

/// The typesetter remembers what it did, for editors that set one document again and again.
fn forget() {
    typst::comemo::evict(0);
}

#[cfg(test)]
fn text_of(frame: &typst::layout::Frame) -> String {
    use typst::layout::FrameItem;
    let items = frame.items().map(|(_, item)| match item {
        FrameItem::Group(group) => text_of(&group.frame),
        FrameItem::Text(text) => text.text.to_string(),
        _ => String::new(),
    });
    items.collect()
}
