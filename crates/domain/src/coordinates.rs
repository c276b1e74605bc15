//! The coordinate systems in which Chinese maps and lists give positions, and the way to WGS-84.
//!
//! Maps sold in China show GCJ-02, WGS-84 shifted by some hundred metres, or Baidu's BD-09, which
//! is shifted once more. The shifts have no closed inverse, so it is found by iteration.

use std::f64::consts::PI;
use std::str::FromStr;

use crate::{IdError, Position, PositionError};

/// Semi-major axis in metres and squared eccentricity of the ellipsoid that GCJ-02 is defined on.
const SEMI_MAJOR: f64 = 6_378_245.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
/// The frequency of BD-09's own wave.
const BAIDU_WAVE: f64 = PI * 3000.0 / 180.0;
/// A ten-thousandth of a metre, in degrees: what the inverse stops at.
const PRECISION: f64 = 1e-9;
const MAX_STEPS: usize = 32;
/// The earth's mean radius, in metres.
const EARTH: f64 = 6_371_008.8;

/// The system that a pair of degrees is given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoordinateSystem {
    /// What satellite receivers measure. CGCS2000 differs from it by centimetres only.
    Wgs84,
    /// 火星坐标: AMap, Tencent and most maps sold in China.
    Gcj02,
    /// Baidu's.
    Bd09,
}

impl CoordinateSystem {
    /// The point that `latitude` and `longitude`, degrees in this system, mean.
    ///
    /// # Errors
    /// When they lie outside of the earth.
    pub fn to_wgs84(self, latitude: f64, longitude: f64) -> Result<Position, PositionError> {
        let given = Position::new(latitude, longitude)?;
        let target = (latitude, longitude);
        if self == Self::Wgs84 || !is_in_china(given) {
            return Ok(given);
        }
        let mut guess = target;
        for _ in 0..MAX_STEPS {
            let reached = self.shift(guess);
            let miss = (reached.0 - target.0, reached.1 - target.1);
            guess = (guess.0 - miss.0, guess.1 - miss.1);
            if miss.0.abs().max(miss.1.abs()) < PRECISION {
                break;
            }
        }
        Position::new(guess.0, guess.1)
    }

    /// A point's latitude and longitude in this system, in degrees.
    pub fn from_wgs84(self, position: Position) -> (f64, f64) {
        let point = (position.latitude(), position.longitude());
        if is_in_china(position) {
            self.shift(point)
        } else {
            point
        }
    }

    fn shift(self, point: (f64, f64)) -> (f64, f64) {
        match self {
            Self::Wgs84 => point,
            Self::Gcj02 => gcj_from_wgs(point),
            Self::Bd09 => bd_from_gcj(gcj_from_wgs(point)),
        }
    }
}

impl FromStr for CoordinateSystem {
    type Err = IdError;

    /// Reads the names in use, whatever their case and punctuation: `WGS-84`, `gcj02`, `BD 09`.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let name: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        match name.to_ascii_uppercase().as_str() {
            "WGS84" | "CGCS2000" => Ok(Self::Wgs84),
            "GCJ02" | "火星坐标" => Ok(Self::Gcj02),
            "BD09" | "百度坐标" => Ok(Self::Bd09),
            _ => Err(IdError::new("coordinate system", text)),
        }
    }
}

/// Metres between two points along the earth taken as a sphere (haversine): half a per cent off at
/// most, less than a receiver is near.
pub fn distance(from: Position, to: Position) -> f64 {
    let north = (to.latitude() - from.latitude()).to_radians() / 2.0;
    let east = (to.longitude() - from.longitude()).to_radians() / 2.0;
    let parallels = from.latitude().to_radians().cos() * to.latitude().to_radians().cos();
    let half = north.sin().powi(2) + parallels * east.sin().powi(2);
    2.0 * EARTH * half.clamp(0.0, 1.0).sqrt().asin()
}

/// Whether a point lies in the rectangle around China in which GCJ-02 is shifted.
pub fn is_in_china(position: Position) -> bool {
    (0.8293..=55.8271).contains(&position.latitude())
        && (72.004..=137.8347).contains(&position.longitude())
}

