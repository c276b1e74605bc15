//! What may happen, and what must be true afterwards: a county reduced to sets of facts.
//!
//! The model knows nothing of journals, cursors or receipts. Where a sync was cut off it cannot know
//! how much of it came through, so of the server it keeps two sets: what it must have, and what it
//! may have.

use std::collections::BTreeSet;

use kakou_test_support::Fault;
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use crate::insider::Trick;

/// Tablets of the county. The first sees all of it at the beginning, the second one township.
pub(crate) const TABLETS: usize = 2;
/// What a tablet can be enrolled for.
pub(crate) const DIVISIONS: [&str; 3] = ["410523", "410523105", "410523101"];
/// Calls of a sync at which something can go wrong.
const CALLS: usize = 12;

/// A fact, by its number in the schedule.
pub(crate) type Fact = usize;

/// One thing that happens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Event {
    /// A tablet seals a visit, in the first township or in the other.
    Seal(usize, Where),
    /// A tablet corrects a visit, if it knows it.
    Amend(usize, Fact),
    /// A tablet adds a photo to a visit, if it knows it.
    Photo(usize, Fact),
    /// A tablet syncs; at one call something goes wrong.
    Sync(usize, Option<(usize, Fault)>),
    /// The server is backed up.
    BackUp,
    /// The server goes on from a backup.
    Restore(usize),
    /// A tablet's folder is copied.
    Copy(usize),
    /// A tablet goes on from a copy of its folder.
    RollBack(usize, usize),
    /// A tablet enrols again, for one of the divisions.
    Enrol(usize, usize),
    /// Headquarters retires a tablet.
    Retire(usize),
    /// What a tablet has is carried to headquarters as a file.
    Carry(usize),
    /// Headquarters states a fact.
    State,
    /// The tablet that means harm tries something with a visit. The county is what it was.
    Insider(Trick, Fact),
    /// A tablet's clock, or after the last one the server's, is set by so many hours.
    SetClock(usize, i64),
}

/// Where a visit is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// 白营村, in the township of the second tablet.
    Near,
    /// 程岗村, in another one.
    Far,
}

impl Where {
    /// Both.
    const ALL: [Self; 2] = [Self::Near, Self::Far];

    /// Whether one of the [`DIVISIONS`] has it in it.
    fn lies_in(self, division: usize) -> bool {
        let own = match self {
            Self::Near => 1,
            Self::Far => 2,
        };
        division == 0 || division == own
    }
}

/// A tablet's folder, and what is known of the tablet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tablet {
    /// Its own facts that are in this folder.
    pub(crate) own: BTreeSet<Fact>,
    /// Its own facts that were in a folder which an older copy took the place of; the server gives
    /// back what it has of them, unless something else is stated first.
    pub(crate) lost: BTreeSet<Fact>,
    /// Such as may be in this folder, because a sync may have brought them back.
    pub(crate) maybe: BTreeSet<Fact>,
    /// Those over which something else was stated: this tablet may never see them again.
    pub(crate) missed: BTreeSet<Fact>,
    /// Its journal may have gone on under a new key.
    pub(crate) forked: bool,
    /// The server may not know its token, or no more.
    pub(crate) doubt: bool,
    /// The same before the last event.
    pub(crate) doubted: bool,
    /// Headquarters retired it, or may have.
    pub(crate) retired: bool,
    /// For which of the divisions it is enrolled.
    pub(crate) division: usize,
    /// Whether it knows the places, near and far.
    pub(crate) knows: [bool; 2],
    /// The event by which it was enrolled last.
    pub(crate) enrolled: usize,
}

/// What the server has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Server {
    /// At least.
    pub(crate) must: BTreeSet<Fact>,
    /// At most.
    pub(crate) may: BTreeSet<Fact>,
}

/// The county.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// Each fact that a tablet may have stated, and whether it is a visit.
    pub(crate) facts: Vec<bool>,
    pub(crate) tablets: Vec<Tablet>,
    pub(crate) copies: Vec<Vec<Tablet>>,
    pub(crate) server: Server,
    /// Each with the event at which it was made.
    pub(crate) backups: Vec<(usize, Server)>,
    /// Events until now.
    pub(crate) now: usize,
}

impl Model {
    /// Nothing has happened.
    pub(crate) fn begin() -> Self {
        let tablet = |division| Tablet {
            division,
            knows: Where::ALL.map(|place| place.lies_in(division)),
            ..Tablet::default()
        };
        let tablets: Vec<Tablet> = (0..TABLETS).map(tablet).collect();
        Self {
            facts: Vec::new(),
            copies: tablets.iter().map(|tablet| vec![tablet.clone()]).collect(),
            tablets,
            server: Server::default(),
            backups: vec![(0, Server::default())],
            now: 0,
        }
    }

    fn state(&mut self, tablet: usize, is_visit: bool) {
        let fact = self.facts.len();
        self.facts.push(is_visit);
        let tablet = &mut self.tablets[tablet];
        tablet.forked |= !tablet.lost.is_empty();
        let over = std::mem::take(&mut tablet.lost);
        tablet.missed.extend(over);
        tablet.own.insert(fact);
    }

