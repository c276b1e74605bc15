//! Files that are no pictures, or pretend to be other ones.

use image::ImageFormat;
use kakou_picture::{MAX_BYTES, PictureError, photo, read_qr};
use proptest::prelude::*;

use crate::given::{file_of, photo_of};

fn refused(file: &[u8]) -> &'static str {
    let code = photo(file, 2048).err().unwrap().code();
    assert_eq!(read_qr(file).unwrap_err().code(), code);
    code
}

#[test]
fn a_picture_that_was_cut_off_is_damaged() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let file = file_of(&photo_of(600, 400), format);
        for part in [4, 2, 1] {
            let cut = &file[..file.len() - file.len() / part / 2];
            assert_eq!(
                refused(cut),
                "photo-damaged",
                "{format:?} cut to {}",
                cut.len()
            );
        }
    }
}

#[test]
fn a_small_file_that_claims_to_be_huge_is_refused_before_it_takes_memory() {
    let mut jpeg = file_of(&photo_of(64, 64), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|at| at == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert_eq!(refused(&jpeg), "photo-too-large");

    let mut png = file_of(&photo_of(64, 64), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let sum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(refused(&png), "photo-too-large");
}

#[test]
fn a_file_that_is_too_long_is_not_even_looked_at() {
    let file = vec![0; MAX_BYTES + 1];
    assert_eq!(
        photo(&file, 2048).unwrap_err(),
        PictureError::TooManyBytes(MAX_BYTES + 1)
    );
}

#[test]
fn heic_is_named_so_that_the_camera_can_be_set_otherwise() {
    assert_eq!(refused(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "photo-heic");
    assert_eq!(refused(b"GIF89a\x01\0\x01\0"), "photo-unknown-format");
    assert_eq!(refused(b""), "photo-unknown-format");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_it_fall_over(
        format in prop_oneof![Just(ImageFormat::Jpeg), Just(ImageFormat::Png), Just(ImageFormat::WebP)],
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
    ) {
        let mut file = file_of(&photo_of(80, 60), format);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Err(error) = photo(&file, 64) {
            prop_assert!(error.code().starts_with("photo-"));
        }
        let _ = read_qr(&file);
    }
}

/// As PNG asks for it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
