//! Which draw stands where a team was drawn for more than once: one a round and day, else the choice
//! among several draws would be a choice of sites.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::AssignmentMade;
use super::draw::{DrawError, reason};
use crate::versions::Version;
use crate::{AssignmentId, CampaignId, TeamId};

/// The draws that are known, by what they are for.
#[derive(Debug, Clone, Default)]
pub struct Draws(BTreeMap<For, Vec<Made>>);

type For = (CampaignId, TeamId, NaiveDate);

#[derive(Debug, Clone, Copy)]
struct Made {
    id: AssignmentId,
    /// Nothing where a person gave the seed.
    number: Option<u32>,
}

/// A draw that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDraw {
    /// Which one it is for its team, round and day.
    pub number: u32,
    /// Why it is drawn again.
    pub reason: Option<String>,
}

impl Draws {
    /// Takes in an assignment; what was not drawn is passed over.
    pub fn add(&mut self, id: AssignmentId, made: &Version<AssignmentMade>) {
        let Some(draw) = &made.content.draw else {
            return;
        };
        // Draws of before do not say their day: it is the one on which they were stated.
        let attempt = draw.attempt.as_ref();
        let day = attempt.map_or(made.at.date_naive(), |attempt| attempt.day);
        let number = attempt.map(|attempt| attempt.number);
        let group = (made.content.campaign, made.content.team, day);
        self.0.entry(group).or_default().push(Made { id, number });
    }

    /// The draw that stands in place of this one: the last by number, of equal ones (made apart, by a
    /// server that was restored) the first. Those of before, several of which may stand for one
    /// day, give way to none but a later numbered one.
    pub fn superseded_by(&self, id: AssignmentId) -> Option<AssignmentId> {
        let group = self
            .0
            .values()
            .find(|group| group.iter().any(|one| one.id == id))?;
        let numbered = group.iter().filter(|one| one.number.is_some());
        let stands = numbered.min_by_key(|one| (std::cmp::Reverse(one.number), one.id))?;
        (stands.id != id).then_some(stands.id)
    }

    /// Whether every earlier draw of its team, round and day is here too: nobody drew and kept quiet
    /// about what came out.
    pub fn follows_all(&self, id: AssignmentId) -> bool {
        let mut groups = self.0.values();
        let Some(group) = groups.find(|group| group.iter().any(|one| one.id == id)) else {
            return false;
        };
        let of = group.iter().find(|one| one.id == id);
        let number = of.and_then(|one| one.number).unwrap_or(0);
        let unnumbered = group.iter().filter(|one| one.number.is_none()).count();
        let missing = (1..number).filter(|n| !group.iter().any(|one| one.number == Some(*n)));
        missing.count() <= unnumbered
    }

