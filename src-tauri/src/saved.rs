//! Files that the user saves: the shell asks where, the page never names a path.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_fs::{FsExt, OpenOptions};
use tauri_plugin_opener::OpenerExt;

use crate::fault::CommandFault;
use crate::shell::Answer;

/// What was saved last in this run, to be opened by a press.
#[derive(Default)]
pub(crate) struct LastSaved(Mutex<Option<FilePath>>);

/// Asks where a file is to be saved, and saves it. Answers `false` when the user changes his mind.
pub(crate) async fn ask_and_save(app: AppHandle, name: String, bytes: Vec<u8>) -> Answer<bool> {
    spawn_blocking(move || {
        let asking = app.dialog().file().set_file_name(name);
        let Some(place) = asking.blocking_save_file() else {
            return Ok(false);
        };
        write(&app, &place, &bytes)?;
        let last = app.state::<LastSaved>();
        *last.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        Ok(true)
    })
    .await?
}

/// Opens the file that was saved last with whatever the system opens it.
pub(crate) fn open(app: &AppHandle, last: &LastSaved) -> Answer<()> {
    let last = last.0.lock().unwrap_or_else(PoisonError::into_inner);
    let opened = match last.as_ref() {
        None => return Err(CommandFault::new("paper-not-opened", &"nothing was saved")),
        Some(FilePath::Url(url)) => app.opener().open_url(url.as_str(), None::<&str>),
        Some(FilePath::Path(path)) => app.opener().open_path(path.to_string_lossy(), None::<&str>),
    };
    opened.map_err(|error| CommandFault::new("paper-not-opened", &error))
}

fn write(app: &AppHandle, place: &FilePath, bytes: &[u8]) -> Answer<()> {
    write_to(place, bytes, || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        app.fs().open(place.clone(), options)
    })
}

/// A phone gives an address where a desktop gives a path; only there, where `open` is needed, is a
/// file no whole at once.
pub(crate) fn write_to<F: Write>(
    place: &FilePath,
    bytes: &[u8],
    open: impl FnOnce() -> io::Result<F>,
) -> Answer<()> {
    if let Ok(path) = place.clone().into_path() {
        return Ok(kakou_report::save(&path, bytes)?);
    }
    let written = open().and_then(|mut file| {
        file.write_all(bytes)?;
        file.flush()
    });
    written.map_err(|error| {
        let code = match kakou_store::is_disk_full(&error) {
            true => "disk-full",
            false => "paper-not-saved",
        };
        CommandFault::new(code, &error)
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Saves where a desktop's picker points.
    fn saved(path: &Path, bytes: &[u8]) -> Answer<()> {
        let place = FilePath::Path(path.to_owned());
        write_to(&place, bytes, || -> io::Result<io::Sink> {
            panic!("a path is not opened as an address")
        })
    }

    fn left_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string();
        entries.map(|entry| name(entry).unwrap()).collect()
    }

    #[test]
    fn a_file_is_there_whole_and_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("通报.docx");
        saved(&file, b"first, and longer").unwrap();
        saved(&file, b"second").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"second");
        assert_eq!(left_in(folder.path()), ["通报.docx"]);
    }

    #[test]
    fn a_folder_is_not_written_over_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("通报.docx");
        fs::create_dir(&inner).unwrap();
        let refused = saved(&inner, b"paper").unwrap_err();
        assert_eq!(refused.code, "paper-not-saved");
        assert_eq!(refused.facts["path"], inner.display().to_string());
        assert!(inner.is_dir());
        assert_eq!(left_in(folder.path()), ["通报.docx"]);
    }

    #[test]
    fn a_place_that_takes_no_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let gone = saved(&folder.path().join("gone/通报.docx"), b"paper").unwrap_err();
        assert_eq!(gone.code, "paper-not-saved");
        let file = folder.path().join("通报.docx");
        fs::write(&file, b"before").unwrap();
        let below = saved(&file.join("通报.docx"), b"paper").unwrap_err();
        assert_eq!(below.code, "paper-not-saved");
        assert_eq!(fs::read(&file).unwrap(), b"before");
        // Whoever runs this may write in any folder of a disk, but not in this one.
        #[cfg(target_os = "linux")]
        {
            let refused = saved(Path::new("/proc/通报.docx"), b"paper").unwrap_err();
            assert_eq!(refused.code, "paper-not-saved");
        }
    }

    /// A disk with room for so many bytes.
    struct Room(usize);

    impl Write for Room {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            match taken {
                0 => Err(io::ErrorKind::StorageFull.into()),
                taken => Ok(taken),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_a_phone_gives_is_written_as_an_address_and_its_errors_have_codes() {
        let place = FilePath::Url("content://documents/7".parse().unwrap());
        write_to(&place, b"paper", || Ok(Room(5))).unwrap();
        let code =
            |opened: io::Result<Room>| write_to(&place, b"paper", || opened).unwrap_err().code;
        assert_eq!(code(Ok(Room(4))), "disk-full");
        let refused = Err(io::ErrorKind::PermissionDenied.into());
        assert_eq!(code(refused), "paper-not-saved");
    }
}
