//! What lies on the server's shelf, and what its rows say of it.

use std::collections::BTreeMap;

use kakou_domain::AuthorId;
use rusqlite::params;

use super::fault::FileFault;
use super::hash_of;
use super::name::{BlobName, Part};
use super::naming::{self, Naming};
use crate::enrolment::Device;
use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::views::FileFigures;

impl Store {
    /// A file's bytes for a device that sees a fact that names it, of an author who brought them.
    ///
    /// # Errors
    /// [`FileFault::NotNamed`], [`FileFault::NotHere`]: also of a file that is here, while the fact's
    /// author has not brought it.
    pub fn blob(&self, device: &Device, name: &BlobName) -> Result<Vec<u8>> {
        let naming = self.naming(device, name)?;
        if naming.sizes.is_empty() {
            return Err(FileFault::NotNamed.into());
        }
        if let Some(bytes) = naming
            .opens
            .then(|| self.evidence(name))
            .transpose()?
            .flatten()
        {
            return Ok(bytes);
        }
        Ok(self.provisional(&naming, name)?.ok_or(FileFault::NotHere)?)
    }

    /// How long what a device is given of a file is.
    pub(super) fn size_for(&self, device: &Device, name: &BlobName) -> Result<Option<u64>> {
        let here = self.size_here(name)?;
        if here.is_none() && name.part() == Part::Whole {
            return Ok(None);
        }
        let naming = self.naming(device, name)?;
        if here.is_some() && naming.opens {
            return Ok(here);
        }
        let small = self.provisional(&naming, name)?;
        Ok(small.map(|small| small.len() as u64))
    }

    fn provisional(&self, naming: &Naming, name: &BlobName) -> Result<Option<Vec<u8>>> {
        match name.part() {
            Part::Whole => Ok(None),
            Part::Thumbnail => self.small_copy(naming, name),
        }
    }

    /// How much evidence the server has, and how much is still to come.
    pub fn file_figures(&self) -> Result<FileFigures> {
        self.read(|db| {
            let text = include_str!("figures.sql");
            let number = |row: &rusqlite::Row<'_>, column| {
                row.get(column)
                    .map(|number: i64| u64::try_from(number).unwrap_or(0))
            };
            Ok(db.query_row(text, [], |row| {
                Ok(FileFigures {
                    here: number(row, 0)?,
                    bytes_here: number(row, 1)?,
                    missing: number(row, 2)?,
                    bytes_missing: number(row, 3)?,
                    incomplete_visits: number(row, 4)?,
                })
            })?)
        })
    }

    /// Puts the rows in step with the shelf, when the server starts: after a restore files may be
    /// missing that the rows know, and after a kill a file may lie here that no row knows yet.
    /// Gives how many rows went and how many came.
    pub fn reconcile_files(&self) -> Result<(usize, usize)> {
        let listed = self.shelf().list()?.into_iter();
        let whole = listed.filter_map(|file| Some((file.name()?, file.size)));
        let lying: BTreeMap<String, u64> = whole
            .filter(|(name, _)| name.part() == Part::Whole)
            .map(|(name, size)| (name.sha256().to_owned(), size))
            .collect();
        let known: BTreeMap<String, u64> = self.read(|db| {
            let mut select = db.prepare("SELECT sha256, size FROM blob")?;
            let read = |row: &rusqlite::Row<'_>| {
                Ok((
                    row.get(0)?,
                    u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                ))
            };
            Ok(select.query_map([], read)?.collect::<Result<_, _>>()?)
        })?;
        let gone = known
            .iter()
            .filter(|(name, size)| lying.get(*name) != Some(size));
        let gone: Vec<&String> = gone.map(|(name, _)| name).collect();
        self.write(|tx| {
            for sha256 in &gone {
                tx.prepare_cached("DELETE FROM blob WHERE sha256 = ?1")?
                    .execute([sha256])?;
            }
            Ok(())
        })?;
        let mut found = 0;
        for sha256 in lying.keys().filter(|name| !known.contains_key(*name)) {
            if let Ok(name) = BlobName::new(sha256, Part::Whole) {
                found += usize::from(self.prove(&name)?.is_some());
            }
        }
        if (gone.len(), found) != (0, 0) {
            tracing::warn!(
                gone = gone.len(),
                found,
                "the rows of files were put in step"
            );
        }
        Ok((gone.len(), found))
    }

    /// How long a file is, when it lies here whole. A small copy is made when the evidence is here.
    pub(super) fn size_here(&self, name: &BlobName) -> Result<Option<u64>> {
        let lying = self.shelf().size(name)?;
        if name.part() == Part::Thumbnail {
            return match lying {
                None => self.size_of_made(name),
                lying => Ok(lying),
            };
        }
        let Some(size) = lying else { return Ok(None) };
        let text = "SELECT 1 FROM blob WHERE sha256 = ?1 AND size = ?2";
        let known = params![name.sha256(), i64::try_from(size).unwrap_or(i64::MAX)];
        match self.read(|db| Ok(db.prepare_cached(text)?.exists(known)?))? {
            true => Ok(Some(size)),
            false => self.prove(name),
        }
    }

    fn size_of_made(&self, thumbnail: &BlobName) -> Result<Option<u64>> {
        match self.evidence_thumbnail(thumbnail.sha256()) {
            Err(StoreError::Picture(_)) => Ok(None),
            made => Ok(made?.map(|small| small.len() as u64)),
        }
    }

    /// A file that no row knows: when it is what its name says, a row knows it from now on.
    fn prove(&self, name: &BlobName) -> Result<Option<u64>> {
        let bytes = self.shelf().read(name)?;
        let Some(bytes) = bytes.filter(|bytes| hash_of(bytes) == name.sha256()) else {
            tracing::error!(%name, "an evidence file is damaged");
            return Ok(None);
        };
        let size = bytes.len() as u64;
        self.note_whole(name, size, None)?;
        Ok(Some(size))
    }

    /// A file lies here whole, and was proved; whoever is named brought it.
    pub(super) fn note_whole(
        &self,
        name: &BlobName,
        size: u64,
        brought_by: Option<AuthorId>,
    ) -> Result<()> {
        let text = "INSERT INTO blob (sha256, size) VALUES (?1, ?2)
                    ON CONFLICT (sha256) DO UPDATE SET size = excluded.size";
        self.write(|tx| {
            let size = i64::try_from(size).unwrap_or(i64::MAX);
            tx.prepare_cached(text)?
                .execute(params![name.sha256(), size])?;
            brought_by.map_or(Ok(()), |author| naming::note(tx, author, name))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::review::plan::plan;

    #[test]
    fn what_is_missing_is_counted_without_going_through_all_visits() {
        let steps = plan(include_str!("figures.sql"), []);
        let through_all = steps.iter().filter(|step| step.contains("SCAN visit"));
        assert_eq!(through_all.count(), 0, "{steps:?}");
    }
}
