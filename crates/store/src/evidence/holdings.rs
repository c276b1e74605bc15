//! What lies on the server's shelf, and what its rows say of it.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use kakou_domain::AuthorId;

use super::fault::FileFault;
use super::hash_of;
use super::name::{BlobName, Part};
use crate::enrolment::Device;
use crate::error::{Result, StoreError};
use crate::feed;
use crate::store::Store;
use crate::views::FileFigures;
use crate::{meta, project, sql};

/// How many steps of reading facts a question for a file waits for at most.
const STEPS: usize = 20;

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
        if !naming.opens {
            return Err(FileFault::NotHere.into());
        }
        Ok(self.evidence(name)?.ok_or(FileFault::NotHere)?)
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
        self.find_out_who_brought()?;
        if (gone.len(), found) != (0, 0) {
            tracing::warn!(
                gone = gone.len(),
                found,
                "the rows of files were put in step"
            );
        }
        Ok((gone.len(), found))
    }

    /// After a repair: who brought what was not read from the damaged database. What is here counts as
    /// brought by everybody who names it by now, or no tablet would see its colleagues' photos again.
    fn find_out_who_brought(&self) -> Result<()> {
        let known = |db: &Connection| Ok(meta::get(db, meta::BROUGHT_UNKNOWN)?.is_none());
        if self.read(known)? || self.read(project::lag)? > 0 {
            return Ok(());
        }
        self.write(|tx| {
            let text = "INSERT OR IGNORE INTO brought
                        SELECT DISTINCT blob.sha256, entry.author
                        FROM blob JOIN fact_file USING (sha256)
                        JOIN entry ON entry.fact = fact_file.fact";
            tx.execute(text, [])?;
            meta::clear(tx, meta::BROUGHT_UNKNOWN)
        })
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
        self.note_whole(name, size)?;
        Ok(Some(size))
    }

    /// A device has brought the bytes. Of a small copy that one lies here which came last: nobody else's
    /// fact opens it.
    pub(super) fn note_brought(&self, author: AuthorId, name: &BlobName) -> Result<()> {
        self.write(|tx| {
            let name_text = name.to_string();
            if name.part() == Part::Thumbnail {
                tx.prepare_cached("DELETE FROM brought WHERE name = ?1")?
                    .execute([&name_text])?;
            }
            tx.prepare_cached("INSERT OR IGNORE INTO brought (name, author) VALUES (?1, ?2)")?
                .execute(params![name_text, author.0])?;
            Ok(())
        })
    }

    /// A file lies here whole, and was proved.
    pub(super) fn note_whole(&self, name: &BlobName, size: u64) -> Result<()> {
        let text = "INSERT INTO blob (sha256, size) VALUES (?1, ?2)
                    ON CONFLICT (sha256) DO UPDATE SET size = excluded.size";
        self.write(|tx| {
            let size = i64::try_from(size).unwrap_or(i64::MAX);
            tx.prepare_cached(text)?
                .execute(params![name.sha256(), size])?;
            Ok(())
        })
    }

    /// What the facts that a device may see say of a file, as soon as they open it. Its own facts are seen
    /// in whichever division they are. What was pushed just now is read first: a receipt comes before
    /// the projections.
    pub(super) fn naming(&self, device: &Device, name: &BlobName) -> Result<Naming> {
        let known = self.naming_known(device, name)?;
        match known.opens {
            true => Ok(known),
            false => self.naming_of_all(device, name),
        }
    }

    /// The same of all that was pushed: whether the device itself owes the bytes.
    pub(super) fn naming_of_all(&self, device: &Device, name: &BlobName) -> Result<Naming> {
        if self.read(project::lag)? == 0 {
            return self.naming_known(device, name);
        }
        for _ in 0..STEPS {
            if self.project_pending()? == 0 {
                return self.naming_known(device, name);
            }
        }
        Err(FileFault::NotReadYet.into())
    }

    fn naming_known(&self, device: &Device, name: &BlobName) -> Result<Naming> {
        // Once the file itself is here, the small copy is made of it.
        let small = name.part() == Part::Thumbnail && !self.is_whole(name.sha256())?;
        let brought = match small {
            true => name.to_string(),
            false => name.sha256().to_owned(),
        };
        let text = "SELECT fact_file.size, entry.author, entry.payload,
                      EXISTS (SELECT 1 FROM brought
                        LEFT JOIN admission who ON who.author = brought.author
                        WHERE brought.name = ?2 AND coalesce(who.root, brought.author)
                          = coalesce(admission.root, entry.origin, entry.author))
                    FROM fact_file JOIN entry ON entry.fact = fact_file.fact
                    LEFT JOIN admission
                      ON admission.author = coalesce(entry.origin, entry.author)
                    WHERE fact_file.sha256 = ?1 AND entry.payload IS NOT NULL
                      AND entry.set_aside IS NULL";
        self.read(|db| {
            let mut select = db.prepare_cached(text)?;
            let mut rows = select.query(params![name.sha256(), brought])?;
            let mut naming = Naming::default();
            while let Some(row) = rows.next()? {
                let (size, author) = (row.get::<_, i64>(0)?, sql::author(row, 1)?);
                let own = device.author == author || device.predecessors.contains(&author);
                let payload: Vec<u8> = row.get(2)?;
                if own || feed::concerns(&payload, &device.divisions) {
                    let brought: bool = row.get(3)?;
                    naming.sizes.extend(u64::try_from(size));
                    naming.opens |= brought;
                    naming.owes |= own && !brought;
                }
            }
            Ok(naming)
        })
    }

    pub(super) fn is_whole(&self, sha256: &str) -> Result<bool> {
        let text = "SELECT 1 FROM blob WHERE sha256 = ?1";
        self.read(|db| Ok(db.prepare_cached(text)?.exists([sha256])?))
    }
}

/// What the facts that a device may see say of a file.
#[derive(Default)]
pub(super) struct Naming {
    /// Its lengths; empty when none names it.
    pub(super) sizes: Vec<u64>,
    /// Whether the author of one of them has brought it.
    pub(super) opens: bool,
    /// Whether a fact of the device itself names it, and it has not brought it.
    pub(super) owes: bool,
}

impl Naming {
    /// Whether the device need not send it, if it is here.
    pub(super) fn is_had(&self) -> bool {
        self.opens && !self.owes
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
