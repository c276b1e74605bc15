//! Version 1 of the protocol: one trait with a request and an answer for each step. The server
//! implements it, the HTTP client implements it, and tests put one behind the other in a process.
//! docs/PROTOCOL.md keeps the exact form on the wire.

use std::future::Future;

use kakou_domain::{AuthorId, DivisionCode, Seq};
use kakou_journal::{
    ChainHash, HoldsProof, Nonce, PublicKey, Receipt, SetAside, Signature, framed,
};
use kakou_store::{BlobName, Headquarters, NewUpload};
use serde::{Deserialize, Serialize};

/// Every answer of the protocol carries this header; without it something else has answered, a
/// captive portal for example.
pub const PROTOCOL_HEADER: &str = "kakou-protocol";
/// The protocol's version, in the header.
pub const PROTOCOL_VERSION: &str = "1";
/// The server's clock in each answer, RFC 3339 with milliseconds, for the drift.
pub const TIME_HEADER: &str = "kakou-time";
/// The content type of a batch that is pushed.
pub const BATCH_TYPE: &str = "application/vnd.kakou.batch";
/// The content type of a parcel.
pub const PARCEL_TYPE: &str = "application/vnd.kakou.parcel";
/// The version of tus that uploads speak, in the header `tus-resumable`.
pub const TUS_VERSION: &str = "1.0.0";
/// The content type of a piece of an upload.
pub const PIECE_TYPE: &str = "application/offset+octet-stream";
/// What a device is asked that announces a file, to show that it has it.
pub const NONCE_HEADER: &str = "kakou-nonce";
/// The most bytes of a request's body.
pub const MAX_BODY: usize = 8 << 20;

/// `POST /v1/enrol`: a device asks to be admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The secret half of the enrolment code.
    pub code: String,
    /// The device's public key.
    pub public_key: PublicKey,
    /// The person.
    pub name: String,
    /// By the device's key over the framed fields (`kakou/1/enrol`, code, public key), so that
    /// nobody is admitted under another's key.
    pub proof: Signature,
    /// The journal that this device's goes on from, if there is one: what it carries over has that
    /// one's ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<Predecessor>,
}

/// A journal that another goes on from, with the word of its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// Its key.
    pub public_key: PublicKey,
    /// By that key, over the same as [`SuccessorRequest::proof`].
    pub proof: Signature,
}

impl EnrolRequest {
    /// What `proof` signs.
    pub fn message(code: &str, public_key: &PublicKey) -> Vec<u8> {
        framed("kakou/1/enrol", &[code.as_bytes(), &public_key.0])
    }
}

/// The answer to [`EnrolRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The device's author.
    pub author: AuthorId,
    /// The bearer token for everything else; only its hash is kept by the server.
    pub token: String,
    /// Whose journals are headquarters'; carries the server's key, to be compared with the code's
    /// fingerprint.
    pub headquarters: Headquarters,
    /// What the device may see.
    pub divisions: Vec<DivisionCode>,
    /// The person, as headquarters has it.
    pub name: String,
    /// The server's epoch.
    pub epoch: String,
}

/// `POST /v1/journals/{author}/successor`: a device's journal goes on under a new key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessorRequest {
    /// The new key.
    pub public_key: PublicKey,
    /// By the new key over the framed fields (`kakou/1/successor`, old author, new public key).
    pub proof: Signature,
    /// By the old key over the same: whoever has only the token goes on from nobody's journal.
    pub proof_of_old: Option<Signature>,
}

impl SuccessorRequest {
    /// What `proof` signs.
    pub fn message(before: AuthorId, public_key: &PublicKey) -> Vec<u8> {
        framed("kakou/1/successor", &[&before.0, &public_key.0])
    }
}

/// `GET /v1/journals/{author}`: where the server has a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalState {
    /// The newest entry that the server has.
    pub seq: Seq,
    /// The chain's hash after it.
    pub head: ChainHash,
    /// The server's epoch.
    pub epoch: String,
    /// Why it takes no more entries, as a code.
    pub closed: Option<String>,
    /// What the server keeps but cannot use.
    pub set_aside: Vec<SetAside>,
}

