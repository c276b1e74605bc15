//! Enrolment codes on paper and on screens.

use image::imageops::{FilterType, overlay, resize};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use kakou_picture::read_qr;
use qrcode::{Color, QrCode};

use crate::given::{file_of, photo_of};

const TEXT: &str = "https://10.0.0.5:8443 ABCDE-FGHJK-MNPQR-STVWX";

/// A page with the code on it, each of its points so many pixels wide.
fn page(text: &str, point: u32, width: u32, height: u32) -> GrayImage {
    let code = QrCode::new(text).unwrap();
    let points = u32::try_from(code.width()).unwrap();
    let colours = code.to_colors();
    let small = GrayImage::from_fn(points, points, |x, y| {
        let dark = colours[usize::try_from(y * points + x).unwrap()] == Color::Dark;
        Luma([if dark { 30 } else { 225 }])
    });
    let large = resize(&small, points * point, points * point, FilterType::Nearest);
    let mut page = GrayImage::from_pixel(width, height, Luma([225]));
    overlay(
        &mut page,
        &large,
        i64::from(width / 5),
        i64::from(height / 6),
    );
    page
}

fn read(page: GrayImage) -> Option<String> {
    let photo = DynamicImage::ImageLuma8(page).into_rgb8();
    read_qr(&file_of(&photo, ImageFormat::Jpeg)).unwrap()
}

#[test]
fn a_code_is_read_from_near_and_from_afar() {
    assert_eq!(read(page(TEXT, 12, 1000, 800)).as_deref(), Some(TEXT));
    // A twelfth of the width of a picture of 12 million pixels.
    assert_eq!(read(page(TEXT, 9, 4000, 3000)).as_deref(), Some(TEXT));
}

#[test]
fn a_code_on_a_screen_is_read_through_the_pattern_of_its_pixels() {
    let mut screen = page(TEXT, 20, 2400, 1800);
    for (x, y, pixel) in screen.enumerate_pixels_mut() {
        if x % 3 == 0 || y % 3 == 0 {
            pixel.0[0] /= 3;
        }
    }
    assert_eq!(read(screen).as_deref(), Some(TEXT));
}

#[test]
fn a_picture_without_a_code_has_no_text() {
    assert_eq!(
        read_qr(&file_of(&photo_of(800, 600), ImageFormat::Jpeg)),
        Ok(None)
    );
}
