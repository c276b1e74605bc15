//! Why bytes are not a batch.

/// Why a batch cannot be written or read. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// The bytes do not begin as a batch does.
    #[error("not a batch")]
    NotABatch,
    /// Written in a version of the format that this one does not know.
    #[error("batch format version {0} is not known")]
    UnknownVersion(u8),
    /// Compressed with a dictionary that this version does not have. The sender falls back to an
    /// older one, or to none.
    #[error("dictionary {0} is not known")]
    UnknownDictionary(u32),
    /// Signed and hashed with algorithms that this version does not know.
    #[error("algorithm suite {0} is not known")]
    UnknownSuite(u8),
    /// The bytes end too early.
    #[error("the batch is truncated: {missing} bytes or more are missing")]
    Truncated {
        /// How many bytes are missing at least.
        missing: usize,
    },
    /// The bytes go on behind the end.
    #[error("{0} bytes follow behind the end of the batch")]
    TrailingBytes(usize),
    /// The digest says that bytes were altered on the way.
    #[error("the batch was damaged on the way")]
    Damaged,
    /// Larger than the limits allow.
    #[error("too large: {what}, at most {limit}")]
    TooLarge {
        /// What was measured, and in which unit.
        what: &'static str,
        /// The limit, in that unit.
        limit: usize,
    },
    /// zstd could not compress or decompress it.
    #[error("compression: {0}")]
    Compression(String),
    /// The content is not laid out as it must be.
    #[error("malformed {what}")]
    Malformed {
        /// Where the reading stopped.
        what: &'static str,
    },
}

impl BatchError {
    /// A stable name for messages and machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABatch => "not-a-batch",
            Self::UnknownVersion(_) => "unknown-batch-version",
            Self::UnknownDictionary(_) => "unknown-dictionary",
            Self::UnknownSuite(_) => "unknown-suite",
            Self::Truncated { .. } => "truncated-batch",
            Self::TrailingBytes(_) => "trailing-bytes",
            Self::Damaged => "damaged-batch",
            Self::TooLarge { .. } => "batch-too-large",
            Self::Compression(_) => "bad-compression",
            Self::Malformed { .. } => "malformed-batch",
        }
    }
}
