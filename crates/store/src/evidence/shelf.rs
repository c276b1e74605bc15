//! Where whole files lie. Everything else of the store goes through these few operations, so that a
//! store of objects (S3) can take the folder's place; what is still on its way never lies here.

use std::path::Path;
use std::time::SystemTime;

use crate::error::Result;

use super::name::BlobName;

/// A shelf of files that never change: each has the name of its content.
pub(crate) trait Shelf: Send + Sync {
    /// How long a file is; `None` when it does not lie here.
    fn size(&self, name: &BlobName) -> Result<Option<u64>>;

    /// A file's bytes.
    fn read(&self, name: &BlobName) -> Result<Option<Vec<u8>>>;

    /// Lays a file down: whole or not at all, and durable when this returns.
    fn put(&self, name: &BlobName, bytes: &[u8]) -> Result<()>;

    /// Lays down a file that lies elsewhere on this machine, and leaves it there.
    fn adopt(&self, name: &BlobName, file: &Path) -> Result<()>;

    /// Lets the time begin anew after which a file that nothing names is cleaned up.
    fn touch(&self, name: &BlobName) -> Result<()>;

    /// All that lies here.
    fn list(&self) -> Result<Vec<Listed>>;

    /// Takes something away by its name, or by the key that it was listed with. It is fine when it is
    /// gone already.
    fn remove(&self, key: &str) -> Result<()>;
}

/// Something that lies on the shelf.
pub(crate) struct Listed {
    /// A name, or what is left of a write that was cut off.
    pub(crate) key: String,
    /// Bytes.
    pub(crate) size: u64,
    /// When it was written last, or taken off a visit.
    pub(crate) touched: SystemTime,
}

impl Listed {
    /// The file's name; `None` when it is none of ours.
    pub(crate) fn name(&self) -> Option<BlobName> {
        self.key.parse().ok()
    }
}
