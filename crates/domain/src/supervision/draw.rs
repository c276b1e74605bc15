//! Drawing sites by lot for unannounced visits, so that the choice can be defended: whoever has the
//! seed and the list of sites draws the same ones, and the seed was nobody's choice.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::SiteId;
use crate::ids::joined;

/// The longest seed, in characters.
const MAX_SEED: usize = 100;

/// The longest list that is drawn from: it is kept in the fact, whole.
const MAX_LIST: usize = 10_000;

/// The longest reason for drawing again, in characters.
const MAX_REASON: usize = 200;

/// How sites were drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// What decided: made of the attempt's signature; any text where there is no attempt.
    pub seed: String,
    /// How many sites there were to draw from.
    pub of: u32,
    /// How many were drawn.
    pub count: u32,
    /// The sites that there were to draw from, in the order of their ids; empty of draws that were
    /// made before lists were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<SiteId>,
    /// What the seed follows from; nothing where a person gave it, as was possible before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
}

/// What a seed follows from, beside round and team: nobody chooses any of it but the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The day of the draw.
    pub day: NaiveDate,
    /// Which draw it is for this team, round and day, from 1.
    pub number: u32,
    /// Why it was drawn again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// By the server's key over round, team, day and number, base64url. The seed is its SHA-256.
    pub signature: String,
}

/// What comes out when one draws again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum DrawProof {
    /// The same sites in the same order.
    Same,
    /// Other sites: what was assigned is not what the lot gives.
    Differs {
        /// What it gives; nothing when nothing can be drawn so.
        drawn: Vec<SiteId>,
    },
    /// The list was not kept, so nobody can draw again.
    NotKept,
}

impl Draw {
    /// Draws again from the list that was kept.
    pub fn proof(&self, assigned: &[SiteId]) -> DrawProof {
        if self.list.is_empty() {
            return DrawProof::NotKept;
        }
        let again = draw(&self.seed, self.list.iter().copied(), self.count);
        let (again, drawn) = again.map_or((None, Vec::new()), |(one, drawn)| (Some(one), drawn));
        let same = again.is_some_and(|again| {
            let attempt = self.attempt.clone();
            Self { attempt, ..again } == *self
        });
        match same && drawn == assigned {
            true => DrawProof::Same,
            false => DrawProof::Differs { drawn },
        }
    }
}

/// Why nothing can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// None is not a choice.
    #[error("at least one site is drawn")]
    None,
    /// Fewer sites than are asked for.
    #[error("{count} sites cannot be drawn from {of}")]
    TooMany {
        /// How many are asked for.
        count: u32,
        /// How many there are.
        of: u32,
    },
    /// A list that is too long to be kept.
    #[error("{of} sites are too many to draw from, at most {MAX_LIST}; name a kind or a division")]
    TooLong {
        /// How many there are.
        of: u32,
    },
    /// A seed that is empty or too long.
    #[error("a seed has 1 to {MAX_SEED} characters")]
    Seed,
    /// It was drawn already, and nobody says why it should be drawn again.
    #[error("on {day} it was drawn already for this team and round, {times} times; say why again")]
    Again {
        /// The day.
        day: NaiveDate,
        /// How often.
        times: u32,
    },
    /// A reason that is empty or too long.
    #[error("a reason for drawing has 1 to {MAX_REASON} characters")]
    Reason,
}

/// A reason as it is kept.
pub(super) fn reason(text: &str) -> Result<String, DrawError> {
    let text = text.trim();
    match text.chars().count() {
        1..=MAX_REASON => Ok(text.to_owned()),
        _ => Err(DrawError::Reason),
    }
}

impl DrawError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::None => "draw-none",
            Self::TooMany { .. } => "draw-too-many",
            Self::TooLong { .. } => "draw-list-too-long",
            Self::Seed => "draw-seed",
            Self::Again { .. } => "draw-again",
            Self::Reason => "draw-reason",
        }
    }
}

/// Draws `count` of the sites: those that come first when all are ordered by the SHA-256 of seed and
/// site. The order of the list does not matter, and a site that is on it twice is on it once.
pub fn draw(
    seed: &str,
    sites: impl IntoIterator<Item = SiteId>,
    count: u32,
) -> Result<(Draw, Vec<SiteId>), DrawError> {
    let seed = seed.trim();
    if seed.is_empty() || seed.chars().count() > MAX_SEED {
        return Err(DrawError::Seed);
    }
    let lots: BTreeSet<_> = sites
        .into_iter()
        .map(|site| (lot(seed, site), site))
        .collect();
    let of = u32::try_from(lots.len()).unwrap_or(u32::MAX);
    match count {
        0 => return Err(DrawError::None),
        count if count > of => return Err(DrawError::TooMany { count, of }),
        _ if lots.len() > MAX_LIST => return Err(DrawError::TooLong { of }),
        _ => {}
    }
    let drawn = lots.iter().take(count as usize);
    let drawn = drawn.map(|(_, site)| *site).collect();
    let mut list: Vec<SiteId> = lots.into_iter().map(|(_, site)| site).collect();
    list.sort_unstable();
    let kept = Draw {
        seed: seed.to_owned(),
        of,
        count,
        list,
        attempt: None,
    };
    Ok((kept, drawn))
}

