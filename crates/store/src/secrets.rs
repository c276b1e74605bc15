//! Enrolment codes and bearer tokens: how they are made and what is kept of them.

use data_encoding::BASE64URL_NOPAD;
use kakou_journal::{
    PublicKey, Signer, fingerprint, framed, in_groups, letters, read_fingerprint, read_letters,
};
use sha2::{Digest, Sha256};

use crate::error::{CodeFault, Result, StoreError};

/// Characters of the secret half of a code: 8 of 5 bits each, 40 bits. The server limits guesses.
const SECRET: usize = 8;

/// What is kept of a secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SecretHash(pub [u8; 32]);

/// A new secret half of a code, in Crockford's letters.
pub(crate) fn new_code() -> Result<String> {
    Ok(letters(&random::<32>()?, SECRET))
}

/// A code as it is given out: the secret, and the fingerprint of the server's key, in groups of
/// four. The fingerprint lets a tablet see that it talks to the right server before it trusts it.
pub(crate) fn written_code(secret: &str, server: &PublicKey) -> String {
    format!("{}-{}", in_groups(secret), fingerprint(server))
}

/// A typed code: the secret half and the fingerprint.
pub fn read_code(typed: &str) -> Result<(String, String)> {
    let unknown = |_| StoreError::Code(CodeFault::Unknown);
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    let (secret, print) = plain
        .split_at_checked(SECRET)
        .ok_or(StoreError::Code(CodeFault::Unknown))?;
    let secret = read_letters(secret, SECRET).map_err(unknown)?;
    Ok((secret, read_fingerprint(print).map_err(unknown)?))
}

/// What is kept of a code. 40 bits could be guessed from a plain hash by whoever reads the
/// database; so it is keyed by the server's signing key, which lies in another file. An Ed25519
/// signature is always the same for the same message and unpredictable without the key.
pub(crate) fn code_hash(server: &dyn Signer, secret: &str) -> Result<SecretHash> {
    let message = framed("kakou/1/enrol-code", &[secret.as_bytes()]);
    let signature = server
        .sign(&message)
        .map_err(|error| StoreError::Journal(error.into()))?;
    Ok(SecretHash(Sha256::digest(signature.0).into()))
}

/// A new bearer token of 256 bits, and what is kept of it.
pub(crate) fn new_token() -> Result<(String, SecretHash)> {
    let token = BASE64URL_NOPAD.encode(&random::<32>()?);
    let hash = token_hash(&token);
    Ok((token, hash))
}

/// What is kept of a token. It has too many bits to be guessed, so a plain hash is enough; tokens are
/// looked up by it, so that no comparison of a secret can be timed.
pub(crate) fn token_hash(token: &str) -> SecretHash {
    SecretHash(Sha256::digest(token.as_bytes()).into())
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        let error = std::io::Error::other(error.to_string());
        StoreError::File {
            path: "the system's random numbers".into(),
            error,
        }
    })?;
    Ok(bytes)
}
