//! Evidence beside a backup: a folder that each backup adds to, and that a restored server takes its
//! files from.

use std::path::Path;

use super::folder::Folder;
use super::hash_of;
use super::name::{BlobName, Part};
use super::shelf::Shelf;
use crate::error::Result;
use crate::store::Store;

/// What a copy of the evidence has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvidenceCopied {
    /// Files that are there now.
    pub files: u64,
    /// Of these, files that were not there before.
    pub new: u64,
    /// Bytes of the new ones.
    pub bytes: u64,
    /// Files that are not what their name says any more; they are not copied.
    pub damaged: u64,
}

impl Store {
    /// Copies the evidence into a folder that may hold some of it: the next backup adds to it. Call it
    /// after [`Store::back_up`], so that it has all that the backup's rows know. `progress` hears of
    /// files done and files in all.
    pub fn back_up_evidence(
        &self,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<EvidenceCopied> {
        let there = Folder::at(to.to_owned());
        let names = whole_files(self.shelf())?;
        let mut copied = EvidenceCopied::default();
        for (n, (name, size)) in names.iter().enumerate() {
            progress(n as u64, names.len() as u64);
            if there.size(name)? == Some(*size) {
                copied.files += 1;
                continue;
            }
            let bytes = self.shelf().read(name)?.unwrap_or_default();
            if hash_of(&bytes) != name.sha256() {
                copied.damaged += 1;
                continue;
            }
            there.put(name, &bytes)?;
            copied.files += 1;
            copied.new += 1;
            copied.bytes += bytes.len() as u64;
        }
        Ok(copied)
    }

    /// Takes evidence over from such a folder, or from one that was set aside, after a restore. What
    /// is there stays there.
    pub fn take_evidence(
        &self,
        from: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<EvidenceCopied> {
        let there = Folder::at(from.to_owned());
        let names = whole_files(&there)?;
        let mut taken = EvidenceCopied::default();
        for (n, (name, size)) in names.iter().enumerate() {
            progress(n as u64, names.len() as u64);
            taken.files += 1;
            if self.shelf().size(name)? == Some(*size) {
                continue;
            }
            self.shelf().adopt(name, &from.join(name.to_string()))?;
            taken.new += 1;
            taken.bytes += size;
        }
        self.reconcile_files()?;
        Ok(taken)
    }
}

/// Small copies are made again when they are wanted.
fn whole_files(shelf: &dyn Shelf) -> Result<Vec<(BlobName, u64)>> {
    let listed = shelf.list()?.into_iter();
    let named = listed.filter_map(|file| Some((file.name()?, file.size)));
    Ok(named
        .filter(|(name, _)| name.part() == Part::Whole)
        .collect())
}