    fn sync(&mut self, n: usize, quiet: bool) {
        let (tablet, server) = (&mut self.tablets[n], &mut self.server);
        // What it missed too: whether something was stated over it is not certain.
        let gone = &tablet.lost | &tablet.missed;
        tablet.maybe.extend(&gone & &server.may);
        server.may.extend(&tablet.own | &tablet.maybe);
        if !quiet || tablet.retired {
            return;
        }
        server.must.extend(&tablet.own);
        tablet.knows = Where::ALL.map(|place| place.lies_in(tablet.division));
        let lost = std::mem::take(&mut tablet.lost);
        let (back, gone): (BTreeSet<Fact>, _) = lost
            .into_iter()
            .partition(|fact| server.must.contains(fact));
        tablet.own.extend(back);
        tablet.missed.extend(gone);
        if std::mem::take(&mut tablet.doubt) {
            tablet.enrolled = self.now;
        }
    }

    fn restore(&mut self, backup: usize) {
        let (made, server) = self.backups[backup % self.backups.len()].clone();
        self.server = server;
        for tablet in &mut self.tablets {
            tablet.doubt |= tablet.forked || tablet.enrolled > made;
        }
    }

    fn roll_back(&mut self, n: usize, copy: usize) {
        let copies = &self.copies[n];
        let (copy, gone) = (copies[copy % copies.len()].clone(), &self.tablets[n]);
        let mut lost = &(&(&gone.own | &gone.maybe) | &gone.lost) - &copy.own;
        lost.extend(&copy.lost);
        let mut missed = &copy.missed | &gone.missed;
        // The copy went on by itself: there was never one journal of the two.
        let forked = copy.forked || gone.forked || !copy.own.is_subset(&gone.own);
        if forked {
            missed.extend(std::mem::take(&mut lost));
        }
        self.tablets[n] = Tablet {
            lost,
            missed,
            forked,
            doubt: copy.doubt || gone.doubt || forked || copy.enrolled != gone.enrolled,
            retired: copy.retired || gone.retired,
            ..copy
        };
    }

    fn enrol(&mut self, n: usize, division: usize) {
        let tablet = &mut self.tablets[n];
        if !tablet.retired {
            (tablet.division, tablet.enrolled) = (division, self.now);
            for (knows, place) in tablet.knows.iter_mut().zip(Where::ALL) {
                *knows &= place.lies_in(division);
            }
            tablet.doubt = false;
        }
    }
}

fn fault() -> impl Strategy<Value = Fault> {
    let mut all = Fault::OF_THE_WAY.to_vec();
    all.extend([
        Fault::KillBefore,
        Fault::KillAfter,
        Fault::Refuse(401, "unauthorized"),
        Fault::Refuse(429, "too-many-tries"),
        Fault::Refuse(503, "busy"),
        Fault::Refuse(507, "disk-full"),
    ]);
    prop::sample::select(all)
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Event;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::begin()).boxed()
    }

    fn transitions(model: &Self) -> BoxedStrategy<Event> {
        let tablet = || 0..TABLETS;
        let place = prop::sample::select(vec![Where::Near, Where::Far]);
        let faulty = (tablet(), 0..CALLS, fault());
        let facts = model.facts.len();
        let of_a_fact = || (tablet(), 0..facts.max(1));
        let amend = of_a_fact().prop_map(|(n, fact)| Event::Amend(n, fact));
        let photo = of_a_fact().prop_map(|(n, fact)| Event::Photo(n, fact));
        let trick = prop::sample::select(Trick::ALL.to_vec());
        let tries = (trick, 0..facts.max(1));
        let hours = prop::sample::select(vec![-100, -1, 1, 9_000]);
        prop_oneof![
            8 => (tablet(), place).prop_map(|(n, place)| Event::Seal(n, place)),
            2 => amend,
            3 => photo,
            9 => tablet().prop_map(|n| Event::Sync(n, None)),
            6 => faulty.prop_map(|(n, call, fault)| Event::Sync(n, Some((call, fault)))),
            2 => Just(Event::BackUp),
            2 => (0..4_usize).prop_map(Event::Restore),
            4 => tablet().prop_map(Event::Copy),
            4 => (tablet(), 0..4_usize).prop_map(|(n, copy)| Event::RollBack(n, copy)),
            1 => (tablet(), 0..DIVISIONS.len()).prop_map(|(n, to)| Event::Enrol(n, to)),
            1 => tablet().prop_map(Event::Carry),
            1 => Just(Event::State),
            4 => tries.prop_map(|(trick, fact)| Event::Insider(trick, fact)),
            1 => (0..=TABLETS, hours).prop_map(|(n, hours)| Event::SetClock(n, hours)),
            1 => tablet().prop_map(Event::Retire),
        ]
        .boxed()
    }

    fn preconditions(model: &Self, event: &Event) -> bool {
        match event {
            Event::Amend(_, fact) | Event::Photo(_, fact) | Event::Insider(_, fact) => {
                model.facts.get(*fact) == Some(&true)
            }
            _ => true,
        }
    }

    fn apply(mut model: Self, event: &Event) -> Self {
        model.now += 1;
        for tablet in &mut model.tablets {
            tablet.doubted = tablet.doubt;
        }
        match *event {
            Event::Seal(n, _) => model.state(n, true),
            Event::Amend(n, _) | Event::Photo(n, _) => model.state(n, false),
            Event::Sync(n, fault) => model.sync(n, fault.is_none()),
            Event::BackUp => model.backups.push((model.now, model.server.clone())),
            Event::Restore(backup) => model.restore(backup),
            Event::Copy(n) => model.copies[n].push(model.tablets[n].clone()),
            Event::RollBack(n, copy) => model.roll_back(n, copy),
            Event::Enrol(n, division) => model.enrol(n, division),
            Event::Retire(n) => model.tablets[n].retired = true,
            Event::Carry(n) => model.sync(n, false),
            Event::State | Event::SetClock(..) | Event::Insider(..) => {}
        }
        model
    }
}
