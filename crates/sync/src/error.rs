//! What can go wrong between a tablet and its server, with a stable code for messages.

use kakou_journal::BatchError;
use kakou_store::{ParcelError, StoreError};

use crate::protocol::Problem;

/// A sync that did not come to its end. Whatever was confirmed before stays confirmed; the rest
/// lies on this device and is sent next time.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The device is not enrolled with any server.
    #[error("this device is not enrolled")]
    NotEnrolled,
    /// The address is not one.
    #[error("{0} is not a server's address")]
    BadAddress(String),
    /// Plain HTTP, to an address that may lie beyond the own network or was not allowed.
    #[error("{0} is not encrypted; only an address of the own network may be, once it is allowed")]
    PlainHttp(String),
    /// No connection: no network, no such host, refused.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// No byte came for too long.
    #[error("the server stopped answering")]
    Stalled,
    /// Something answered, but not our server: a log-in page of the network.
    #[error("the network asks to log in, or another server answered")]
    CaptivePortal,
    /// The server speaks another version of the protocol.
    #[error("the server speaks version {server} of the protocol")]
    ProtocolVersion {
        /// The server's.
        server: String,
    },
    /// The server's key is not the one that the code or an earlier pack names.
    #[error("this is not the server that the code was given out by")]
    OtherServer,
    /// The server said no.
    #[error("{}", told(.0))]
    Problem(Box<Problem>),
    /// The server's answer makes no sense.
    #[error("the server's answer cannot be read: {0}")]
    BadAnswer(String),
    /// The server asks again and again for what it was sent.
    #[error("the server and this device do not agree on what was sent")]
    NoProgress,
    /// Another process of this device is syncing.
    #[error("another program on this device is syncing")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SyncError {
    /// Stable, for messages.
    pub fn code(&self) -> &str {
        match self {
            Self::NotEnrolled => "not-enrolled",
            Self::BadAddress(_) => "bad-address",
            Self::PlainHttp(_) => "plain-http",
            Self::Unreachable(_) => "unreachable",
            Self::Stalled => "stalled",
            Self::CaptivePortal => "captive-portal",
            Self::ProtocolVersion { .. } => "protocol-version",
            Self::OtherServer => "other-server",
            // Of this device's own disk it is said in the same word.
            Self::Problem(problem) if problem.code == "disk-full" => "server-full",
            Self::Problem(problem) => &problem.code,
            Self::BadAnswer(_) => "bad-answer",
            Self::NoProgress => "no-progress",
            Self::Busy => "sync-busy",
            Self::Store(error) => error.code(),
        }
    }

    /// Whether trying again by itself may help. What a person has to put right is not tried again
    /// until somebody asks for it.
    pub fn passes_by_itself(&self) -> bool {
        match self {
            Self::Unreachable(_)
            | Self::Stalled
            | Self::CaptivePortal
            | Self::BadAnswer(_)
            | Self::NoProgress
            | Self::Busy => true,
            Self::Problem(problem) => {
                problem.status >= 500 || problem.status == 429 || is_of_the_way(&problem.code)
            }
            Self::Store(error) => matches!(error.code(), "busy" | "disk-full"),
            _ => false,
        }
    }

    /// How long the server asks to wait, in seconds.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Problem(problem) => problem.retry_after,
            _ => None,
        }
    }
}

/// The server refuses what did not arrive as it was sent, or what is already further: it is whole the
/// next time.
fn is_of_the_way(code: &str) -> bool {
    matches!(
        code,
        "body-broken-off"
            | "body-stalled"
            | "upload-unknown"
            | "upload-expired"
            | "upload-offset"
            | "upload-superseded"
            | "upload-too-long"
    )
}

/// Where a person can do something, what it is; the server's own words otherwise.
fn told(problem: &Problem) -> String {
    let known = match problem.code.as_str() {
        "retired" => {
            "headquarters has retired this device; what was not sent is safe here: write it into a \
             bundle (`kakou bundle`) and hand that in"
        }
        "disk-full" => {
            "the server's disk is full; everything is safe here, and is sent when there is room"
        }
        _ => return problem.to_string(),
    };
    known.to_owned()
}

impl From<ParcelError> for SyncError {
    fn from(error: ParcelError) -> Self {
        Self::BadAnswer(error.to_string())
    }
}

impl From<BatchError> for SyncError {
    fn from(error: BatchError) -> Self {
        Self::BadAnswer(error.to_string())
    }
}
