//! A tablet of the fleet: the code of `kakou`, with a clock that may be hours wrong and little
//! patience, so that no test waits for half a minute.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};
use kakou_cli::Surroundings;
use kakou_domain::{Clock, SystemClock};
use kakou_fleet::{CLOCK, STALL};
use kakou_sync::Timing;

/// The device's clock, so many seconds wrong.
struct WrongClock(TimeDelta);

impl Clock for WrongClock {
    fn now(&self) -> DateTime<FixedOffset> {
        SystemClock.now() + self.0
    }
}

fn number(name: &str) -> i64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn main() -> ExitCode {
    let stall = Duration::from_millis(number(STALL).unsigned_abs());
    kakou_cli::run(Surroundings {
        clock: Arc::new(WrongClock(TimeDelta::seconds(number(CLOCK)))),
        timing: Timing {
            stall,
            ..Timing::default()
        },
    })
}
