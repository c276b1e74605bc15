//! Whatever happens in whatever order: in the end everything is everywhere, once.

use kakou_test_support::{Fault, Folder, Office};
use proptest::prelude::*;
use tokio::runtime::Builder;

use crate::world::{again, seal, settled, sync, two};

#[derive(Debug, Clone)]
enum Event {
    Seal(usize),
    Amend(usize),
    Sync(usize, Option<(usize, Fault)>),
    BackUp,
    Restore,
}

fn event() -> impl Strategy<Value = Event> {
    let fault = prop::sample::select(Fault::OF_THE_WAY.to_vec());
    let fault = prop::option::of((0..6usize, fault));
    prop_oneof![
        3 => (0..2usize).prop_map(Event::Seal),
        1 => (0..2usize).prop_map(Event::Amend),
        4 => (0..2usize, fault).prop_map(|(tablet, fault)| Event::Sync(tablet, fault)),
        1 => Just(Event::BackUp),
        1 => Just(Event::Restore),
    ]
}

async fn run(world: (Office, Folder, Folder), events: &[Event]) {
    let (office, one, other) = world;
    let tablets = [&one, &other];
    let (mut sealed, mut backups) = (Vec::new(), vec![office.back_up("0")]);
    for (n, event) in events.iter().enumerate() {
        match event {
            Event::Seal(tablet) => sealed.push(seal(tablets[*tablet], n as u32)),
            Event::Amend(tablet) => {
                let tablet = tablets[*tablet];
                // Whichever it knows of.
                let mut known = sealed.iter().rev();
                if let Some(visit) = known.find(|visit| tablet.visit(**visit).is_ok()) {
                    let note = |draft: &mut kakou_domain::draft::Draft| {
                        draft.notes = format!("更正{n}");
                    };
                    tablet.amend(*visit, "更正", note).unwrap();
                }
            }
            Event::Sync(tablet, fault) => {
                if let Some((at, fault)) = fault {
                    office.fail_at(*at, *fault);
                }
                let done = sync(tablets[*tablet], &office).await;
                assert!(fault.is_some() || done.is_ok(), "{done:?}");
                office.calm();
            }
            Event::BackUp => backups.push(office.back_up(&format!("{}", n + 1))),
            Event::Restore => office.restore(&backups[n % backups.len()]),
        }
    }
    for tablet in [&one, &other, &one, &other] {
        sync(tablet, &office).await.unwrap();
    }
    settled(&office, &tablets, sealed.len());
}

#[test]
fn everything_is_everywhere_once_after_any_schedule() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let world = runtime.block_on(two());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 24,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let schedules = prop::collection::vec(event(), 1..14);
    runner
        .run(&schedules, |events| {
            runtime.block_on(run(again(&world), &events));
            Ok(())
        })
        .unwrap();
}
