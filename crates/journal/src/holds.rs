//! Showing that one has a file without sending it: a hash over a nonce of whoever asks and the bytes.

use data_encoding::HEXLOWER;
use kakou_domain::AuthorId;
use sha2::{Digest, Sha256};

use crate::framed::framed;
use crate::signer::SignError;
use crate::text::bytes_as_text;

bytes_as_text!(
    /// What a server asks a device with, once. 64 lower-case hex digits in text.
    Nonce, 32, HEXLOWER, "nonce"
);

bytes_as_text!(
    /// The answer, which only somebody can give who has the file. 64 lower-case hex digits in text.
    HoldsProof, 32, HEXLOWER, "proof"
);

impl Nonce {
    /// One that nobody can foresee.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn random() -> Result<Self, SignError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| SignError::NoRandomness(error.to_string()))?;
        Ok(Self(bytes))
    }
}

impl HoldsProof {
    /// What a device of this author answers that has these bytes. With the author in it nobody can pass
    /// a question on to somebody who has the file.
    pub fn of(nonce: &Nonce, author: AuthorId, bytes: &[u8]) -> Self {
        let message = framed("kakou/1/holds", &[&nonce.0, &author.0, bytes]);
        Self(Sha256::digest(message).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_of_one_question_one_author_and_one_file() {
        let (nonce, author) = (Nonce([1; 32]), AuthorId([2; 16]));
        let answer = HoldsProof::of(&nonce, author, b"photo");
        assert_eq!(answer, HoldsProof::of(&nonce, author, b"photo"));
        assert_ne!(answer, HoldsProof::of(&Nonce([3; 32]), author, b"photo"));
        assert_ne!(answer, HoldsProof::of(&nonce, AuthorId([3; 16]), b"photo"));
        assert_ne!(answer, HoldsProof::of(&nonce, author, b"another"));
        assert_ne!(Nonce::random().unwrap(), Nonce::random().unwrap());
    }
}
