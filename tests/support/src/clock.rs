//! A clock that is set by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, TimeZone};
use kakou_domain::Clock;

/// A clock at +08:00 that goes on a millisecond at each look, so that nothing happens «at once».
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Begins on the morning of 16 February 2020, the day after the visits of the real report.
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_581_811_200_000)))
    }

    /// Another clock, of another device: no two show the same millisecond. Copies of one folder would
    /// else make the same ids.
    #[must_use]
    pub fn apart(&self) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(
            self.0.load(Ordering::Relaxed) + 100_003,
        )))
    }

    /// Sets the clock forward, or back.
    pub fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<FixedOffset> {
        let ms = self.0.fetch_add(1, Ordering::Relaxed);
        let offset = FixedOffset::east_opt(8 * 3600).unwrap();
        offset.timestamp_millis_opt(ms).unwrap()
    }
}
