//! Damaged databases: the water came in, and pages are not what they were.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kakou_store::{Repaired, Store};
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

/// A database and its log.
fn bytes(database: &Path) -> [Option<Vec<u8>>; 2] {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    [fs::read(database).ok(), fs::read(log).ok()]
}

/// Numbers that follow from a seed (SplitMix64).
pub fn numbers(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Overwrites `count` blocks of a file that follow from the seed, half of them with zeroes. Gives
/// where.
pub fn damage_blocks(
    file: &Path,
    count: usize,
    random: &mut impl FnMut() -> u64,
) -> Vec<Range<usize>> {
    let mut content = fs::read(file).unwrap();
    let blocks = content.len().div_ceil(BLOCK) as u64;
    let mut damaged = Vec::new();
    for _ in 0..count {
        let start = (random() % blocks.max(1)) as usize * BLOCK;
        let block = start..content.len().min(start + BLOCK);
        let zeroes = random().is_multiple_of(2);
        for byte in &mut content[block.clone()] {
            *byte = if zeroes { 0 } else { random() as u8 };
        }
        damaged.push(block);
    }
    fs::write(file, content).unwrap();
    damaged
}

/// What a disk loses at once; a page of a database.
const BLOCK: usize = 4_096;
