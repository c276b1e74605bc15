//! What devices were asked when they announced a file: to show that they have it. In memory, for each
//! lives for minutes, and who has lost his by a new start announces the file again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, TimeDelta};
use kakou_domain::AuthorId;
use kakou_journal::{Nonce, SignError};
use kakou_store::BlobName;

/// So long an answer is waited for.
const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(5);
/// So many of one device: as many as it may have uploads under way.
const MOST: usize = 100;

/// The questions that are open, one a device and file.
#[derive(Default)]
pub(super) struct Nonces(Mutex<HashMap<AuthorId, HashMap<BlobName, Asked>>>);

struct Asked {
    nonce: Nonce,
    at: DateTime<FixedOffset>,
}

impl Nonces {
    /// A new question, in the place of an earlier one for the same file. Of a device that has too many
    /// the oldest is forgotten.
    pub(super) fn ask(
        &self,
        author: AuthorId,
        name: &BlobName,
        now: DateTime<FixedOffset>,
    ) -> Result<Nonce, SignError> {
        let nonce = Nonce::random()?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, of_device| {
            of_device.retain(|_, asked| is_open(asked, now));
            !of_device.is_empty()
        });
        let of_device = all.entry(author).or_default();
        let asked = Asked { nonce, at: now };
        of_device.insert(name.clone(), asked);
        if of_device.len() > MOST {
            let oldest = of_device.iter().min_by_key(|(_, asked)| asked.at);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                of_device.remove(&oldest);
            }
        }
        Ok(nonce)
    }

    /// What a device was asked of a file. An answer is tried once.
    pub(super) fn take(
        &self,
        author: AuthorId,
        name: &BlobName,
        now: DateTime<FixedOffset>,
    ) -> Option<Nonce> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = all.get_mut(&author)?.remove(name)?;
        is_open(&asked, now).then_some(asked.nonce)
    }
}

fn is_open(asked: &Asked, now: DateTime<FixedOffset>) -> bool {
    (now - asked.at).abs() < EXPIRES_AFTER
}

#[cfg(test)]
mod tests {
    use kakou_store::Part;

    use super::*;

    fn name(number: usize) -> BlobName {
        BlobName::new(&format!("{number:064x}"), Part::Whole).unwrap()
    }

    fn at(seconds: i64) -> DateTime<FixedOffset> {
        DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset()
    }

    #[test]
    fn a_question_is_for_one_device_and_one_file_once_and_not_for_long() {
        let (nonces, one, other) = (Nonces::default(), AuthorId([1; 16]), AuthorId([2; 16]));
        let first = nonces.ask(one, &name(1), at(0)).unwrap();
        let second = nonces.ask(one, &name(1), at(1)).unwrap();
        assert_ne!(first, second);
        assert_eq!(nonces.take(other, &name(1), at(2)), None);
        assert_eq!(nonces.take(one, &name(2), at(2)), None);
        assert_eq!(nonces.take(one, &name(1), at(2)), Some(second));
        assert_eq!(nonces.take(one, &name(1), at(2)), None, "once");
        nonces.ask(one, &name(1), at(10)).unwrap();
        assert_eq!(nonces.take(one, &name(1), at(310)), None, "too late");
    }

    #[test]
    fn a_device_has_only_so_many_open_and_takes_no_other_s_place() {
        let (nonces, one, other) = (Nonces::default(), AuthorId([1; 16]), AuthorId([2; 16]));
        nonces.ask(other, &name(0), at(0)).unwrap();
        for number in 0..=MOST {
            nonces.ask(one, &name(number), at(number as i64)).unwrap();
        }
        let now = at(MOST as i64);
        assert_eq!(nonces.take(one, &name(0), now), None, "the oldest");
        assert!(nonces.take(one, &name(1), now).is_some());
        assert!(nonces.take(other, &name(0), now).is_some());
    }
}
