//! Damaged databases: the water came in, and pages are not what they were.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fastrand::Rng;
use kakou_store::{Repaired, Store};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::TestClock;
use crate::county::{Folder, copy_files};

/// A copy of a data folder that nobody has open, with a damaged database.
pub struct Damaged {
    dir: TempDir,
    clock: Arc<TestClock>,
    /// The data folder.
    pub folder: PathBuf,
}

impl Folder {
    /// The folder as it is now, a second time; `damage` is handed the folder of the copy.
    #[must_use]
    pub fn damaged(&self, damage: impl FnOnce(&Path)) -> Damaged {
        let (dir, clock) = (tempfile::tempdir().unwrap(), self.clock.clone());
        let folder = dir.path().join("copy");
        copy_files(self.folder(), &folder);
        damage(&folder);
        Damaged { dir, clock, folder }
    }
}

impl Damaged {
    /// Repairs it and opens it. What was found damaged lies beside it, byte for byte.
    pub fn repaired(self) -> (Folder, Option<Repaired>) {
        let Self { dir, clock, folder } = self;
        let before = bytes(&folder.join("kakou.db"));
        let repaired = Store::repair(&folder, clock.clone()).unwrap();
        if let Some(repaired) = &repaired {
            let [file, log] = before;
            let [file_aside, log_aside] = bytes(&repaired.set_aside);
            assert!(file == file_aside && log == log_aside, "it was altered");
        }
        let store = Arc::new(Store::open(&folder, clock.clone()).unwrap());
        (Folder { store, dir, clock }, repaired)
    }
}

/// A database and its log; an empty log is none.
fn bytes(database: &Path) -> [Option<Vec<u8>>; 2] {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    let log = fs::read(log).ok().filter(|log| !log.is_empty());
    [fs::read(database).ok(), log]
}

/// Overwrites `count` blocks of a file that follow from the seed, half of them with zeroes. Gives
/// where.
pub fn damage_blocks(file: &Path, count: usize, random: &mut Rng) -> Vec<Range<usize>> {
    let mut content = fs::read(file).unwrap();
    let blocks = content.len().div_ceil(BLOCK);
    let mut damaged = Vec::new();
    for _ in 0..count {
        let start = random.usize(..blocks.max(1)) * BLOCK;
        let block = start..content.len().min(start + BLOCK);
        let zeroes = random.bool();
        for byte in &mut content[block.clone()] {
            *byte = if zeroes { 0 } else { random.u8(..) };
        }
        damaged.push(block);
    }
    fs::write(file, content).unwrap();
    damaged
}

/// Fills the page at which a table or an index of a database begins, also while somebody has it open.
pub fn damage_root(database: &Path, name: &str, with: u8) {
    let db = Connection::open(database).unwrap();
    let text = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: u32 = db.query_row(text, [name], |row| row.get(0)).unwrap();
    drop(db);
    let mut file = File::options().write(true).open(database).unwrap();
    let start = u64::from(page - 1) * BLOCK as u64;
    file.seek(SeekFrom::Start(start)).unwrap();
    file.write_all(&[with; BLOCK]).unwrap();
}

/// What a disk loses at once; a page of a database.
const BLOCK: usize = 4_096;
