//! Writing a photo as JPEG, with nothing in it but the picture.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::PictureError;

/// JPEG of `quality` 1 to 100. Colours have half the resolution, as cameras write them. The Huffman
/// tables are the standard ones: with optimised ones grey pictures come back green from some readers.
pub(crate) fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let side = |pixels: u32| {
        u16::try_from(pixels).map_err(|_| PictureError::TooManyPixels {
            width: picture.width(),
            height: picture.height(),
        })
    };
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder
        .encode(picture, width, height, ColorType::Rgb)
        .map_err(|error| PictureError::Damaged(error.to_string()))?;
    Ok(bytes)
}
