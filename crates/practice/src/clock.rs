//! A clock that is set: what the sample says was stated days ago must say so.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Days, FixedOffset, NaiveTime, TimeZone};
use kakou_domain::Clock;

/// Stands where it was set last.
pub(crate) struct SetClock {
    now: DateTime<FixedOffset>,
    shown: Mutex<DateTime<FixedOffset>>,
}

impl SetClock {
    /// Shows `now` until it is set.
    pub(crate) fn new(now: DateTime<FixedOffset>) -> Self {
        Self {
            now,
            shown: Mutex::new(now),
        }
    }

    /// The time of day on an earlier day, never later than now.
    pub(crate) fn day(&self, days_ago: u64, time: NaiveTime) -> DateTime<FixedOffset> {
        let day = self.now.date_naive();
        let day = day.checked_sub_days(Days::new(days_ago)).unwrap_or(day);
        let then = self.now.offset().from_local_datetime(&day.and_time(time));
        then.single().unwrap_or(self.now).min(self.now)
    }

    /// Shows another time, never later than now.
    pub(crate) fn set(&self, time: DateTime<FixedOffset>) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = time.min(self.now);
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<FixedOffset> {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
