//! How often somebody may try to enrol: an enrolment code has 40 bits, so guesses must be few.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Tries at once, and how many more each second, of one peer.
const PEER: Rate = Rate {
    burst: 30.0,
    per_second: 0.5,
};
/// The same of all peers together.
const ALL: Rate = Rate {
    burst: 120.0,
    per_second: 2.0,
};
/// Peers that are remembered; beyond it those that are at rest are forgotten.
const MOST_PEERS: usize = 10_000;

struct Rate {
    burst: f64,
    per_second: f64,
}

/// A bucket of tries that fills up by itself.
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn full(rate: &Rate, now: Instant) -> Self {
        Self {
            left: rate.burst,
            at: now,
        }
    }

    fn fill(&mut self, rate: &Rate, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + passed * rate.per_second).min(rate.burst);
        self.at = now;
    }

    /// How long until the next try.
    fn wait(&self, rate: &Rate) -> Option<Duration> {
        (self.left < 1.0).then(|| Duration::from_secs_f64((1.0 - self.left) / rate.per_second))
    }
}

/// Tries to enrol, by peer and of all. An enrolment that succeeds does not count.
pub(crate) struct EnrolLimit {
    buckets: Mutex<(Bucket, HashMap<IpAddr, Bucket>)>,
}

impl EnrolLimit {
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            buckets: Mutex::new((Bucket::full(&ALL, now), HashMap::new())),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// How long to wait, when there were too many.
    pub(crate) fn take(&self, peer: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, peers) = &mut *buckets;
        if peers.len() >= MOST_PEERS {
            peers.retain(|_, bucket| {
                bucket.fill(&PEER, now);
                bucket.left < PEER.burst
            });
        }
        all.fill(&ALL, now);
        let own = peers
            .entry(network(peer))
            .or_insert_with(|| Bucket::full(&PEER, now));
        own.fill(&PEER, now);
        if let Some(wait) = own.wait(&PEER).max(all.wait(&ALL)) {
            return Err(wait);
        }
        own.left -= 1.0;
        all.left -= 1.0;
        Ok(())
    }

    /// The try was no guess.
    pub(crate) fn give_back(&self, peer: IpAddr) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, peers) = &mut *buckets;
        all.left = (all.left + 1.0).min(ALL.burst);
        if let Some(own) = peers.get_mut(&network(peer)) {
            own.left = (own.left + 1.0).min(PEER.burst);
        }
    }
}

/// One subscriber has a whole /64 of IPv6 addresses.
fn network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn a_peer_that_tries_too_often_waits_and_others_do_not() {
        let now = Instant::now();
        let limit = EnrolLimit::new(now);
        assert!((0..30).all(|_| limit.take(peer(1), now).is_ok()));
        assert_eq!(limit.take(peer(1), now), Err(Duration::from_secs(2)));
        assert_eq!(limit.take(peer(2), now), Ok(()));
        assert_eq!(limit.take(peer(1), now + Duration::from_secs(2)), Ok(()));
    }

    #[test]
    fn all_peers_together_have_a_limit_too() {
        let now = Instant::now();
        let limit = EnrolLimit::new(now);
        let allowed = (0..=200).filter(|last| limit.take(peer(*last), now).is_ok());
        assert_eq!(allowed.count(), 120);
    }

    #[test]
    fn an_enrolment_that_succeeds_does_not_count() {
        let now = Instant::now();
        let limit = EnrolLimit::new(now);
        for _ in 0..500 {
            assert_eq!(limit.take(peer(1), now), Ok(()));
            limit.give_back(peer(1));
        }
    }

    #[test]
    fn the_addresses_of_one_subscriber_are_one_peer() {
        let address = |text: &str| network(text.parse().unwrap());
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:1"));
        assert_ne!(address("2001:db8::1"), address("2001:db8:0:1::1"));
        assert_eq!(address("::ffff:192.0.2.1"), peer(1));
    }
}
