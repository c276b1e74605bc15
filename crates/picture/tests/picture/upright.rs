//! Whichever way the camera was held, the photo stands upright.

use image::{GenericImageView, ImageFormat, RgbImage};
use kakou_picture::photo;
use proptest::prelude::*;

use crate::given::{file_of, quarters, read, with_exif};

/// What a sensor writes of an upright scene when its file says `orientation`: EXIF's own table of
/// which side the first row and the first column are.
fn as_stored(upright: &RgbImage, orientation: u8) -> RgbImage {
    let (width, height) = upright.dimensions();
    let (right, bottom) = (width - 1, height - 1);
    let seen_at = |x: u32, y: u32| match orientation {
        2 => (right - x, y),
        3 => (right - x, bottom - y),
        4 => (x, bottom - y),
        5 => (y, x),
        6 => (right - y, x),
        7 => (right - y, bottom - x),
        8 => (y, bottom - x),
        _ => (x, y),
    };
    let (width, height) = if (5..=8).contains(&orientation) {
        (height, width)
    } else {
        (width, height)
    };
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = seen_at(x, y);
        *upright.get_pixel(x, y)
    })
}

const COLOURS: [[u8; 3]; 5] = [
    [220, 30, 30],
    [30, 200, 30],
    [30, 30, 210],
    [240, 240, 240],
    [20, 20, 20],
];

fn near(seen: [u8; 3], meant: [u8; 3]) -> bool {
    seen.iter().zip(meant).all(|(a, b)| a.abs_diff(b) < 60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_photo_in_any_orientation_comes_out_upright_and_no_larger_than_asked(
        orientation in 0u8..=9,
        width in 64u32..400,
        height in 64u32..400,
        edge in 48u32..500,
        colours in Just(COLOURS.to_vec()).prop_shuffle(),
    ) {
        let colours = [colours[0], colours[1], colours[2], colours[3]];
        let scene = quarters(width, height, colours);
        let stored = file_of(&as_stored(&scene, orientation), ImageFormat::Jpeg);
        let kept = photo(&with_exif(&stored, orientation), edge).unwrap();
        let seen = read(&kept.bytes);

        let (longest, kept_longest) = (width.max(height), seen.width().max(seen.height()));
        prop_assert_eq!(kept_longest, longest.min(edge));
        prop_assert_eq!(seen.width() >= seen.height(), width >= height || seen.width() == seen.height());
        let middles = [(1, 1), (3, 1), (1, 3), (3, 3)];
        for (quarter, (x, y)) in middles.into_iter().enumerate() {
            let at = seen.get_pixel(seen.width() * x / 4, seen.height() * y / 4).0;
            prop_assert!(near([at[0], at[1], at[2]], colours[quarter]), "quarter {}: {:?}", quarter, at);
        }
    }
}

#[test]
fn a_damaged_orientation_leaves_the_photo_as_it_is() {
    let scene = quarters(80, 60, [[200, 0, 0]; 4]);
    let file = with_exif(&file_of(&scene, ImageFormat::Jpeg), 77);
    let seen = read(&photo(&file, 2048).unwrap().bytes);
    assert_eq!(seen.dimensions(), (80, 60));
}
