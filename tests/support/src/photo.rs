//! Photos that do not compress to nothing, each another one.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use kakou_domain::VisitId;
use kakou_store::{PhotoGiven, Store};

use crate::visit;

/// A noisy photo, about 40 kB when it is kept; each number is another one.
pub fn photo(number: u32) -> PhotoGiven {
    noise(number, 240, 180)
}

/// The same of about a megabyte.
pub fn large_photo(number: u32) -> PhotoGiven {
    noise(number, 1_200, 900)
}

/// The smallest there is; each number is another one.
pub fn tiny_photo(number: u8) -> PhotoGiven {
    noise(u32::from(number), 8, 8)
}

fn noise(number: u32, width: u32, height: u32) -> PhotoGiven {
    let mut noise = number.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        noise as u8
    };
    let picture = RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]));
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    PhotoGiven {
        bytes: file.into_inner(),
        shows: None,
        position: None,
    }
}

/// Seals a visit at 白营村 and adds photos to it. Gives the visit, and the photos' hashes.
pub fn seal_with_photos(tablet: &Store, numbers: &[u32]) -> (VisitId, Vec<String>) {
    let visit = tablet.seal(visit().given()).unwrap().id;
    (visit, add_photos(tablet, visit, numbers))
}

/// Adds photos to a sealed visit, and gives their hashes.
pub fn add_photos(tablet: &Store, visit: VisitId, numbers: &[u32]) -> Vec<String> {
    let photos: Vec<_> = numbers.iter().map(|number| photo(*number)).collect();
    let page = tablet.supplement(visit, &photos, "").unwrap();
    let evidence = page.record.evidence.into_iter();
    evidence.map(|one| one.evidence.sha256).collect()
}
