//! The photo that is kept: upright, not larger than asked for, without metadata.

use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView, Rgb, RgbImage};

use crate::PictureError;
use crate::decode::decode;
use crate::encode::jpeg;

/// What a photo that is kept is.
pub const MEDIA_TYPE: &str = "image/jpeg";
const QUALITY: u8 = 82;
/// Longest edge of the small copy, in pixels.
const THUMBNAIL_EDGE: u32 = 256;
const THUMBNAIL_QUALITY: u8 = 75;

/// A photo as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG.
    pub bytes: Vec<u8>,
    /// The small copy of [`thumbnail`], JPEG.
    pub thumbnail: Vec<u8>,
}

/// Makes of a JPEG, PNG or WebP file the photo that is kept: turned as its EXIF orientation says,
/// its longest edge at most `edge` pixels, and nothing left in it of when, where and by which device
/// it was taken. A picture that is small enough keeps its size.
///
/// # Errors
/// Not such a file, damaged, or larger than [`crate::MAX_BYTES`] or [`crate::MAX_PIXELS`].
pub fn photo(bytes: &[u8], edge: u32) -> Result<Photo, PictureError> {
    let (picture, orientation) = decode(bytes)?;
    let mut picture = opaque(at_most(picture, edge));
    picture.apply_orientation(orientation);
    let small = at_most(picture.clone(), THUMBNAIL_EDGE);
    Ok(Photo {
        bytes: jpeg(&picture.into_rgb8(), QUALITY)?,
        thumbnail: jpeg(&small.into_rgb8(), THUMBNAIL_QUALITY)?,
    })
}

/// The small copy of a photo, for lists: its longest edge has at most 256 pixels.
///
/// # Errors
/// As of [`photo`].
pub fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    photo(bytes, THUMBNAIL_EDGE).map(|small| small.thumbnail)
}

fn at_most(picture: DynamicImage, edge: u32) -> DynamicImage {
    let (width, height) = picture.dimensions();
    if width.max(height) <= edge {
        picture
    } else {
        picture.resize(edge, edge, FilterType::Lanczos3)
    }
}

/// JPEG has no transparency: what can be seen through, as in a screenshot, lies on white.
fn opaque(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let seen = picture.into_rgba8();
    let on_white = |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let mixed = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        Rgb([mixed(red), mixed(green), mixed(blue)])
    };
    RgbImage::from_fn(seen.width(), seen.height(), on_white).into()
}
