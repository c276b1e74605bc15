//! What is in the file that is kept, and what is not.

use image::{ImageFormat, Rgba, RgbaImage};
use kakou_picture::{photo, thumbnail};

use crate::given::{SECRET, file_of, holds, photo_of, read, with_exif};

#[test]
fn nothing_is_left_of_when_where_and_by_which_device_it_was_taken() {
    for (width, height) in [(64, 48), (3000, 2000)] {
        let file = with_exif(&file_of(&photo_of(width, height), ImageFormat::Jpeg), 1);
        assert!(holds(&file, SECRET));
        let kept = photo(&file, 2048).unwrap();
        for bytes in [&kept.bytes, &kept.thumbnail] {
            assert!(!holds(bytes, SECRET) && !holds(bytes, b"Exif"));
        }
    }
}

#[test]
fn the_same_file_gives_the_same_photo_each_time() {
    let file = file_of(&photo_of(1500, 1000), ImageFormat::Jpeg);
    assert_eq!(photo(&file, 1280).unwrap(), photo(&file, 1280).unwrap());
}

#[test]
fn every_format_becomes_a_jpeg() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let kept = photo(&file_of(&photo_of(300, 200), format), 2048).unwrap();
        for bytes in [&kept.bytes, &kept.thumbnail] {
            assert_eq!(image::guess_format(bytes).unwrap(), ImageFormat::Jpeg);
        }
    }
}

#[test]
fn the_small_copy_can_be_made_again_of_the_photo() {
    let kept = photo(&file_of(&photo_of(900, 600), ImageFormat::Jpeg), 2048).unwrap();
    for small in [kept.thumbnail, thumbnail(&kept.bytes).unwrap()] {
        let seen = read(&small);
        assert_eq!((seen.width(), seen.height()), (256, 171));
        assert!(small.len() < 20_000);
    }
}

#[test]
fn what_can_be_seen_through_lies_on_white() {
    let screenshot =
        RgbaImage::from_fn(64, 64, |x, _| Rgba([0, 0, 0, if x < 32 { 255 } else { 0 }]));
    let mut file = std::io::Cursor::new(Vec::new());
    screenshot.write_to(&mut file, ImageFormat::Png).unwrap();
    let seen = read(&photo(&file.into_inner(), 2048).unwrap().bytes).into_rgb8();
    assert!(seen.get_pixel(8, 32).0[0] < 20);
    assert!(seen.get_pixel(56, 32).0[0] > 235);
}
