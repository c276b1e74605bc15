//! A QR code as a picture, such as somebody sends of the card at headquarters.

use std::path::Path;

use image::{GrayImage, Luma};
use qrcode::{Color, QrCode};

/// Pixels of a module, and modules of white around the code.
const MODULE: u32 = 6;
const QUIET: u32 = 4;

pub(crate) fn picture(text: &str, file: &Path) {
    let code = QrCode::new(text).unwrap();
    let width = u32::try_from(code.width()).unwrap();
    let side = (width + 2 * QUIET) * MODULE;
    let shade = |x: u32, y: u32| {
        let (x, y) = (
            (x / MODULE).wrapping_sub(QUIET),
            (y / MODULE).wrapping_sub(QUIET),
        );
        let dark = x < width && y < width && code[(x as usize, y as usize)] == Color::Dark;
        Luma([if dark { 0 } else { 255 }])
    };
    GrayImage::from_fn(side, side, shade).save(file).unwrap();
}
