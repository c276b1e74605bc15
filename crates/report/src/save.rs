//! A paper as a file: its name, and writing it.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use kakou_domain::VisitId;
use kakou_store::Store;
use tempfile::Builder;

use crate::error::{ReportError, Result};
use crate::language::Language;
use crate::slip::SlipForm;
use crate::text::one_line;

/// The longest name of a site in the name of a file, in characters: 255 bytes are what file systems
/// take.
const MOST_NAME: usize = 40;

/// Which paper a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// 问题交办单, as a picture or as pages.
    Slip(SlipForm),
    /// 督查记录
    Record,
}

/// The name that is proposed for a paper's file: 问题交办单-白营村卡点-20200214.pdf
///
/// # Errors
/// When there is no such visit, or the store cannot be read.
pub fn file_name(
    store: &Store,
    visit: VisitId,
    kind: PaperKind,
    language: Language,
) -> Result<String> {
    let content = store.visit(visit)?.current;
    Ok(name(&content.site.name, content.visited_at, kind, language))
}

fn name(site: &str, at: DateTime<FixedOffset>, kind: PaperKind, language: Language) -> String {
    let (paper, ending) = match kind {
        PaperKind::Slip(SlipForm::Picture) => ("slip", "png"),
        PaperKind::Slip(SlipForm::Pages) => ("slip", "pdf"),
        PaperKind::Record => ("record", "pdf"),
    };
    let (paper, day) = (language.say(paper), at.format("%Y%m%d"));
    format!("{paper}-{}-{day}.{ending}", safe_name(site))
}

/// A text as a part of a file's name: without what a name may not have on any of the systems.
pub(crate) fn safe_name(text: &str) -> String {
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    one_line(text)
        .chars()
        .map(|c| if forbidden(c) { '_' } else { c })
        .take(MOST_NAME)
        .collect()
}

/// Writes a file as a whole or not at all; one that is there already is replaced.
///
/// # Errors
/// `disk-full` or `paper-not-saved`; what was there before is still there then.
pub fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    whole(path, |file| {
        file.write_all(bytes)
            .map_err(|error| not_saved(path, error))
    })
}

/// The same of what is written piece by piece: when `write` fails, nothing is there.
///
/// # Errors
/// What `write` fails with, and as of [`save`].
pub fn whole<T>(path: &Path, write: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let failed = |error| not_saved(path, error);
    let mut builder = Builder::new();
    // What is handed to others is not for its owner's eyes alone, as a temporary file would be.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder_of(path)).map_err(failed)?;
    let written = write(file.as_file_mut())?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(written)
}

/// The folder that a file is to lie in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn not_saved(path: &Path, error: std::io::Error) -> ReportError {
    ReportError::File {
        path: path.to_owned(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_the_disk_is_full_nothing_is_there_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("通报.docx");
        std::fs::write(&path, b"before").unwrap();
        let full = |file: &mut File| -> Result<()> {
            file.write_all(b"half of it").unwrap();
            Err(not_saved(&path, std::io::ErrorKind::StorageFull.into()))
        };
        let refused = whole(&path, full).unwrap_err();
        assert_eq!(refused.code(), "disk-full");
        assert_eq!(std::fs::read(&path).unwrap(), b"before");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_name_says_what_where_and_when_and_is_none_of_a_folder() {
        let at = DateTime::parse_from_rfc3339("2020-02-14T09:30:00+08:00").unwrap();
        let made = |site: &str, kind| name(site, at, kind, Language::Chinese);
        assert_eq!(
            made("白营村卡点", PaperKind::Slip(SlipForm::Pages)),
            "问题交办单-白营村卡点-20200214.pdf"
        );
        assert_eq!(
            made("../a\\b:c\u{0}", PaperKind::Record),
            "督查记录-.._a_b_c-20200214.pdf"
        );
        assert!(made(&"长".repeat(300), PaperKind::Slip(SlipForm::Picture)).len() < 200);
    }
}
