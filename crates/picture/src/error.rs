//! Why a picture is not taken.

use crate::{MAX_BYTES, MAX_PIXELS};

/// A picture that cannot be kept, or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// More than [`MAX_BYTES`].
    #[error("the picture has {0} bytes, more than {MAX_BYTES}")]
    TooManyBytes(usize),
    /// More than [`MAX_PIXELS`].
    #[error("the picture has {width} × {height} pixels, more than {MAX_PIXELS}")]
    TooManyPixels {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// HEIC, which some phones write unless they are told to write JPEG.
    #[error("the picture is HEIC; JPEG, PNG and WebP can be read")]
    Heic,
    /// None of the formats that can be read.
    #[error("the file is not a JPEG, PNG or WebP picture")]
    UnknownFormat,
    /// Cut off or damaged.
    #[error("the picture cannot be read: {0}")]
    Damaged(String),
}

impl PictureError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooManyBytes(_) | Self::TooManyPixels { .. } => "photo-too-large",
            Self::Heic => "photo-heic",
            Self::UnknownFormat => "photo-unknown-format",
            Self::Damaged(_) => "photo-damaged",
        }
    }
}
