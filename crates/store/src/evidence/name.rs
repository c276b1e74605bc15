//! What evidence files are called: by the hash of their bytes.

use std::fmt;
use std::str::FromStr;

const THUMBNAIL: &str = ".thumb";

/// A file's name: the SHA-256 of a piece of evidence, and whether it is that itself or its small
/// copy. Names also come from other devices' facts, from the page and from the network: what is no
/// hash is no name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobName {
    sha256: String,
    part: Part,
}

/// Which of the two files of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The evidence itself.
    Whole,
    /// Its small copy for lists; it proves nothing.
    Thumbnail,
}

/// The text is no file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a file's name is 64 lower-case hex digits")]
pub struct NotAName;

impl BlobName {
    /// A part of the evidence with this hash.
    ///
    /// # Errors
    /// When it is no hash.
    pub fn new(sha256: &str, part: Part) -> Result<Self, NotAName> {
        is_hash(sha256)
            .then(|| Self {
                sha256: sha256.to_owned(),
                part,
            })
            .ok_or(NotAName)
    }

    /// The hash of the evidence, 64 hex digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Which part of it.
    pub fn part(&self) -> Part {
        self.part
    }

    /// The small copy of the same evidence.
    #[must_use]
    pub fn thumbnail(&self) -> Self {
        Self {
            sha256: self.sha256.clone(),
            part: Part::Thumbnail,
        }
    }

    /// The evidence of a small copy.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self {
            sha256: self.sha256.clone(),
            part: Part::Whole,
        }
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sha256)?;
        match self.part {
            Part::Whole => Ok(()),
            Part::Thumbnail => f.write_str(THUMBNAIL),
        }
    }
}

impl FromStr for BlobName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        match text.strip_suffix(THUMBNAIL) {
            Some(sha256) => Self::new(sha256, Part::Thumbnail),
            None => Self::new(text, Part::Whole),
        }
    }
}

/// Whether a text is a SHA-256 as we write it.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_is_a_name() {
        let hash = "0f".repeat(32);
        for text in [hash.clone(), format!("{hash}.thumb")] {
            let name: BlobName = text.parse().unwrap();
            assert_eq!(name.to_string(), text);
        }
        for text in ["", "../keys/server.key", &hash[1..], &hash.to_uppercase()] {
            assert_eq!(text.parse::<BlobName>(), Err(NotAName), "{text}");
        }
        assert!(format!("{hash}.thumb.thumb").parse::<BlobName>().is_err());
    }
}
