//! The events, as they happen to the real thing.

use std::sync::Arc;

use kakou_domain::draft::Draft;
use kakou_domain::fact::Body;
use kakou_domain::places::SiteDefined;
use kakou_domain::{DivisionCode, SiteKind, VisitId};
use kakou_journal::{Item, PayloadHash};
use kakou_store::{Admit, BundleFrom};
use kakou_sync::SyncError;
use kakou_test_support::{Fault, visit};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::model::{DIVISIONS, Event, Model, TABLETS, Where};
use crate::schedules;
use crate::world::{Device, World, enrol, sync};

/// Syncs after which everything is where it belongs: what one tablet gives back, the others fetch.
const ROUNDS: usize = 3;

pub(crate) struct Simulation;

impl StateMachineTest for Simulation {
    type SystemUnderTest = World;
    type Reference = Model;

    fn init_test(_: &Model) -> World {
        let mut world = schedules::world();
        world.look();
        world
    }

    fn apply(mut world: World, model: &Model, event: Event) -> World {
        schedules::run(world.happens(model, &event));
        world.look();
        world.holds(model);
        if let Event::Sync(n, None) = event
            && !model.tablets[n].retired
        {
            world.synced(model, n);
        }
        world
    }

    fn teardown(mut world: World, mut model: Model) {
        for _ in 0..ROUNDS {
            for n in 0..TABLETS {
                let event = Event::Sync(n, None);
                model = Model::apply(model, &event);
                world = Self::apply(world, &model, event);
            }
        }
        world.settled(&model);
    }
}

impl World {
    async fn happens(&mut self, model: &Model, event: &Event) {
        match *event {
            Event::Seal(n, place) => self.seal(model, n, place),
            Event::Amend(n, fact) => self.amend(n, fact),
            Event::Photo(n, fact) => self.add_photo(n, fact),
            Event::Sync(n, None) => self.sync(model, n).await,
            Event::Sync(n, Some((call, fault))) => self.disturbed(n, call, fault).await,
            Event::BackUp => self
                .backups
                .push(self.office.back_up(&model.now.to_string())),
            Event::Restore(backup) => {
                let backup = backup % self.backups.len();
                self.office.restore(&self.backups[backup]);
            }
            Event::Copy(n) => {
                let copy = self.devices[n].folder.copied();
                self.devices[n].copies.push(Arc::new(copy));
            }
            Event::RollBack(n, copy) => {
                let device = &mut self.devices[n];
                let copy = &device.copies[copy % device.copies.len()];
                device.folder = copy.copied_to(&device.folder.clock);
                device.folder.project_all().unwrap();
            }
            Event::Enrol(n, division) if !model.tablets[n].retired => self.enrol(n, division).await,
            Event::Enrol(..) => {}
            Event::Retire(n) => {
                // One that the server does not know any more cannot be retired there.
                let author = self.devices[n].folder.author().unwrap();
                let _ = self.office.store().retire(author, "退出");
            }
            Event::Carry(n) => self.carry(n, model.tablets[n].division),
            Event::State => self.state(model.now),
            Event::Insider(trick, fact) => self.tries(trick, fact),
            Event::SetClock(n, hours) => {
                let clock = match self.devices.get(n) {
                    Some(device) => &device.folder.clock,
                    None => self.office.clock(),
                };
                clock.advance(hours * 3_600_000);
            }
        }
    }

    fn seal(&mut self, model: &Model, n: usize, place: Where) {
        let now = model.now;
        let time = format!("2019-06-14T{:02}:{:02}:00+08:00", 8 + now / 60, now % 60);
        let village = match place {
            Where::Near => "白营村",
            Where::Far => "程岗村",
        };
        let given = visit().at(village).on(&time).present(1).of(2).given();
        let stated = match self.devices[n].folder.seal(given) {
            Ok(sealed) => {
                let item = self.newest_item(n);
                let hash = item.hash();
                if let Item::Payload(payload) = item {
                    self.payloads.insert(hash, payload);
                }
                Some((hash, Some(sealed.id)))
            }
            Err(refused) => {
                // What lies outside of its divisions it does not know, or not yet.
                assert_eq!(refused.code(), "no-site");
                assert!(!model.tablets[n].knows[place as usize], "{refused}");
                None
            }
        };
        self.facts.push(stated);
    }

