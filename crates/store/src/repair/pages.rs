//! The pages of a damaged database, without SQLite, which refuses most of them for one that is bad.
//! Nothing is written: what is set aside stays as it was found.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::wal::Log;
use crate::error::Result;
use crate::keyfile::file_error;

/// SQLite's own choice, for a file whose header does not say.
pub(super) const USUAL_SIZE: usize = 4_096;

/// Where a page's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Database(u64),
    Log(u64),
}

/// A database and its log, page by page.
pub(super) struct Pages {
    size: usize,
    count: u32,
    database: File,
    log_file: Option<File>,
    log: Log,
}

impl Pages {
    /// Opens a database and the log beside it, for reading only.
    pub(super) fn open(database: &Path, log: &Path) -> Result<Self> {
        let failed = |error| file_error(database, error);
        let read = Log::read(log).map_err(|error| file_error(log, error))?;
        let mut file = File::open(database).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let size = stated_size(&mut file).or(read.page_size);
        let size = size.unwrap_or(USUAL_SIZE);
        let whole = u32::try_from(length.div_ceil(size as u64)).unwrap_or(u32::MAX);
        let newest = read.committed.keys().next_back().copied();
        Ok(Self {
            size,
            count: whole.max(newest.unwrap_or(0)),
            database: file,
            log_file: File::open(log).ok(),
            log: read,
        })
    }

    /// How many pages there are; they are numbered from 1.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Whether the log ends at a damaged frame with others behind it.
    pub(super) fn log_is_cut(&self) -> bool {
        self.log.commits_lost > 0
    }

    /// A page as the last commit left it; `None` when the file ends before it or cannot be read.
    pub(super) fn page(&self, number: u32) -> Option<Vec<u8>> {
        let place = match self.log.committed.get(&number) {
            Some(place) => Place::Log(*place),
            None => Place::Database(u64::from(number.checked_sub(1)?) * self.size as u64),
        };
        self.bytes(place)
    }

    /// A page as a transaction behind the log's damage may have left it, or as it is.
    pub(super) fn newest(&self, number: u32) -> Option<Vec<u8>> {
        let loose = self.log.loose.iter().rev();
        match loose.into_iter().find(|(page, _)| *page == number) {
            Some((_, place)) => self.bytes(Place::Log(*place)),
            None => self.page(number),
        }
    }

    /// The pages behind the log's damage, the newest first.
    pub(super) fn loose(&self) -> impl Iterator<Item = Vec<u8>> {
        let places = self.log.loose.iter().rev();
        places.filter_map(|(_, place)| self.bytes(Place::Log(*place)))
    }

    fn bytes(&self, place: Place) -> Option<Vec<u8>> {
        let (mut file, at) = match place {
            Place::Database(at) => (&self.database, at),
            Place::Log(at) => (self.log_file.as_ref()?, at),
        };
        let mut bytes = vec![0; self.size];
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// What the file's header says of its pages.
fn stated_size(file: &mut File) -> Option<usize> {
    let mut header = [0; 18];
    file.read_exact(&mut header).ok()?;
    let size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    (header.starts_with(b"SQLite format 3\0") && size.is_power_of_two() && size >= 512)
        .then_some(size)
}
