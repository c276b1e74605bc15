//! What travels as JSON, described. The types themselves are `kakou_sync::protocol`'s and know
//! nothing of OpenAPI; a test holds the two together.
#![allow(dead_code, reason = "descriptions are never made, only described")]

use utoipa::ToSchema;

/// A device asks to be admitted.
#[derive(ToSchema)]
pub(crate) struct EnrolRequest {
    /// The secret half of the enrolment code, 8 characters.
    code: String,
    /// The device's Ed25519 public key, base64url.
    public_key: String,
    /// The person or the team, 1 to 40 characters.
    name: String,
    /// By the device's key over the framed fields (`kakou/1/enrol`, code, public key), base64url.
    proof: String,
    /// The journal that the device's goes on from, with the word of its key.
    succeeds: Option<Predecessor>,
}

/// A journal that another goes on from.
#[derive(ToSchema)]
pub(crate) struct Predecessor {
    /// Its Ed25519 public key, base64url.
    public_key: String,
    /// By that key over the framed fields (`kakou/1/successor`, old author, new public key).
    proof: String,
}

/// The device is admitted.
#[derive(ToSchema)]
pub(crate) struct Enrolment {
    /// The device's author, 32 hex digits.
    author: String,
    /// The bearer token for everything else.
    token: String,
    headquarters: Headquarters,
    /// Codes of the divisions that the device may see.
    divisions: Vec<String>,
    /// The person, as headquarters has it.
    name: String,
    /// The server's epoch.
    epoch: String,
}

/// The server's signed word on whose journals are headquarters'.
#[derive(ToSchema)]
pub(crate) struct Headquarters {
    /// The server's public key, base64url.
    server_key: String,
    /// The county's code.
    county: String,
    /// The keys of headquarters' journals, base64url.
    authors: Vec<String>,
    /// By the server's key, base64url.
    signature: String,
}

/// A journal goes on under a new key.
#[derive(ToSchema)]
pub(crate) struct SuccessorRequest {
    /// The new key, base64url.
    public_key: String,
    /// By the new key over the framed fields (`kakou/1/successor`, old author, new public key).
    proof: String,
    /// By the old key over the same. Without it nothing is succeeded.
    proof_of_old: Option<String>,
}

/// A device shows that it has a file.
#[derive(ToSchema)]
pub(crate) struct HeldRequest {
    /// SHA-256 over the framed fields (`kakou/1/holds`, nonce, author, the file), 64 hex digits.
    proof: String,
}

/// Where the server has a journal.
#[derive(ToSchema)]
pub(crate) struct JournalState {
    /// The newest entry that the server has.
    seq: u64,
    /// The chain's hash after it, hex.
    head: String,
    /// The server's epoch.
    epoch: String,
    /// Why it takes no more entries, as a code.
    closed: Option<String>,
    /// What the server keeps but cannot use.
    set_aside: Vec<SetAside>,
}

/// An entry that the server keeps but cannot use.
#[derive(ToSchema)]
pub(crate) struct SetAside {
    /// Which entry.
    seq: u64,
    /// Why, as a stable code.
    code: String,
}

/// The server's signed word that a journal is durable.
#[derive(ToSchema)]
pub(crate) struct Receipt {
    /// Whose journal, 32 hex digits.
    author: String,
    /// The newest entry that the server has.
    seq: u64,
    /// The chain's hash after it, hex.
    head: String,
    /// The server's epoch.
    epoch: String,
    /// Up to which entry a backup exists.
    backed_up_to: u64,
    /// The server's time, RFC 3339.
    received_at: String,
    /// What the server keeps but cannot use.
    set_aside: Vec<SetAside>,
    /// By the server's key, base64url.
    signature: String,
    /// The newest entry of the feed by others: a tablet that has it need not ask. Not signed.
    feed_end: u64,
}

/// An error, RFC 9457.
#[derive(ToSchema)]
pub(crate) struct Problem {
    /// `urn:kakou:problem:` and the code.
    r#type: String,
    /// In short, in English.
    title: String,
    /// The HTTP status.
    status: u16,
    /// Stable.
    code: String,
    /// What happened.
    detail: String,
    /// With `gap` the newest entry that the server has, with `forked` the first that differs.
    have: Option<u64>,
    /// Seconds to wait, as in Retry-After.
    retry_after: Option<u64>,
}

/// What is no text: a batch, a parcel, a file, a piece of one.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct Bytes(Vec<u8>);
