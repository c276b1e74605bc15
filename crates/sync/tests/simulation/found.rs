//! The shortest schedules of what the simulation has found, each with what was wrong.

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
