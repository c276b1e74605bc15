//! Public keys, what is derived from them, and signatures.

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::VerifyingKey;
use kakou_domain::AuthorId;
use sha2::{Digest, Sha256};

use crate::error::JournalError;
use crate::framed::framed;
use crate::text::bytes_as_text;

/// Which algorithms sign and hash a journal. Bound into the author's id, the beginning of its
/// chain and everything it signs, so that another suite (SM2 with SM3) can follow without doubt
/// about which one a journal was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Suite {
    /// Ed25519 signatures over SHA-256 chains.
    Ed25519Sha256 = 1,
}

impl Suite {
    /// The suite's number in hashed, signed and transported bytes.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The suite of this number, when this version knows it.
    pub fn from_code(code: u8) -> Option<Self> {
        (code == Self::Ed25519Sha256.code()).then_some(Self::Ed25519Sha256)
    }
}

bytes_as_text!(
    /// An author's (or the server's) public key. 43 characters of unpadded base64url in text.
    ///
    /// Any 32 bytes can stand here; that they are a key shows when a signature is verified.
    PublicKey, 32, BASE64URL_NOPAD, "public key"
);

bytes_as_text!(
    /// A signature. 86 characters of unpadded base64url in text.
    Signature, 64, BASE64URL_NOPAD, "signature"
);

impl PublicKey {
    /// The suite that this key belongs to.
    pub fn suite(&self) -> Suite {
        Suite::Ed25519Sha256
    }

    /// The id of the author who has this key: the first 16 bytes of SHA-256 over the framed fields
    /// (`kakou/1/author`, suite, public key). Nobody assigns it, so work begins before enrolment.
    pub fn author(&self) -> AuthorId {
        let digest = self.digest("kakou/1/author");
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        AuthorId(id)
    }

    /// SHA-256 over the framed fields (`context`, suite, public key).
    pub(crate) fn digest(&self, context: &str) -> [u8; 32] {
        Sha256::digest(framed(context, &[&[self.suite().code()], &self.0])).into()
    }

    /// Whether `signature` is this key's over exactly these bytes. Weak keys and signatures with a
    /// second valid form are refused.
    ///
    /// # Errors
    /// [`JournalError::BadSignature`] when it is not.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), JournalError> {
        VerifyingKey::from_bytes(&self.0)
            .and_then(|key| key.verify_strict(message, &signature.0.into()))
            .map_err(|_| JournalError::BadSignature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_id_stays_what_it_is_in_version_one() {
        assert_eq!(
            PublicKey([7; 32]).author().to_string(),
            "c153655ea619624aad83b39b39105ea8"
        );
    }

    #[test]
    fn bytes_that_are_no_key_verify_nothing() {
        let weak = PublicKey([0; 32]);
        assert_eq!(
            weak.verify(b"", &Signature([0; 64])),
            Err(JournalError::BadSignature)
        );
    }

    #[test]
    fn an_unknown_suite_is_not_guessed() {
        assert_eq!(Suite::from_code(1), Some(Suite::Ed25519Sha256));
        assert_eq!(Suite::from_code(0), None);
        assert_eq!(Suite::from_code(2), None);
    }
}
