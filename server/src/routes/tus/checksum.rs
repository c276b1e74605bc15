//! The checksum of a piece: `sha1 …` or `sha256 …`, base64.

use axum::http::HeaderMap;
use data_encoding::BASE64;
use kakou_sync::protocol::Problem;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::CHECKSUM;

/// What a piece must hash to.
pub struct Checksum {
    algorithm: Algorithm,
    hash: Vec<u8>,
}

enum Algorithm {
    Sha1,
    Sha256,
}

impl Checksum {
    /// Reads the header; `None` without one.
    ///
    /// # Errors
    /// 400 when it names another algorithm, or no hash.
    pub fn of(headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        let Some(value) = headers.get(CHECKSUM) else {
            return Ok(None);
        };
        let unknown = || {
            let detail = "upload-checksum is `sha1` or `sha256`, a space, and base64";
            Problem::new(400, "bad-checksum", detail)
        };
        let text = value.to_str().map_err(|_| unknown())?;
        let (algorithm, hash) = text.split_once(' ').ok_or_else(unknown)?;
        let algorithm = match algorithm {
            "sha1" => Algorithm::Sha1,
            "sha256" => Algorithm::Sha256,
            _ => return Err(unknown()),
        };
        let hash = BASE64
            .decode(hash.trim().as_bytes())
            .map_err(|_| unknown())?;
        Ok(Some(Self { algorithm, hash }))
    }

    /// Refuses a piece that is another.
    ///
    /// # Errors
    /// 460 when it is another.
    pub fn check(&self, piece: &[u8]) -> Result<(), Problem> {
        let holds = match self.algorithm {
            Algorithm::Sha1 => Sha1::digest(piece).as_slice() == self.hash,
            Algorithm::Sha256 => Sha256::digest(piece).as_slice() == self.hash,
        };
        match holds {
            true => Ok(()),
            false => {
                let detail = "the piece is not what its checksum says; it was thrown away";
                Err(Problem::new(460, "checksum-mismatch", detail))
            }
        }
    }
}
