//! Writing a bundle.

use std::io::{Seek, Write};

use kakou_domain::Seq;
use kakou_journal::{Dictionary, batch, fingerprint};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{BundleError, BundleFrom, Bundled, EVIDENCE, JOURNAL};
use crate::error::{Result, StoreError};
use crate::outgoing::batch_after;
use crate::store::Store;
use crate::{journal, meta};

impl Store {
    /// Writes what a server has not confirmed of the own journal, or all of it. A tablet that has
    /// nothing to give writes a bundle without entries, which still says whose it is.
    ///
    /// # Errors
    /// The file cannot be written; it is then worth nothing.
    pub fn write_bundle(&self, out: impl Write + Seek, from: BundleFrom) -> Result<Bundled> {
        let mut archive = ZipWriter::new(out);
        match self.fill(&mut archive, from) {
            Ok(bundled) => {
                archive.finish().map_err(not_written)?;
                Ok(bundled)
            }
            Err(error) => {
                // Dropped, it would try to bring the archive to its end, and print that it cannot.
                std::mem::forget(archive);
                Err(error)
            }
        }
    }

    fn fill(
        &self,
        archive: &mut ZipWriter<impl Write + Seek>,
        from: BundleFrom,
    ) -> Result<Bundled> {
        // A batch and a photo are compressed already.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut put = |name: String, bytes: &[u8]| -> Result<()> {
            archive.start_file(name, stored).map_err(not_written)?;
            let written = archive.write_all(bytes).map_err(ZipError::Io);
            Ok(written.map_err(not_written)?)
        };
        let mut bundled = self.read(|db| {
            let author = meta::author(db, self.folder())?;
            let row = journal::get(db, author)?.ok_or(StoreError::UnknownAuthor(author))?;
            let mut have = match from {
                BundleFrom::Unconfirmed => row.confirmed,
                BundleFrom::Beginning => Seq(0),
            };
            let mut entries = 0;
            loop {
                let part = batch_after(db, self, &row, have)?;
                let bytes =
                    batch::encode(&part, Dictionary::newest()).map_err(BundleError::from)?;
                put(format!("{JOURNAL}{:020}.kkb", part.from.0), &bytes)?;
                entries += part.items.len();
                have = part.head.seq;
                if have >= row.seq {
                    break;
                }
            }
            Ok(Bundled {
                author,
                fingerprint: fingerprint(&row.public_key),
                entries,
                to: row.seq,
                files: 0,
            })
        })?;
        // Listed after the records: what is sealed meanwhile brings photos too many, never too few.
        for name in &self.files_to_carry(from)? {
            // One that this device has lost is not there to be carried.
            if let Some(bytes) = self.evidence(name)? {
                put(format!("{EVIDENCE}{name}"), &bytes)?;
                bundled.files += 1;
            }
        }
        Ok(bundled)
    }
}

/// Of what is written it is not said that it is damaged.
fn not_written(error: ZipError) -> BundleError {
    match error {
        ZipError::Io(error) => BundleError::NotWritten(error),
        error => BundleError::Archive(error),
    }
}