    fn amend(&mut self, n: usize, fact: usize) {
        let folder = &self.devices[n].folder;
        let known = self.known_visit(n, fact);
        let notes = format!("更正{}", self.facts.len());
        let amended = known.map(|visit| {
            let change = |draft: &mut Draft| draft.notes = notes;
            folder.amend(visit, "更正", change).unwrap();
            (self.newest(n), None)
        });
        self.facts.push(amended);
    }

    /// The visit that a fact sealed, if the tablet knows it.
    pub(crate) fn known_visit(&self, n: usize, fact: usize) -> Option<VisitId> {
        let visit = self.facts[fact].and_then(|(_, visit)| visit);
        visit.filter(|visit| self.devices[n].folder.visit(*visit).is_ok())
    }

    pub(crate) fn newest(&self, n: usize) -> PayloadHash {
        self.newest_item(n).hash()
    }

    fn newest_item(&self, n: usize) -> Item {
        let folder = &self.devices[n].folder;
        let status = folder.status().unwrap();
        let part = folder
            .journal_entries(status.author, status.seq, None)
            .unwrap();
        part.unwrap().batch.items.remove(0)
    }

    /// Nothing goes wrong. Only a tablet whose token the server may not know has to enrol first.
    async fn sync(&mut self, model: &Model, n: usize) {
        let (tablet, folder) = (&model.tablets[n], &self.devices[n].folder);
        let synced = sync(folder, &self.office).await;
        let refused = synced.err().filter(|_| !tablet.retired);
        if let Some(error) = refused {
            let justified = tablet.doubted && !error.passes_by_itself();
            assert!(justified, "tablet {n} cannot sync: {error}");
            self.enrol(n, tablet.division).await;
            sync(&self.devices[n].folder, &self.office).await.unwrap();
        }
        self.remember(n);
    }

    async fn disturbed(&mut self, n: usize, call: usize, fault: Fault) {
        self.office.fail_at(call, fault);
        let killed = {
            let folder = &self.devices[n].folder;
            tokio::select! {
                () = self.office.killed() => true,
                done = sync(folder, &self.office) => {
                    if let Err(error) = done {
                        assert!(!error.code().is_empty());
                        is_told_apart(&error, fault);
                    }
                    false
                }
            }
        };
        self.office.calm();
        self.remember(n);
        if killed {
            let device = self.devices.remove(n);
            let folder = device.folder.reopened();
            // As the program does when it starts.
            folder.project_all().unwrap();
            self.devices.insert(n, Device { folder, ..device });
        }
    }

    async fn enrol(&mut self, n: usize, division: usize) {
        let folder = &self.devices[n].folder;
        enrol(folder, &self.office, DIVISIONS[division])
            .await
            .unwrap();
    }

    fn remember(&mut self, n: usize) {
        let author = self.devices[n].folder.author().unwrap();
        self.devices[n].authors.insert(author);
    }

    fn carry(&mut self, n: usize, division: usize) {
        let mut file = std::io::Cursor::new(Vec::new());
        let folder = &self.devices[n].folder;
        folder
            .write_bundle(&mut file, BundleFrom::Beginning)
            .unwrap();
        let admit = Admit {
            name: "督查一组".to_owned(),
            division: DIVISIONS[division].parse().unwrap(),
        };
        let server = self.office.store();
        // A journal that forked or is closed is refused, as it is when it is pushed.
        if let Err(refused) = server.take_bundle(file, Some(&admit)) {
            assert!(
                ["forked", "closed", "gap"].contains(&refused.code()),
                "{refused}"
            );
        }
        server.project_all().unwrap();
    }

    fn state(&mut self, now: usize) {
        let division: DivisionCode = "410523105201".parse().unwrap();
        let kind = SiteKind::new("village_checkpoint").unwrap();
        let site = SiteDefined::new(division.clone(), kind, &format!("{now}号点"));
        let fact = (vec![division], Body::SiteDefined(site));
        self.office.store().state(vec![fact]).unwrap();
    }
}

/// What passes by itself is tried again by itself; a refusal of the token is not.
fn is_told_apart(error: &SyncError, fault: Fault) {
    if let (SyncError::Problem(problem), Fault::Refuse(401, _)) = (error, fault) {
        assert!(problem.status != 401 || !error.passes_by_itself());
    }
}
