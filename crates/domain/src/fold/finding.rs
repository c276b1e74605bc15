//! What is stated of a finding: by the visit that raised it and its amendments, or by whoever
//! reported it, and by moves.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{RowKey, touched, visit};
use crate::fact::Body;
use crate::moves::{FindingMoved, FindingState};
use crate::origin::Stated;
use crate::versions::{Version, Versions};
use crate::visit::{Finding, SiteRef};
use crate::{CampaignId, FactId, FindingId, Source, VisitId};

/// What one version of a visit, or a report, says of a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The visit; `None` for what somebody else reported.
    pub visit: Option<VisitId>,
    /// Who found it.
    pub source: Source,
    /// Where.
    pub site: SiteRef,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// When the visit was, or the report was received.
    pub found_at: DateTime<FixedOffset>,
    /// The finding as it stands there; may be withdrawn.
    pub finding: Finding,
}

/// To whom a finding is handed over, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assigned {
    /// The unit.
    pub unit: Option<String>,
    /// The last day.
    pub deadline: Option<NaiveDate>,
    /// 申请延期: the day that the unit asks for, while nobody has answered.
    pub asks_until: Option<NaiveDate>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FindingRow {
    /// The sealed visit and the amendments that mention it. One that does not mention it leaves it
    /// as it was: an amendment never deletes a finding.
    pub mentions: Versions<Mention>,
    /// Its moves; also before the visit itself has arrived.
    pub moves: Versions<FindingMoved>,
}

/// Whether a mention counts.
fn counts(version: &Version<Mention>) -> bool {
    !version.origin.of_another
}

