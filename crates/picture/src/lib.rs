//! Pictures: what a camera or a file gives becomes the photo that is kept, with a small copy for
//! lists; and the text of a QR code is read. Bytes in, bytes out: no file, no clock.
//!
//! The same bytes always give the same photo, so that a photo can be named by its hash.

mod decode;
mod encode;
mod error;
mod photo;
mod qr;

pub use decode::{MAX_BYTES, MAX_PIXELS};
pub use error::PictureError;
pub use photo::{MEDIA_TYPE, Photo, photo, thumbnail};
pub use qr::read_qr;
