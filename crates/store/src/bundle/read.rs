//! Taking in a bundle.

use std::io::{Read, Seek};

use kakou_domain::supervision::Role;
use kakou_journal::{Batch, Limits, PublicKey, batch, fingerprint, read_fingerprint};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Admit, BundleError, BundleTaken, EVIDENCE, JOURNAL};
use crate::enrolment::free_name;
use crate::error::{Result, StoreError};
use crate::evidence::{BlobName, LARGEST_FILE};
use crate::journal;
use crate::store::Store;

/// The most batches of a bundle: many times what a tablet writes in a year.
const MOST_BATCHES: usize = 10_000;

impl Store {
    /// Takes a bundle in as if its tablet had pushed it: what is known already is fine, and a
    /// bundle that was interrupted is taken in again. Also one of a retired tablet: that
    /// headquarters takes it in is its word that the records count.
    ///
    /// # Errors
    /// No bundle, a damaged one, one of a tablet that nobody admitted and `admit` does not admit:
    /// nothing is taken in then. A gap before an entry, a fork: batches before a bad one are taken in.
    pub fn take_bundle(
        &self,
        file: impl Read + Seek,
        admit: Option<&Admit>,
    ) -> Result<BundleTaken> {
        let mut archive = ZipArchive::new(file).map_err(BundleError::from)?;
        let names = archive.file_names();
        let names = names.map(|name| name.map(|name| name.into_owned()));
        let all: Vec<String> = names.collect::<Result<_, _>>().map_err(BundleError::from)?;
        let mut names: Vec<&String> = all
            .iter()
            .filter(|name| name.starts_with(JOURNAL))
            .collect();
        names.sort_unstable();
        if names.is_empty() || names.len() > MOST_BATCHES {
            return Err(BundleError::NotABundle.into());
        }
        // Before anything is taken in: all of it is one tablet's, as its key says.
        let first = batch_of(&mut archive, names[0])?;
        for name in &names {
            let batch = batch_of(&mut archive, name)?;
            if batch.author() != first.author() {
                return Err(BundleError::SeveralAuthors.into());
            }
            batch.head.verify()?;
        }
        self.known_or_admitted(first.public_key(), admit)?;
        let (author, mut new, mut known) = (first.author(), 0, 0);
        for name in names {
            let batch = batch_of(&mut archive, name)?;
            let fresh = self.receive_push(&batch)?.new;
            (new, known) = (new + fresh, known + batch.items.len() - fresh);
        }
        // What the facts name is known when they have been read.
        self.project_all()?;
        let (mut new_files, mut left_out) = (0, 0);
        for entry in all.iter().filter(|name| name.starts_with(EVIDENCE)) {
            let name = entry.trim_start_matches(EVIDENCE).parse();
            let name: BlobName = name.map_err(|_| BundleError::NotABundle)?;
            if !self.names_file(author, &name)? {
                left_out += 1;
                continue;
            }
            let most = usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX);
            let bytes = read(&mut archive, entry, most)?;
            new_files += usize::from(self.keep_carried(author, &name, &bytes)?);
        }
        let row = self
            .journal(author)?
            .ok_or(StoreError::UnknownAuthor(author))?;
        Ok(BundleTaken {
            author,
            name: row.name,
            new,
            known,
            to: row.seq,
            new_files,
            left_out,
        })
    }

    fn known_or_admitted(&self, key: &PublicKey, admit: Option<&Admit>) -> Result<()> {
        let own = fingerprint(key);
        self.write(|tx| {
            if journal::get(tx, key.author())?.is_some() {
                return Ok(());
            }
            let Some(Admit {
                name,
                division,
                fingerprint,
            }) = admit
            else {
                return Err(BundleError::NotAdmitted {
                    author: key.author(),
                    fingerprint: own,
                }
                .into());
            };
            if read_fingerprint(fingerprint).ok().as_ref() != Some(&own) {
                return Err(BundleError::OtherFingerprint(own).into());
            }
            let name = &free_name(tx, key.author(), None, name)?;
            journal::begin(tx, key, Role::Inspector, name)?;
            let divisions = vec![division.clone()];
            self.admit(tx, key, Role::Inspector, name, divisions, None)
        })
    }
}

fn batch_of(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Result<Batch> {
    let bytes = read(archive, name, Limits::default().compressed + 1024)?;
    let batch = batch::decode(&bytes, &Limits::default());
    Ok(batch.map_err(BundleError::from)?)
}

fn read(
    archive: &mut ZipArchive<impl Read + Seek>,
    name: &str,
    most: usize,
) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    // What an archive says of a length is not believed.
    let read = archive
        .by_name(name)?
        .take(most as u64)
        .read_to_end(&mut bytes);
    read.map_err(|error| BundleError::Archive(ZipError::Io(error)))?;
    Ok(bytes)
}
