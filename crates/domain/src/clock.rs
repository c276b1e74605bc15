//! Time and randomness, passed in so that each test is exact.

use chrono::{DateTime, FixedOffset, Local, SubsecRound};

/// Where «now» comes from.
pub trait Clock: Send + Sync {
    /// The present moment with the device's offset, to the millisecond.
    fn now(&self) -> DateTime<FixedOffset>;
}

/// The device's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset().trunc_subsecs(3)
    }
}
