//! Which facts name a file, as a device sees them, and for whom they open it: a fact opens a file only
//! if its author's device brought the bytes, or showed that it has them. Nobody sees a photo by naming
//! its hash.

use kakou_domain::AuthorId;
use rusqlite::{Connection, params};

use super::fault::FileFault;
use super::name::BlobName;
use crate::enrolment::Device;
use crate::error::Result;
use crate::store::Store;
use crate::{feed, project, sql};

/// How many steps of reading facts a question for a file waits for at most.
const STEPS: usize = 20;

/// What the facts that a device may see say of a file.
#[derive(Default)]
pub(super) struct Naming {
    /// Its lengths; empty when none names it.
    pub(super) sizes: Vec<u64>,
    /// Whose fact named it first: the first journal of its device.
    pub(super) first: Option<AuthorId>,
    /// Whether the author of one of them has brought it, or the device itself.
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

impl Store {
    /// What the facts that a device may see say of a file, as soon as they open it. Its own facts are seen
    /// in whichever division they are. What was pushed just now is read first: a receipt comes before
    /// the projections.
    pub(super) fn naming(&self, device: &Device, name: &BlobName) -> Result<Naming> {
        let known = self.read(|db| known(db, device, name.sha256()))?;
        match known.opens {
            true => Ok(known),
            false => self.naming_of_all(device, name),
        }
    }

    /// The same of all that was pushed: whether the device itself owes the bytes.
    pub(super) fn naming_of_all(&self, device: &Device, name: &BlobName) -> Result<Naming> {
        let known = || self.read(|db| known(db, device, name.sha256()));
        if self.read(project::lag)? == 0 {
            return known();
        }
        for _ in 0..STEPS {
            if self.project_pending()? == 0 {
                return known();
            }
        }
        Err(FileFault::NotReadYet.into())
    }

    /// Whether a fact of an author's device names a file.
    pub(crate) fn names_file(&self, author: AuthorId, name: &BlobName) -> Result<bool> {
        self.read(|db| {
            let root = root_of(db, author)?;
            let mut select = db.prepare_cached(include_str!("naming.sql"))?;
            let roots = select.query_map([name.sha256()], |row| sql::author(row, 2))?;
            Ok(roots.collect::<Result<Vec<_>, _>>()?.contains(&root))
        })
    }

    /// A device has brought a file's bytes.
    pub(super) fn note_brought(&self, author: AuthorId, name: &BlobName) -> Result<()> {
        self.write(|tx| note(tx, author, name))?;
        self.drop_small_copies(author, name)
    }
}

/// The same, in the transaction that notes the file.
pub(super) fn note(db: &Connection, author: AuthorId, name: &BlobName) -> Result<()> {
    let text = "INSERT OR IGNORE INTO brought (sha256, author) VALUES (?1, ?2)";
    db.prepare_cached(text)?
        .execute(params![name.sha256(), author.0])?;
    Ok(())
}

/// A device is known by the first of its journals.
fn root_of(db: &Connection, author: AuthorId) -> Result<AuthorId> {
    let text = "SELECT coalesce((SELECT root FROM admission WHERE author = ?1), ?1)";
    Ok(db
        .prepare_cached(text)?
        .query_row([author.0], |row| sql::author(row, 0))?)
}

/// The journals of a device, whichever of them is given.
pub(super) fn line_of(db: &Connection, author: AuthorId) -> Result<Vec<AuthorId>> {
    let root = root_of(db, author)?;
    let text = "SELECT author FROM admission WHERE root = ?1 UNION SELECT ?1";
    let line = db
        .prepare_cached(text)?
        .query_map([root.0], |row| sql::author(row, 0))?
        .collect::<Result<_, _>>()?;
    Ok(line)
}

fn known(db: &Connection, device: &Device, sha256: &str) -> Result<Naming> {
    let asks = root_of(db, device.author)?;
    let brought = db
        .prepare_cached(include_str!("brought.sql"))?
        .query_map([sha256], |row| sql::author(row, 0))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut select = db.prepare_cached(include_str!("naming.sql"))?;
    let mut rows = select.query([sha256])?;
    let mut naming = Naming::default();
    while let Some(row) = rows.next()? {
        let (author, root) = (sql::author(row, 1)?, sql::author(row, 2)?);
        let own = author == device.author || device.predecessors.contains(&author) || root == asks;
        let payload: Vec<u8> = row.get(3)?;
        if own || feed::concerns(&payload, &device.divisions) {
            naming.sizes.extend(u64::try_from(row.get::<_, i64>(0)?));
            naming.first.get_or_insert(root);
            naming.opens |= brought.contains(&root);
            naming.owes |= own;
        }
    }
    if brought.contains(&asks) {
        naming.opens |= !naming.sizes.is_empty();
        naming.owes = false;
    }
    Ok(naming)
}
