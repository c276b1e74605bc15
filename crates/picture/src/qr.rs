//! The text of a QR code in a picture: an enrolment code on paper, or on somebody's screen.

use image::DynamicImage;
use image::imageops::FilterType;
use rqrr::PreparedImage;

use crate::PictureError;
use crate::decode::decode;

/// Longest edges at which a code is looked for, in pixels. A photo of a screen has the screen's own
/// pixels in it, which the smaller one smooths away; a small code in a large picture needs the other.
const EDGES: [u32; 3] = [800, 1600, 2400];

/// The text of the first QR code that can be read; `None` when there is none.
///
/// # Errors
/// As of [`crate::photo`].
pub fn read_qr(bytes: &[u8]) -> Result<Option<String>, PictureError> {
    let (picture, _) = decode(bytes)?;
    Ok(EDGES.iter().find_map(|edge| code_in(&picture, *edge)))
}

fn code_in(picture: &DynamicImage, edge: u32) -> Option<String> {
    let longest = picture.width().max(picture.height());
    let grey = if longest > edge {
        picture
            .resize(edge, edge, FilterType::Triangle)
            .into_luma8()
    } else {
        picture.to_luma8()
    };
    let size = |pixels: u32| usize::try_from(pixels).ok();
    let (width, height) = (size(grey.width())?, size(grey.height())?);
    let row_major = grey.into_raw();
    let mut prepared =
        PreparedImage::prepare_from_greyscale(width, height, |x, y| row_major[y * width + x]);
    let grids = prepared.detect_grids();
    grids.iter().find_map(|grid| Some(grid.decode().ok()?.1))
}
