//! Taking in a bundle.

use std::io::{Read, Seek};

use kakou_domain::supervision::Role;
use kakou_journal::{Batch, Limits, batch, fingerprint};
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
    /// No bundle, a damaged one, one of a tablet that nobody admitted and `admit` does not admit, a
    /// gap before its first entry, a fork. Batches before a bad one are taken in.
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
        let (mut taken, mut new, mut known) = (None, 0, 0);
        for name in names {
            let most = Limits::default().compressed + 1024;
            let bytes = read(&mut archive, name, most)?;
            let batch = batch::decode(&bytes, &Limits::default()).map_err(BundleError::from)?;
            let author = batch.author();
            match taken.replace(author) {
                None => self.known_or_admitted(&batch, admit)?,
                Some(first) if first != author => return Err(BundleError::SeveralAuthors.into()),
                Some(_) => {}
            }
            let fresh = self.receive_push(&batch)?.new;
            (new, known) = (new + fresh, known + batch.items.len() - fresh);
        }
        // What the facts name is known when they have been read.
        self.project_all()?;
        let author = taken.ok_or(BundleError::NotABundle)?;
        let mut new_files = 0;
        for entry in all.iter().filter(|name| name.starts_with(EVIDENCE)) {
            let name = entry.trim_start_matches(EVIDENCE).parse();
            let name: BlobName = name.map_err(|_| BundleError::NotABundle)?;
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
        })
    }

    fn known_or_admitted(&self, batch: &Batch, admit: Option<&Admit>) -> Result<()> {
        let key = batch.public_key();
        self.write(|tx| {
            if journal::get(tx, batch.author())?.is_some() {
                return Ok(());
            }
            // Before anybody is admitted by it: it is really this key's.
            batch.head.verify()?;
            let Some(Admit { name, division }) = admit else {
                let (author, fingerprint) = (batch.author(), fingerprint(key));
                return Err(BundleError::NotAdmitted {
                    author,
                    fingerprint,
                }
                .into());
            };
            let name = &free_name(tx, batch.author(), None, name)?;
            journal::begin(tx, key, Role::Inspector, name)?;
            let divisions = vec![division.clone()];
            self.admit(tx, key, Role::Inspector, name, divisions, None)
        })
    }
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
