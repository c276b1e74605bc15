//! Reading what was given, within limits: a small file can claim to be a huge picture.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::PictureError;

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 40 << 20;
/// The largest picture that is read, in pixels: more than the 50 million of today's phones.
pub const MAX_PIXELS: u64 = 64_000_000;
/// What decoding may take of the memory, in bytes: 64 million pixels of 8 bytes (PNG of 16 bits).
const MAX_MEMORY: u64 = 512_000_000;
/// Brands by which a HEIC file names itself.
const HEIC_BRANDS: [&[u8; 4]; 6] = [b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"];

/// The picture as it lies in the file, and how it must be turned to stand upright.
pub(crate) fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes(bytes.len()));
    }
    let format = format(bytes)?;
    if format == ImageFormat::Jpeg && !is_whole(bytes) {
        return Err(PictureError::Damaged("the JPEG file is cut off".to_owned()));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooManyPixels { width, height });
    }
    // What is said of the orientation may be damaged where the picture is not.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok((picture, orientation))
}

/// By the file's own first bytes; its name may say anything.
fn format(bytes: &[u8]) -> Result<ImageFormat, PictureError> {
    let heic = bytes.get(4..8) == Some(b"ftyp")
        && HEIC_BRANDS
            .iter()
            .any(|brand| bytes.get(8..12) == Some(brand.as_slice()));
    if heic {
        return Err(PictureError::Heic);
    }
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        _ => Err(PictureError::UnknownFormat),
    }
}

/// Whether a JPEG file goes on to its end: what is missing would silently become grey. Only after
/// the headers, for a thumbnail within them has an end of its own.
fn is_whole(jpeg: &[u8]) -> bool {
    const SCAN: u8 = 0xda;
    const END: [u8; 2] = [0xff, 0xd9];
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        if marker == SCAN {
            return jpeg[at..].windows(2).any(|pair| pair == END);
        }
        at += if marker == 0xff {
            1
        } else {
            2 + usize::from(u16::from_be_bytes([high, low]))
        };
    }
    false
}

fn damaged(error: ImageError) -> PictureError {
    PictureError::Damaged(error.to_string())
}
