//! The shortest schedules of what the simulation has found, each with what was wrong, and such as it
//! finds too seldom.

use kakou_test_support::Fault;
use proptest::prelude::ProptestConfig;
use proptest_state_machine::StateMachineTest;

use crate::model::{Event, Model, Where};
use crate::run::Simulation;

fn plays(events: &[Event]) {
    let config = ProptestConfig::default();
    Simulation::test_sequential(config, Model::begin(), events.to_vec(), None);
}

/// Its rows were gone until the next sync had come to its end.
#[test]
fn a_tablet_that_is_enrolled_for_other_divisions_seals_before_it_syncs() {
    plays(&[Event::Enrol(0, 1), Event::Seal(0, Where::Near)]);
}

/// Too long for chance to find it soon: a journal forks after something of it was acknowledged.
#[test]
fn a_journal_that_forks_after_a_receipt_goes_on_without_what_was_acknowledged() {
    let work = || [Event::Seal(0, Where::Near), Event::Sync(0, None)];
    let mut events = work().to_vec();
    events.push(Event::Copy(0));
    events.extend(work());
    events.push(Event::RollBack(0, 1));
    events.extend(work());
    plays(&events);
}

/// Whatever came back was taken for a receipt, and what was given back never went again.
#[test]
fn what_is_given_back_goes_again_until_the_server_has_signed_for_it() {
    plays(&[
        Event::State,
        Event::Sync(1, None),
        Event::Restore(0),
        Event::Sync(1, Some((3, Fault::Garbage))),
    ]);
}

/// Seldom by chance: a photo that one server had is sent to the one that was restored.
#[test]
fn a_photo_goes_again_to_a_server_that_was_restored_without_it() {
    plays(&[
        Event::Seal(0, Where::Near),
        Event::Photo(0, 0),
        Event::Sync(0, None),
        Event::Restore(0),
    ]);
}
