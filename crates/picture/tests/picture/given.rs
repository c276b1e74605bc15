//! Pictures as cameras and files give them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// What stands in the metadata of [`with_exif`] and must not get out.
pub(crate) const SECRET: &[u8] = b"N35.9213 E114.3561 SN-4711";

/// Four quarters of different colours, so that each turn of it looks different.
pub(crate) fn quarters(width: u32, height: u32, colours: [[u8; 3]; 4]) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (right, below) = (usize::from(x >= width / 2), usize::from(y >= height / 2));
        Rgb(colours[right + 2 * below])
    })
}

/// Red, green, blue, white.
pub(crate) fn photo_of(width: u32, height: u32) -> RgbImage {
    let colours = [[220, 30, 30], [30, 200, 30], [30, 30, 210], [240, 240, 240]];
    quarters(width, height, colours)
}

pub(crate) fn file_of(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub(crate) fn read(file: &[u8]) -> DynamicImage {
    image::load_from_memory(file).unwrap()
}

/// A JPEG file with an EXIF block: its orientation, and a maker's note that holds [`SECRET`].
pub(crate) fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend([0, 2]);
    // Orientation: tag 0x0112, one SHORT, in the value's first two bytes.
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // MakerNote: tag 0x927c, UNDEFINED, so many bytes at 38.
    tiff.extend([0x92, 0x7c, 0, 7, 0, 0, 0, SECRET.len() as u8, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(SECRET);
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
    let mut file = jpeg[..2].to_vec();
    file.extend([0xff, 0xe1]);
    file.extend(length.to_be_bytes());
    file.extend(b"Exif\0\0");
    file.extend(tiff);
    file.extend(&jpeg[2..]);
    file
}

/// Whether a file holds these bytes anywhere.
pub(crate) fn holds(file: &[u8], bytes: &[u8]) -> bool {
    file.windows(bytes.len()).any(|window| window == bytes)
}
