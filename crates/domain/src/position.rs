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

/// What devices say when they have no fix; anything else is an inspector's own words.
const DEVICE_REASONS: [&str; 3] = ["denied", "unavailable", "timeout"];
/// A fix that is less certain than this many metres does not say where a site is.
const NEAR_ENOUGH_M: f64 = 100.0;

impl Fix {
    /// Where a site stands at which this was measured or typed; `None` when it is too uncertain.
    pub fn places_a_site(&self) -> Option<Position> {
        match self {
            Self::Known {
                position,
                accuracy_m,
                ..
            } if accuracy_m.is_none_or(|metres| metres <= NEAR_ENOUGH_M) => Some(*position),
            _ => None,
        }
    }

    /// Whether this, which a device found by itself, is better than what is noted. A typed position
    /// (it has no accuracy) and an inspector's own words stay.
    pub fn improves(&self, noted: Option<&Self>) -> bool {
        match (noted, self) {
            (None, _) => true,
            (
                Some(Self::Known {
                    accuracy_m: Some(noted),
                    ..
                }),
                Self::Known {
                    accuracy_m: Some(found),
                    ..
                },
            ) => found < noted,
            (Some(Self::Known { .. }), _) => false,
            (Some(Self::Missing { .. }), Self::Known { .. }) => true,
            (Some(Self::Missing { reason }), Self::Missing { .. }) => {
                DEVICE_REASONS.contains(&reason.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(accuracy_m: Option<f64>) -> Fix {
        Fix::Known {
            position: Position::new(35.9213, 114.3561).unwrap(),
            accuracy_m,
            at: DateTime::parse_from_rfc3339("2020-02-14T09:30:00+08:00").unwrap(),
        }
    }

    fn missing(reason: &str) -> Fix {
        let reason = reason.to_owned();
        Fix::Missing { reason }
    }

    #[test]
    fn the_most_certain_fix_is_kept_and_nothing_typed_is_replaced() {
        let (near, far) = (known(Some(8.0)), known(Some(60.0)));
        assert!(near.improves(None));
        assert!(near.improves(Some(&far)));
        assert!(!far.improves(Some(&near)));
        assert!(!near.improves(Some(&known(None))), "that was typed");
        assert!(!missing("timeout").improves(Some(&far)));
    }

    #[test]
    fn a_fix_that_comes_late_replaces_the_reason_why_there_was_none() {
        assert!(known(Some(8.0)).improves(Some(&missing("timeout"))));
        assert!(missing("denied").improves(Some(&missing("timeout"))));
        assert!(!missing("timeout").improves(Some(&missing("平板没有定位模块"))));
    }

    #[test]
    fn an_uncertain_fix_places_no_site() {
        assert!(known(Some(8.0)).places_a_site().is_some());
        assert!(known(None).places_a_site().is_some());
        assert!(known(Some(2_000.0)).places_a_site().is_none());
        assert!(missing("timeout").places_a_site().is_none());
    }
}