impl FindingRow {
    /// The row that facts make of a finding. What they state of others is passed over.
    pub fn of<'a>(finding: FindingId, facts: impl IntoIterator<Item = &'a Stated>) -> Self {
        let mut row = Self::default();
        for stated in facts {
            if touched(&stated.fact).contains(&RowKey::Finding(finding)) {
                row.apply(finding, stated);
            }
        }
        row
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.mentions.remove(id);
        self.moves.remove(id);
    }

    pub(super) fn apply(&mut self, id: FindingId, stated: &Stated) {
        let fact = &stated.fact;
        match &fact.body {
            Body::FindingMoved(body) => self.moves.add(stated, body.clone()),
            Body::FindingReported(body) => self.mentions.add(
                stated,
                Mention {
                    visit: None,
                    source: body.source,
                    site: body.site.clone(),
                    campaign: body.campaign,
                    found_at: body.received_at,
                    finding: body.finding(fact.id),
                },
            ),
            _ => {}
        }
        let Some((visit, content)) = visit::mentions(fact) else {
            return;
        };
        let told = content.findings.iter().find(|finding| finding.id == id);
        if let Some(finding) = told {
            let mention = Mention {
                visit: Some(visit),
                source: Source::Inspection,
                site: content.site.clone(),
                campaign: content.campaign,
                found_at: content.visited_at,
                finding: finding.clone(),
            };
            self.mentions.add(stated, mention);
        }
    }

    /// What is shown of it: the mention that stands, or one beside it that is not withdrawn. What
    /// another's correction of the visit says of it does not count until it is followed.
    pub fn shown(&self) -> Option<&Mention> {
        let current = self.mentions.current_among(counts)?;
        if current.finding.withdrawn.is_none() {
            return Some(current);
        }
        let heads = self.mentions.heads_among(counts);
        let mut stated = heads.iter().map(|(_, head)| &head.content);
        let standing = stated.find(|mention| mention.finding.withdrawn.is_none());
        standing.or(Some(current))
    }

    /// Where it stands; of several contradicting states the least advanced.
    pub fn state(&self) -> FindingState {
        let withdrawn = self
            .shown()
            .is_some_and(|mention| mention.finding.withdrawn.is_some());
        if withdrawn {
            return FindingState::Withdrawn;
        }
        let states = self.standing().into_iter().map(|(state, _)| state);
        states.min().unwrap_or_else(|| self.before_moves())
    }

    /// Whether people's statements contradict each other: moves made apart that say different things,
    /// a move that is not allowed, or amendments made apart that tell it differently.
    pub fn conflict(&self) -> bool {
        let heads = self.moves.heads();
        let apart = heads
            .iter()
            .any(|(_, head)| head.content != heads[0].1.content);
        let illegal = self.standing().iter().any(|(_, legal)| !legal);
        let mentions = self.mentions.heads_among(counts);
        let first = mentions.first().map(|(_, head)| &head.content.finding);
        let told_apart = mentions
            .iter()
            .any(|(_, head)| Some(&head.content.finding) != first);
        apart || illegal || told_apart
    }

    /// Whether a move that follows all that stands may lead to `to`. Where several states stand, it
    /// is enough that one of them allows it: that is how a conflict is settled.
    pub fn may_become(&self, to: FindingState) -> bool {
        let withdrawn = self.state() == FindingState::Withdrawn;
        let unmoved = self.moves.is_empty().then(|| self.before_moves());
        let states = self.standing().into_iter().map(|(state, _)| state);
        let mut states = states.chain(unmoved);
        states.any(|from| from.may_become(to)) && (!withdrawn || to == FindingState::Withdrawn)
    }

    /// To whom it is handed over, until when, and what is asked for: each as the newest move that says
    /// it does, along the moves that stand. An extension that was asked for stands until the next
    /// move answers it.
    pub fn assigned(&self) -> Assigned {
        let mut assigned = Assigned::default();
        let heads = self.moves.heads();
        for (_, head) in &heads {
            assigned.asks_until = assigned.asks_until.max(head.content.asks_until);
        }
        let mut seen = BTreeSet::new();
        let mut level = heads;
        while !level.is_empty() {
            let mut earlier = BTreeSet::new();
            for (id, version) in level {
                if !seen.insert(id) {
                    continue;
                }
                let FindingMoved { unit, deadline, .. } = &version.content;
                assigned.unit = assigned.unit.or_else(|| unit.clone());
                assigned.deadline = assigned.deadline.or(*deadline);
                earlier.extend(version.follows.iter().copied());
            }
            level = self.moves.in_order(earlier);
        }
        assigned
    }

    /// Whether somebody still has something to do of which the last day is over.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        let deadline = self.assigned().deadline;
        self.state().is_open() && deadline.is_some_and(|deadline| deadline < today)
    }

    /// What a move must follow: the moves that stand, or the visit that raised it.
    pub fn follow_next(&self) -> Vec<FactId> {
        if self.moves.is_empty() {
            self.mentions.head_ids()
        } else {
            self.moves.head_ids()
        }
    }

    /// What the moves that nothing follows stand for, see [`Self::settled`].
    fn standing(&self) -> Vec<(FindingState, bool)> {
        let settled = self.settled();
        let heads = self.moves.heads();
        heads
            .iter()
            .filter_map(|(id, _)| settled.get(id).copied())
            .collect()
    }

    fn before_moves(&self) -> FindingState {
        match self.shown() {
            Some(mention) if mention.finding.rectified_on_spot => FindingState::Rectified,
            _ => FindingState::Raised,
        }
    }

    /// The state that each move stands for, and whether the move was allowed. A move that was not
    /// stands for the less advanced of its own state and what it went on from. Earlier moves come
    /// before those that follow them; where they follow each other in a circle, nothing is judged.
    fn settled(&self) -> BTreeMap<FactId, (FindingState, bool)> {
        let mut waiting: BTreeMap<FactId, usize> = BTreeMap::new();
        let mut followers: BTreeMap<FactId, Vec<FactId>> = BTreeMap::new();
        for (id, version) in self.moves.iter() {
            let known: BTreeSet<FactId> = version
                .follows
                .iter()
                .copied()
                .filter(|f| self.moves.get(*f).is_some())
                .collect();
            waiting.insert(id, known.len());
            for earlier in known {
                followers.entry(earlier).or_default().push(id);
            }
        }
        let mut ready: Vec<FactId> = waiting
            .iter()
            .filter(|(_, count)| **count == 0)
            .map(|(id, _)| *id)
            .collect();
        let mut settled = BTreeMap::new();
        while let Some(id) = ready.pop() {
            settled.insert(id, self.settle(id, &settled));
            for follower in followers.get(&id).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(follower) {
                    *count -= 1;
                    if *count == 0 {
                        ready.push(*follower);
                    }
                }
            }
        }
        for (id, version) in self.moves.iter() {
            settled.entry(id).or_insert((version.content.to, true));
        }
        settled
    }

    fn settle(
        &self,
        id: FactId,
        settled: &BTreeMap<FactId, (FindingState, bool)>,
    ) -> (FindingState, bool) {
        let Some(version) = self.moves.get(id) else {
            return (self.before_moves(), true);
        };
        let to = version.content.to;
        let from_visit = version.follows.is_empty()
            || version
                .follows
                .iter()
                .any(|f| self.mentions.get(*f).is_some());
        let mut bases: Vec<_> = version
            .follows
            .iter()
            .filter_map(|f| settled.get(f))
            .map(|(state, _)| *state)
            .collect();
        if from_visit {
            bases.push(self.before_moves());
        }
        // Where nothing of what the writer saw has arrived, nothing can be said against the move.
        let allowed = bases.is_empty() || bases.iter().any(|from| from.may_become(to));
        if allowed {
            (to, true)
        } else {
            (bases.into_iter().fold(to, FindingState::min), false)
        }
    }
}
