//! Who holds a private key and signs with it.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::key::{PublicKey, Signature};

/// Something that holds a private key. A key in a file is one ([`SoftwareKey`]); a keystore of the
/// operating system, from which the key cannot be read, can take its place.
pub trait Signer: Send + Sync {
    /// The key that its signatures verify under; always the same.
    fn public_key(&self) -> PublicKey;

    /// A signature over exactly these bytes.
    ///
    /// # Errors
    /// When the keystore does not sign: locked, gone, refused by its owner.
    fn sign(&self, message: &[u8]) -> Result<Signature, SignError>;
}

/// Why a key could not be made or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The operating system gave no randomness for a new key.
    #[error("no randomness for a new key: {0}")]
    NoRandomness(String),
    /// The keystore did not sign.
    #[error("the keystore did not sign: {0}")]
    Keystore(String),
}

impl SignError {
    /// A stable name for messages and machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRandomness(_) => "no-randomness",
            Self::Keystore(_) => "keystore",
        }
    }
}

/// An Ed25519 key in this process's memory. Wiped when dropped, and never shown by `Debug`.
#[derive(Clone)]
pub struct SoftwareKey(SigningKey);

impl SoftwareKey {
    /// A new key from the operating system's randomness.
    ///
    /// # Errors
    /// [`SignError::NoRandomness`] when the system has none to give.
    pub fn generate() -> Result<Self, SignError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| SignError::NoRandomness(error.to_string()))?;
        Ok(Self::from_seed(&seed))
    }

    /// The key that this seed stands for.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The secret, for whoever stores it. Who has it can write as this author.
    pub fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl Signer for SoftwareKey {
    fn public_key(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
        Ok(Signature(self.0.sign(message).to_bytes()))
    }
}

impl fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SoftwareKey({})", self.public_key().author())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JournalError;

    #[test]
    fn a_key_is_the_same_after_it_was_stored() {
        let key = SoftwareKey::generate().unwrap();
        assert_eq!(
            SoftwareKey::from_seed(key.seed()).public_key(),
            key.public_key()
        );
        assert_ne!(
            SoftwareKey::generate().unwrap().public_key(),
            key.public_key()
        );
    }

    #[test]
    fn a_signature_holds_for_its_message_only() {
        let key = SoftwareKey::from_seed(&[1; 32]);
        let signature = key.sign(b"this").unwrap();
        assert_eq!(key.public_key().verify(b"this", &signature), Ok(()));
        assert_eq!(
            key.public_key().verify(b"that", &signature),
            Err(JournalError::BadSignature)
        );
    }

    #[test]
    fn a_log_line_with_a_key_in_it_gives_nothing_away() {
        let shown = format!("{:?}", SoftwareKey::from_seed(&[0x5a; 32]));
        assert!(
            !shown.contains("5a5a") && !shown.contains("90, 90"),
            "{shown}"
        );
    }
}
