//! How much room is left: photos are refused before an answer would be.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::Result;
use crate::keyfile::file_error;
use crate::store::Store;
use crate::views::{Room, StorageView};

use super::name::Part;

/// Below this the app warns: about 2,000 photos of 500 kB are left.
const LOW: u64 = 1 << 30;
/// Below this photos are refused: a year of answers still fits.
const ANSWERS_ONLY: u64 = 256 << 20;

/// Tells how many bytes the disk of a folder has left.
pub(crate) type FreeSpace = fn(&Path) -> io::Result<u64>;

impl Store {
    /// What the data of this device takes up.
    pub fn storage(&self) -> Result<StorageView> {
        let files = self.shelf().list()?;
        let photos = files
            .iter()
            .filter(|file| file.name().is_some_and(|name| name.part() == Part::Whole));
        let free = self.free()?;
        Ok(StorageView {
            database: self.database_size()?,
            photos: files.iter().map(|file| file.size).sum(),
            photo_count: u32::try_from(photos.count()).unwrap_or(u32::MAX),
            free,
            room: room(free),
        })
    }

    /// Whether there is room for photos.
    pub fn room(&self) -> Result<Room> {
        Ok(room(self.free()?))
    }

    fn free(&self) -> Result<u64> {
        (self.free_space)(self.folder()).map_err(|error| file_error(self.folder(), error))
    }

    /// The database and what SQLite keeps beside it.
    fn database_size(&self) -> Result<u64> {
        let database = self.database();
        let main = fs::metadata(&database).map_err(|error| file_error(&database, error))?;
        let beside = ["-wal", "-shm"].map(|end| {
            let mut path = database.clone().into_os_string();
            path.push(end);
            fs::metadata(path).map_or(0, |file| file.len())
        });
        Ok(main.len() + beside.iter().sum::<u64>())
    }
}

fn room(free: u64) -> Room {
    match free {
        0..ANSWERS_ONLY => Room::AnswersOnly,
        ANSWERS_ONLY..LOW => Room::Low,
        LOW.. => Room::Plenty,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kakou_domain::SystemClock;

    use super::*;
    use crate::evidence::PhotoGiven;

    fn with_free(free_space: FreeSpace) -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open_or_create(dir.path(), Arc::new(SystemClock)).unwrap();
        store.free_space = free_space;
        (dir, store)
    }

    #[test]
    fn the_app_warns_early_and_refuses_photos_before_it_could_refuse_answers() {
        let (_dir, store) = with_free(|_| Ok(800 << 20));
        assert_eq!(store.status().unwrap().room, Room::Low);

        let (_dir, store) = with_free(|_| Ok(200 << 20));
        assert_eq!(store.storage().unwrap().room, Room::AnswersOnly);
        let photo = PhotoGiven {
            bytes: Vec::new(),
            shows: None,
            position: None,
        };
        let visit = kakou_domain::VisitId(store.read(|db| store.new_id(db)).unwrap().0);
        let refused = [
            store.draft_photo_add(visit, &photo).unwrap_err(),
            store.supplement(visit, &[photo], "").unwrap_err(),
        ];
        assert!(refused.iter().all(|one| one.code() == "no-room-for-photos"));
        store.set_setting("theme", "dark").unwrap();
    }
}