    /// The next draw for a team in a round on a day.
    ///
    /// # Errors
    /// It was drawn already and no reason is given, or the reason is no reason.
    pub fn next(
        &self,
        campaign: CampaignId,
        team: TeamId,
        day: NaiveDate,
        why: Option<&str>,
    ) -> Result<NextDraw, DrawError> {
        let group = self.0.get(&(campaign, team, day));
        let group = group.map_or(&[][..], Vec::as_slice);
        let last = group.iter().filter_map(|one| one.number).max();
        let drawn = u32::try_from(group.len()).unwrap_or(u32::MAX);
        let before = last.unwrap_or(0).max(drawn);
        let reason = why.map(reason).transpose()?;
        if before > 0 && reason.is_none() {
            return Err(DrawError::Again { day, times: before });
        }
        Ok(NextDraw {
            number: before.saturating_add(1),
            reason,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::super::{Attempt, Draw, Role};
    use super::*;
    use crate::origin::Origin;
    use crate::{AuthorId, Seq};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
    }

    fn id(n: u128) -> AssignmentId {
        AssignmentId(Uuid::from_u128(n))
    }

    const ROUND: CampaignId = CampaignId(Uuid::from_u128(1));
    const TEAM: TeamId = TeamId(Uuid::from_u128(2));

    fn made(team: TeamId, on: u32, number: Option<u32>) -> Version<AssignmentMade> {
        let attempt = number.map(|number| Attempt {
            day: day(on),
            number,
            reason: None,
            signature: String::new(),
        });
        let draw = Draw {
            seed: "abc".to_owned(),
            of: 5,
            count: 1,
            list: Vec::new(),
            attempt,
        };
        let at = format!("2020-02-{on:02}T09:00:00+08:00");
        Version {
            follows: Vec::new(),
            at: DateTime::parse_from_rfc3339(&at).unwrap(),
            by: String::new(),
            origin: Origin {
                author: AuthorId([7; 16]),
                role: Role::Headquarters,
                place: 1,
                seq: Seq(1),
                former: false,
                of_another: false,
            },
            content: AssignmentMade {
                campaign: ROUND,
                team,
                divisions: Vec::new(),
                sites: Vec::new(),
                draw: Some(draw),
            },
        }
    }

    fn draws(of: &[(u128, u32, Option<u32>)]) -> Draws {
        let mut draws = Draws::default();
        for (n, day, number) in of {
            draws.add(id(*n), &made(TEAM, *day, *number));
        }
        draws
    }

    #[test]
    fn a_second_draw_of_a_team_round_and_day_needs_a_reason() {
        let draws = draws(&[(1, 14, Some(1))]);
        let next = |team, on, why| draws.next(ROUND, team, day(on), why);
        let again = next(TEAM, 14, None).unwrap_err();
        assert_eq!(again.code(), "draw-again");
        assert_eq!(next(TEAM, 14, Some(" ")).unwrap_err().code(), "draw-reason");
        let long = "长".repeat(201);
        let long = next(TEAM, 14, Some(&long)).unwrap_err();
        assert_eq!(long.code(), "draw-reason");
        let given = next(TEAM, 14, Some(" 车辆故障 ")).unwrap();
        assert_eq!(
            (given.number, given.reason.as_deref()),
            (2, Some("车辆故障"))
        );
        assert_eq!(next(TEAM, 15, None).unwrap().number, 1);
        assert_eq!(next(TeamId(ROUND.0), 14, None).unwrap().number, 1);
    }

    #[test]
    fn the_last_of_several_draws_stands_in_whatever_order_they_come() {
        let all = [(3, 14, Some(2)), (1, 14, Some(1)), (2, 14, Some(3))];
        for turn in 0..3 {
            let mut order = all;
            order.rotate_left(turn);
            let draws = draws(&order);
            let over = [1, 2, 3].map(|n| draws.superseded_by(id(n)));
            assert_eq!(over, [Some(id(2)), None, Some(id(2))]);
        }
        let apart = draws(&[(8, 14, Some(1)), (7, 14, Some(1))]);
        let over = [7, 8].map(|n| apart.superseded_by(id(n)));
        assert_eq!(over, [None, Some(id(7))]);
        let days = draws(&[(1, 14, Some(1)), (2, 15, Some(2))]);
        assert_eq!(days.superseded_by(id(1)), None);
    }

    #[test]
    fn draws_of_before_all_stand_until_one_with_a_number_is_made() {
        let before = draws(&[(1, 14, None), (2, 14, None)]);
        let over = [1, 2].map(|n| before.superseded_by(id(n)));
        assert_eq!(over, [None, None]);
        assert!(before.next(ROUND, TEAM, day(14), None).is_err());
        let next = before.next(ROUND, TEAM, day(14), Some("重抽")).unwrap();
        assert_eq!(next.number, 3);
        let after = draws(&[(1, 14, None), (2, 14, None), (3, 14, Some(3))]);
        let over = [1, 2, 3].map(|n| after.superseded_by(id(n)));
        assert_eq!(over, [Some(id(3)), Some(id(3)), None]);
        assert!(after.follows_all(id(3)));
    }

    #[test]
    fn a_draw_without_its_earlier_ones_is_seen() {
        let draws = draws(&[(1, 14, Some(1)), (2, 14, Some(2)), (4, 14, Some(4))]);
        let whole = [1, 2, 4].map(|n| draws.follows_all(id(n)));
        assert_eq!(whole, [true, true, false]);
    }
}