/// The answer to a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// What is durable.
    #[serde(flatten)]
    pub receipt: Receipt,
    /// The newest entry of the feed by others, in the receipt's epoch: a tablet that has it need not
    /// ask for the feed. An older server does not say it.
    #[serde(default)]
    pub feed_end: Option<u64>,
}

/// `GET /v1/feed?epoch=E&after=N`: where the feed was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRequest {
    /// The epoch of the cursor; another than the server's begins the feed again.
    pub epoch: String,
    /// The last entry of the feed that was taken in.
    pub after: u64,
}

/// What the server says of a file that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadBegun {
    /// How many of its bytes are there: all of them, when this device has brought it before.
    pub offset: u64,
    /// What the device may answer instead of sending it. An older server does not ask.
    pub nonce: Option<Nonce>,
}

/// `POST /v1/blobs/{sha256}/proof`: a device shows that it has a file that somebody else may have
/// brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRequest {
    /// The answer to the nonce of the announcement.
    pub proof: HoldsProof,
}

/// An error as RFC 9457 problem details, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{status} {code}: {detail}")]
pub struct Problem {
    /// `urn:kakou:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// In short, in English.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable; messages are made from it.
    pub code: String,
    /// What happened.
    pub detail: String,
    /// With `gap` and `forked`: the newest entry that the server has, or the first that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have: Option<Seq>,
    /// With 429 and 503: seconds to wait, as in the header Retry-After.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem with its code.
    pub fn new(status: u16, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:kakou:problem:{code}"),
            title: code.replace('-', " "),
            status,
            code: code.to_owned(),
            detail: detail.into(),
            have: None,
            retry_after: None,
        }
    }

    /// The same with a place in a journal.
    #[must_use]
    pub fn at(self, have: Seq) -> Self {
        Self {
            have: Some(have),
            ..self
        }
    }
}

/// What a tablet asks of the server. `E` is [`Problem`] on the server; over HTTP there is more that
/// can go wrong.
pub trait Protocol: Send + Sync {
    /// What can go wrong.
    type Error: Send;

    /// Asks to be admitted.
    fn enrol(
        &self,
        request: EnrolRequest,
    ) -> impl Future<Output = Result<Enrolment, Self::Error>> + Send;

    /// Says that a journal goes on under a new key.
    fn succeed(
        &self,
        token: &str,
        before: AuthorId,
        request: SuccessorRequest,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Asks where the server has a journal.
    fn journal(
        &self,
        token: &str,
        author: AuthorId,
    ) -> impl Future<Output = Result<JournalState, Self::Error>> + Send;

    /// Sends a batch, as [`kakou_journal::batch`] writes it.
    fn push(
        &self,
        token: &str,
        author: AuthorId,
        batch: Vec<u8>,
    ) -> impl Future<Output = Result<Pushed, Self::Error>> + Send;

    /// Asks for a journal's entries from `from` on, as a parcel of one part.
    fn entries(
        &self,
        token: &str,
        author: AuthorId,
        from: Seq,
    ) -> impl Future<Output = Result<Vec<u8>, Self::Error>> + Send;

    /// Asks for what others wrote, as a parcel.
    fn feed(
        &self,
        token: &str,
        request: FeedRequest,
    ) -> impl Future<Output = Result<Vec<u8>, Self::Error>> + Send;

    /// Announces a file.
    fn begin_upload(
        &self,
        token: &str,
        new: &NewUpload,
    ) -> impl Future<Output = Result<UploadBegun, Self::Error>> + Send;

    /// Shows that this device has a file, which then need not be sent.
    fn show_held(
        &self,
        token: &str,
        name: &BlobName,
        request: HeldRequest,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Sends a piece of a file that goes on at `offset`. Gives how many bytes the server has then.
    fn send_piece(
        &self,
        token: &str,
        name: &BlobName,
        offset: u64,
        piece: Vec<u8>,
    ) -> impl Future<Output = Result<u64, Self::Error>> + Send;

    /// Asks whether the server has a file whole that this device may read.
    fn has_blob(
        &self,
        token: &str,
        name: &BlobName,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Asks for a file.
    fn blob(
        &self,
        token: &str,
        name: &BlobName,
    ) -> impl Future<Output = Result<Vec<u8>, Self::Error>> + Send;
}
