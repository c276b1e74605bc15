//! Where something stands on the earth: always WGS-84 inside, whatever a file or a map says.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A point in WGS-84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "RawPosition", into = "RawPosition")]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

#[derive(Serialize, Deserialize)]
struct RawPosition {
    latitude: f64,
    longitude: f64,
}

/// Coordinates that lie outside of the earth.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("latitude {latitude}, longitude {longitude} is no place on earth")]
pub struct PositionError {
    /// As given, in degrees.
    pub latitude: f64,
    /// As given, in degrees.
    pub longitude: f64,
}

impl Position {
    /// Checks the ranges: −90 to 90 and −180 to 180 degrees.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, PositionError> {
        let fits = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        if fits {
            Ok(Self {
                latitude,
                longitude,
            })
        } else {
            Err(PositionError {
                latitude,
                longitude,
            })
        }
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        self.longitude
    }
}

impl TryFrom<RawPosition> for Position {
    type Error = PositionError;
    fn try_from(raw: RawPosition) -> Result<Self, PositionError> {
        Self::new(raw.latitude, raw.longitude)
    }
}

impl From<Position> for RawPosition {
    fn from(position: Position) -> Self {
        Self {
            latitude: position.latitude,
            longitude: position.longitude,
        }
    }
}

/// Where the device was, as far as it knew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Measured by the device.
    Known {
        /// Where.
        position: Position,
        /// Radius of the circle of confidence, in metres, as the device reports it.
        accuracy_m: Option<f64>,
        /// When it was measured.
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        at: DateTime<FixedOffset>,
    },
    /// No position, and why: `denied`, `unavailable`, `timeout`, or the inspector's words.
    Missing {
        /// The reason.
        reason: String,
    },
}
