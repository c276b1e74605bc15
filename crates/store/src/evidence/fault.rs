//! Why a file is not taken, or not given.

/// A file that did not come to its place. What came before it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// No fact that the device may see names the file.
    #[error("no fact that this device may see names the file")]
    NotNamed,
    /// Facts have come in that nobody has read yet: one of them may name the file.
    #[error("the facts that came last have not been read yet")]
    NotReadYet,
    /// The file is named, but does not lie here.
    #[error("the file has not been uploaded yet")]
    NotHere,
    /// The facts say another length.
    #[error("the file is not as long as the facts say")]
    SizeDiffers,
    /// Nothing is as long as this.
    #[error("a file has at most {most} bytes")]
    TooLarge {
        /// Bytes.
        most: u64,
    },
    /// The device has begun too many.
    #[error("a device has at most {most} uploads under way")]
    TooMany {
        /// So many.
        most: u32,
    },
    /// The disk is nearly full; what is left is for records.
    #[error("the disk is nearly full: there is no room for files")]
    NoRoom,
    /// Nobody began this upload, or it came to its end.
    #[error("there is no such upload")]
    NotBegun,
    /// Too long ago.
    #[error("the upload has expired")]
    Expired,
    /// The bytes do not go on where the upload stands.
    #[error("the upload stands at {have}")]
    Offset {
        /// Where it stands.
        have: u64,
    },
    /// More bytes than were announced.
    #[error("the upload is longer than was announced")]
    TooLong,
    /// The bytes are not those that the name says; they were thrown away.
    #[error("the file's hash is another one")]
    WrongHash,
    /// It was not shown that the device has the file: or it is not here, which is not told apart.
    #[error("it is not shown that this device has the file; it may send it")]
    NotShown,
}

impl FileFault {
    /// Stable, kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotNamed => "blob-not-named",
            Self::NotReadYet => "busy",
            Self::NotHere => "blob-not-here",
            Self::SizeDiffers => "blob-size-differs",
            Self::TooLarge { .. } => "blob-too-large",
            Self::TooMany { .. } => "too-many-uploads",
            Self::NoRoom => "no-room-for-blobs",
            Self::NotBegun => "upload-unknown",
            Self::Expired => "upload-expired",
            Self::Offset { .. } => "upload-offset",
            Self::TooLong => "upload-too-long",
            Self::WrongHash => "blob-wrong-hash",
            Self::NotShown => "blob-not-shown",
        }
    }
}