/// A site's lot. Seed and site are told apart by their lengths, as in the ids that are made of
/// names: `draw\n4:seed\n36:…`, of which `sha256sum` gives the same.
fn lot(seed: &str, site: SiteId) -> [u8; 32] {
    Sha256::digest(joined("draw", &[seed, &site.to_string()])).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn sites(range: std::ops::Range<u128>) -> Vec<SiteId> {
        range.map(|n| SiteId(Uuid::from_u128(n))).collect()
    }

    fn drawn(seed: &str, sites: Vec<SiteId>, count: u32) -> Vec<SiteId> {
        draw(seed, sites, count).unwrap().1
    }

    #[test]
    fn the_same_seed_draws_the_same_sites_whatever_the_order_of_the_list() {
        let list = sites(0..300);
        let first = drawn("2020-02-16", list.clone(), 12);
        let mut other: Vec<_> = list.iter().rev().copied().collect();
        other.rotate_left(77);
        other.extend(&list[..40]);
        let (kept, again) = draw(" 2020-02-16\n", other, 12).unwrap();
        assert_eq!(again, first);
        let expected = Draw {
            seed: "2020-02-16".to_owned(),
            of: 300,
            count: 12,
            list: list.clone(),
            attempt: None,
        };
        assert_eq!(kept, expected);
        // Whoever drew fewer drew the first of them.
        assert_eq!(drawn("2020-02-16", list, 5), first[..5]);
    }

    #[test]
    fn another_seed_draws_others() {
        let list = sites(0..300);
        let of = |seed: &str| drawn(seed, list.clone(), 12);
        assert_ne!(of("2020-02-16"), of("2020-02-17"));
        let set = |seed: &str| BTreeSet::from_iter(of(seed));
        assert_ne!(set("2020-02-16"), set("2020-02-17"));
    }

    #[test]
    fn a_lot_can_be_reckoned_without_this_program() {
        // printf 'draw\n3:abc\n36:00000000-0000-0000-0000-000000000001' | sha256sum
        let lot = lot("abc", SiteId(Uuid::from_u128(1)));
        assert_eq!(lot[..4], [0x3c, 0x14, 0xd5, 0xff]);
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let code = |seed: &str, count| draw(seed, sites(0..3), count).unwrap_err().code();
        assert_eq!(code("abc", 4), "draw-too-many");
        assert_eq!(code("abc", 0), "draw-none");
        assert_eq!(code(" ", 1), "draw-seed");
        assert_eq!(code(&"长".repeat(101), 1), "draw-seed");
        assert_eq!(draw("abc", sites(0..3), 3).unwrap().1.len(), 3);
        let long = draw("abc", sites(0..10_001), 3).unwrap_err();
        assert_eq!(long.code(), "draw-list-too-long");
        assert!(draw("abc", sites(0..10_000), 3).is_ok());
    }

    #[test]
    fn a_choice_is_proved_by_drawing_again_from_the_list_that_was_kept() {
        let (kept, drawn) = draw("abc", sites(0..50), 5).unwrap();
        assert_eq!(kept.proof(&drawn), DrawProof::Same);
        let mut other = drawn.clone();
        other[4] = *kept.list.iter().find(|site| !drawn.contains(site)).unwrap();
        let differs = DrawProof::Differs {
            drawn: drawn.clone(),
        };
        assert_eq!(kept.proof(&other), differs);
        assert_ne!(kept.proof(&drawn[..4]), DrawProof::Same);
        let short = Draw {
            list: drawn.clone(),
            ..kept.clone()
        };
        assert_ne!(
            short.proof(&drawn),
            DrawProof::Same,
            "it says that there were 50"
        );
        let none = Draw { count: 0, ..kept };
        assert_eq!(none.proof(&[]), DrawProof::Differs { drawn: Vec::new() });
    }

    #[test]
    fn a_draw_from_before_lists_were_kept_reads_and_writes_as_before() {
        let before = r#"{"seed":"abc","of":50,"count":5}"#;
        let read: Draw = serde_json::from_str(before).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), before);
        assert_eq!(read.proof(&sites(0..5)), DrawProof::NotKept);
    }
}
