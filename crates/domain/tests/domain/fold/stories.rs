//! Honest tablets that meet now and then: what they write apart is a conflict at most until one who
//! has seen everything settles it.

use kakou_domain::fact::Fact;
use kakou_domain::fold::{FindingRow, VisitFoldRow};
use kakou_domain::moves::FindingState;
use proptest::prelude::*;
use proptest::sample::select;

use super::builders::{VISIT, amended, finding, finding_of, moved, sealed, visit_of, withdrawn};

const ABSENT: &str = "staffing.absent";

/// What one tablet does next.
#[derive(Debug, Clone)]
enum Step {
    Move(FindingState),
    Amend {
        withdraws: bool,
    },
    /// Fetches all that the other tablets wrote so far.
    Sync,
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    use FindingState::{Assigned, Rectified, Rectifying, Verified};
    let step = prop_oneof![
        select(vec![Assigned, Rectifying, Rectified, Verified]).prop_map(Step::Move),
        any::<bool>().prop_map(|withdraws| Step::Amend { withdraws }),
        Just(Step::Sync),
    ];
    prop::collection::vec((0..3usize, step), 0..20)
}

/// Three tablets that all know the visit.
struct Story {
    written: Vec<Fact>,
    seen: [Vec<Fact>; 3],
}

impl Story {
    fn of(steps: &[(usize, Step)]) -> Self {
        let visit = vec![sealed(&[finding(ABSENT)])];
        let seen = [visit.clone(), visit.clone(), visit.clone()];
        let mut story = Self {
            written: visit,
            seen,
        };
        for (tablet, step) in steps {
            match step {
                Step::Move(to) => story.go(*tablet, *to),
                Step::Amend { withdraws } => story.amend(*tablet, *withdraws),
                Step::Sync => story.seen[*tablet] = story.written.clone(),
            }
        }
        story
    }

    fn visit(&self, tablet: usize) -> VisitFoldRow {
        visit_of(&self.seen[tablet])
    }

    fn finding(&self, tablet: usize) -> FindingRow {
        finding_of(&self.seen[tablet], ABSENT)
    }

    /// A tablet offers only what the life of the finding allows.
    fn go(&mut self, tablet: usize, to: FindingState) {
        let row = self.finding(tablet);
        if row.may_become(to) {
            let next = moved(self.next(), &[], ABSENT, to);
            self.write(
                tablet,
                Fact {
                    follows: row.follow_next(),
                    ..next
                },
            );
        }
    }

    fn amend(&mut self, tablet: usize, withdraws: bool) {
        let n = self.next();
        let told = if withdraws {
            withdrawn(ABSENT)
        } else {
            finding(ABSENT)
        };
        let next = amended(n, &[], &format!("更正{n}"), &[told]);
        let follows = self.visit(tablet).follow_next();
        self.write(tablet, Fact { follows, ..next });
    }

    fn next(&self) -> u128 {
        self.written.len() as u128 + VISIT
    }

    fn write(&mut self, tablet: usize, fact: Fact) {
        self.written.push(fact.clone());
        self.seen[tablet].push(fact);
    }
}

proptest! {
    #[test]
    fn one_who_has_seen_everything_settles_every_conflict(steps in steps()) {
        let mut story = Story::of(&steps);
        story.seen[0] = story.written.clone();
        story.amend(0, false);
        prop_assert!(!story.visit(0).conflict());
        let state = story.finding(0).state();
        story.go(0, state);
        let row = story.finding(0);
        prop_assert!(!row.conflict(), "{:?}", row);
        prop_assert_eq!(row.state(), state);
    }

    #[test]
    fn a_tablet_alone_never_contradicts_itself(steps in steps()) {
        let alone: Vec<_> = steps.into_iter().map(|(_, step)| (0, step)).collect();
        let story = Story::of(&alone);
        prop_assert!(!story.visit(0).conflict());
        prop_assert!(!story.finding(0).conflict());
    }

    #[test]
    fn after_the_last_sync_all_tablets_show_the_same(steps in steps()) {
        let mut story = Story::of(&steps);
        // Each has its own facts first and those of the others in the order in which they came.
        for tablet in 0..3 {
            let own = story.seen[tablet].clone();
            story.seen[tablet] = [own, story.written.clone()].concat();
        }
        for tablet in 1..3 {
            prop_assert_eq!(story.visit(tablet), story.visit(0));
            prop_assert_eq!(story.finding(tablet), story.finding(0));
        }
    }
}
