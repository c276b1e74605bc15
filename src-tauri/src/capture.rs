//! A photo that the system's camera takes: one at a time, in a folder of its own beside the store.
//!
//! The system may end the app while its camera is open. What the photo is for is written before, so
//! that the next start finds both and brings the photo to its draft.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kakou_domain::{Fix, VisitId};
use kakou_store::views::DraftPage;
use kakou_store::{PhotoGiven, Store, StoreError};
use serde::{Deserialize, Serialize};
use tauri::AppHandle;

use crate::events;
use crate::fault::CommandFault;
use crate::shell::{Answer, Open};

/// Also in the tablet's `file_paths.xml`, which lets the camera write there and nowhere else.
const FOLDER: &str = "captures";
const ABOUT: &str = "about.json";
const PHOTO: &str = "photo.jpg";
/// What passes: the photo waits for it.
const LATER: [&str; 3] = ["no-room-for-photos", "disk-full", "busy"];

/// What a photo is taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Capture {
    /// The draft.
    pub id: VisitId,
    /// What of the checklist it shows.
    pub shows: Option<String>,
    /// Where it is taken.
    pub position: Option<Fix>,
}

/// Notes what a photo is for; answers the file that it is to be taken into.
pub(crate) async fn begin(open: &Open, about: Capture) -> Answer<PathBuf> {
    open.ask(move |store| begin_in(&folder(store), &about))
        .await
}

/// Brings the photo that was taken to its draft; `None` when there is none.
pub(crate) async fn take(open: &Open) -> Answer<Option<DraftPage>> {
    open.ask(take_in).await
}

/// The user changed his mind.
pub(crate) async fn forget(open: &Open) -> Answer<()> {
    open.ask(|store| clear(&folder(store)).map_err(failed))
        .await
}

/// At the start: brings a photo home behind whose camera the app was ended.
pub(crate) async fn recover(app: AppHandle, open: Open) {
    match take(&open).await {
        Ok(Some(_)) => events::written(&app).await,
        Ok(None) => {}
        Err(fault) => tracing::warn!(code = fault.code, "a photo did not come to its draft"),
    }
}

fn folder(store: &Store) -> PathBuf {
    store.folder().join(FOLDER)
}

fn begin_in(folder: &Path, about: &Capture) -> Answer<PathBuf> {
    let begun = clear(folder).and_then(|()| {
        fs::create_dir_all(folder)?;
        fs::write(folder.join(ABOUT), serde_json::to_vec(about)?)
    });
    begun.map_err(failed)?;
    Ok(folder.join(PHOTO))
}

/// A photo that cannot be taken into its draft now (a full disk) stays for the next start; one that
/// belongs nowhere, or is none, goes.
fn take_in(store: &Store) -> Answer<Option<DraftPage>> {
    let folder = folder(store);
    let Ok(bytes) = fs::read(folder.join(PHOTO)) else {
        clear(&folder).map_err(failed)?;
        return Ok(None);
    };
    let about = fs::read(folder.join(ABOUT)).map_err(failed)?;
    let about: Capture = serde_json::from_slice(&about).map_err(|error| failed(error.into()))?;
    let photo = PhotoGiven {
        bytes,
        shows: about.shows,
        position: about.position,
    };
    let added = store.draft_photo_add(about.id, &photo);
    let later = |error: &StoreError| LATER.contains(&error.code());
    if !added.as_ref().is_err_and(later) {
        clear(&folder).map_err(failed)?;
    }
    Ok(Some(added?))
}

fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn failed(error: io::Error) -> CommandFault {
    CommandFault::new("photo-not-taken", &error)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use kakou_domain::Method;
    use kakou_test_support::{Folder, county, id, photo, tablet_of};

    use super::*;

    /// A tablet with a draft for which the camera is open.
    fn behind_the_camera() -> (Folder, VisitId, PathBuf) {
        let tablet = tablet_of(&county());
        let draft = tablet.draft_new(id("白营村"), Method::Unannounced).unwrap();
        let about = Capture {
            id: draft.draft.id,
            shows: Some("masks".to_owned()),
            position: None,
        };
        let file = begin_in(&folder(&tablet), &about).unwrap();
        (tablet, about.id, file)
    }

    fn photos(tablet: &Store, draft: VisitId) -> Vec<Option<String>> {
        let page = tablet.draft(draft).unwrap();
        let photos = page.draft.evidence.iter();
        photos.map(|photo| photo.shows.clone()).collect()
    }

    #[test]
    fn a_photo_comes_to_its_draft_also_after_the_app_was_ended() {
        let (tablet, draft, file) = behind_the_camera();
        fs::write(&file, photo(1).bytes).unwrap();
        let tablet = tablet.reopened();
        take_in(&tablet).unwrap().unwrap();
        assert_eq!(photos(&tablet, draft), [Some("masks".to_owned())]);
        assert!(!folder(&tablet).exists());
        assert!(take_in(&tablet).unwrap().is_none());
        assert_eq!(photos(&tablet, draft).len(), 1);
    }

    #[test]
    fn without_a_photo_nothing_comes_and_nothing_is_left() {
        let (tablet, draft, _) = behind_the_camera();
        assert!(take_in(&tablet).unwrap().is_none());
        assert!(!folder(&tablet).exists());
        assert!(photos(&tablet, draft).is_empty());
    }

    #[test]
    fn what_is_no_photo_or_belongs_nowhere_any_more_is_told_once_and_goes() {
        let (tablet, _, file) = behind_the_camera();
        fs::write(&file, "half of a").unwrap();
        assert_eq!(take_in(&tablet).unwrap_err().code, "photo-unknown-format");
        assert!(take_in(&tablet).unwrap().is_none());

        let (tablet, draft, file) = behind_the_camera();
        fs::write(&file, photo(1).bytes).unwrap();
        tablet.draft_discard(draft).unwrap();
        assert_eq!(take_in(&tablet).unwrap_err().code, "no-draft");
        assert!(take_in(&tablet).unwrap().is_none());
    }

    #[test]
    fn the_next_photo_takes_the_place_of_one_that_was_given_up() {
        let (tablet, draft, file) = behind_the_camera();
        fs::write(&file, photo(1).bytes).unwrap();
        let about = Capture {
            id: draft,
            shows: None,
            position: None,
        };
        begin_in(&folder(&tablet), &about).unwrap();
        assert!(!file.exists());
    }
}