fn gcj_from_wgs((latitude, longitude): (f64, f64)) -> (f64, f64) {
    let (x, y) = (longitude - 105.0, latitude - 35.0);
    let wave = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + wave
        + (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + wave
        + (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let radians = latitude.to_radians();
    let flattening = 1.0 - ECCENTRICITY_SQUARED * radians.sin().powi(2);
    let meridian = SEMI_MAJOR * (1.0 - ECCENTRICITY_SQUARED) / flattening.powf(1.5);
    let parallel = SEMI_MAJOR / flattening.sqrt() * radians.cos();
    (
        latitude + (north / meridian).to_degrees(),
        longitude + (east / parallel).to_degrees(),
    )
}

fn bd_from_gcj((latitude, longitude): (f64, f64)) -> (f64, f64) {
    let radius = longitude.hypot(latitude) + 0.000_02 * (latitude * BAIDU_WAVE).sin();
    let angle = latitude.atan2(longitude) + 0.000_003 * (longitude * BAIDU_WAVE).cos();
    (radius * angle.sin() + 0.006, radius * angle.cos() + 0.0065)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Metres between two points that are near each other.
    fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
        let north = (a.0 - b.0) * 111_320.0;
        let east = (a.1 - b.1) * 111_320.0 * a.0.to_radians().cos();
        north.hypot(east)
    }

    #[test]
    fn published_pairs_of_wgs84_and_gcj02_agree() {
        for (wgs, gcj) in [
            (
                (31.177_427_6, 121.527_210_6),
                (31.175_303_983_645_97, 121.531_541_859_215),
            ),
            (
                (22.543_847, 113.912_316),
                (22.540_796_131_694_766, 113.917_176_480_836_3),
            ),
            (
                (39.911_954, 116.377_817),
                (39.913_345_455_360_69, 116.384_047_224_556_57),
            ),
        ] {
            let position = Position::new(wgs.0, wgs.1).unwrap();
            assert!(metres(CoordinateSystem::Gcj02.from_wgs84(position), gcj) < 0.01);
            let back = CoordinateSystem::Gcj02.to_wgs84(gcj.0, gcj.1).unwrap();
            assert!(metres((back.latitude(), back.longitude()), wgs) < 0.01);
        }
    }

    #[test]
    fn a_published_pair_of_bd09_and_gcj02_agrees() {
        let reached = bd_from_gcj((39.915, 116.404));
        assert!(metres(reached, (39.921_336_993_510_21, 116.410_369_493_710_29)) < 0.01);
    }

    #[test]
    fn distances_between_known_places_are_right() {
        let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
        for (from, to, kilometres) in [
            // 北京–上海, 汤阴–安阳, Quito–Quito, and from one side of the earth to the other.
            (at(39.9042, 116.4074), at(31.2304, 121.4737), 1067.3),
            (at(35.9213, 114.3561), at(36.0976, 114.3925), 19.9),
            (at(-0.1807, -78.4678), at(-0.1807, -78.4678), 0.0),
            (at(0.0, 0.0), at(0.0, 180.0), 20_015.1),
            // Across the date line it is not far.
            (at(0.0, 179.5), at(0.0, -179.5), 111.2),
        ] {
            let found = distance(from, to) / 1000.0;
            assert!(
                (found - kilometres).abs() < 0.1,
                "{found} is not {kilometres}"
            );
        }
    }

    #[test]
    fn nothing_is_shifted_outside_of_china() {
        for system in [CoordinateSystem::Gcj02, CoordinateSystem::Bd09] {
            let london = system.to_wgs84(51.5, -0.12).unwrap();
            assert_eq!((london.latitude(), london.longitude()), (51.5, -0.12));
            assert_eq!(system.from_wgs84(london), (51.5, -0.12));
        }
    }

    #[test]
    fn what_is_no_place_on_earth_is_refused() {
        assert!(CoordinateSystem::Gcj02.to_wgs84(114.3, 190.0).is_err());
        assert!(CoordinateSystem::Bd09.to_wgs84(f64::NAN, 114.3).is_err());
    }

    #[test]
    fn a_system_is_read_whatever_its_punctuation() {
        assert_eq!("wgs-84".parse(), Ok(CoordinateSystem::Wgs84));
        assert_eq!(" GCJ 02 ".parse(), Ok(CoordinateSystem::Gcj02));
        assert_eq!("bd_09".parse(), Ok(CoordinateSystem::Bd09));
        assert!("西安80".parse::<CoordinateSystem>().is_err());
    }

    proptest! {
        #[test]
        fn there_and_back_again_is_less_than_a_centimetre_off(
            latitude in 18.0..53.0, longitude in 74.0..134.0,
        ) {
            let here = Position::new(latitude, longitude).unwrap();
            for system in [CoordinateSystem::Gcj02, CoordinateSystem::Bd09] {
                let there = system.from_wgs84(here);
                let moved = metres((latitude, longitude), there);
                prop_assert!((10.0..2_500.0).contains(&moved), "{system:?} moved {moved} m");
                let back = system.to_wgs84(there.0, there.1).unwrap();
                let off = metres((back.latitude(), back.longitude()), (latitude, longitude));
                prop_assert!(off < 0.01, "{system:?} is {off} m off");
            }
        }
    }
}
