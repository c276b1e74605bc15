//! The private key in a file that only its owner can read; an OS keystore can take its place
//! behind [`Signer`].

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use kakou_journal::SoftwareKey;

use crate::error::{Result, StoreError};

/// Reads the key of a file.
pub(crate) fn read_key(path: &Path) -> Result<SoftwareKey> {
    read_seed(path).map(|seed| SoftwareKey::from_seed(&seed))
}

/// Reads the secret of a key's file.
pub(crate) fn read_seed(path: &Path) -> Result<[u8; 32]> {
    let damaged = || StoreError::Key(path.to_owned());
    let seed = fs::read(path).map_err(|_| damaged())?;
    seed.try_into().map_err(|_| damaged())
}

/// Makes a key and its file. A file that is there already is never overwritten.
pub(crate) fn create_key(path: &Path) -> Result<SoftwareKey> {
    let key = SoftwareKey::generate()
        .map_err(|error| file_error(path, std::io::Error::other(error.to_string())))?;
    write_key(path, key.seed())?;
    Ok(key)
}

/// Writes a key's file. A file that is there already is never overwritten.
pub(crate) fn write_key(path: &Path, seed: &[u8; 32]) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || -> std::io::Result<()> {
        let mut file = options.open(path)?;
        file.write_all(seed)?;
        file.sync_all()?;
        sync_folder(path)
    };
    write().map_err(|error| file_error(path, error))
}

/// Writes the key of a file into another, which is not there yet.
pub(crate) fn copy_key(from: &Path, to: &Path) -> Result<()> {
    write_key(to, &read_seed(from)?)
}

/// Reads the key of a file, and makes it where there is none.
pub(crate) fn read_or_create_key(path: &Path) -> Result<SoftwareKey> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => create_key(path),
        _ => read_key(path),
    }
}

/// A file's name is durable only when its folder is.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let here = folder.as_os_str().is_empty();
        let folder = if here { Path::new(".") } else { folder };
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

pub(crate) fn file_error(path: &Path, error: std::io::Error) -> StoreError {
    StoreError::File {
        path: path.to_owned(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kakou_journal::Signer;

    #[test]
    fn a_key_is_kept_for_its_owner_alone_and_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("device.key");
        let made = read_or_create_key(&path).unwrap();
        assert_eq!(
            read_or_create_key(&path).unwrap().public_key(),
            made.public_key()
        );
        assert!(create_key(&path).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        fs::write(&path, b"short").unwrap();
        assert_eq!(read_or_create_key(&path).unwrap_err().code(), "key");
    }
}
