//! How many schedules, and which.

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use tokio::runtime::{Builder, Runtime};

use crate::model::Model;
use crate::run::Simulation;
use crate::world::World;

/// Schedules of each test below.
const SCHEDULES: u32 = 500;
/// Events of a schedule.
const LENGTH: std::ops::Range<usize> = 2..16;
/// Which they are, unless another number is asked for.
const SEED: u64 = 410_523;

// Of the thread, so that their folders go away with the test.
thread_local! {
    static RUNTIME: Runtime = Builder::new_current_thread().build().unwrap();
    static TEMPLATE: World = run(World::found());
}

/// Runs what a tablet does to its end.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    RUNTIME.with(|runtime| runtime.block_on(work))
}

/// Each schedule begins with a copy of one world.
pub(crate) fn world() -> World {
    TEMPLATE.with(World::again)
}

/// `SCHEDULES[:SEED]` of the environment.
fn asked_for() -> (u32, u64) {
    let text = std::env::var("KAKOU_SIMULATION").unwrap_or_default();
    let (schedules, seed) = text.split_once(':').unwrap_or((&text, ""));
    let number = |text: &str, usual: u64| match text {
        "" => usual,
        text => text.parse().unwrap(),
    };
    let schedules = number(schedules, SCHEDULES.into());
    (u32::try_from(schedules).unwrap(), number(seed, SEED))
}

fn simulate(part: u64) {
    let (cases, seed) = asked_for();
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 4_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    bytes[8..16].copy_from_slice(&part.to_be_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config.clone(), rng);
    let schedules = Model::sequential_strategy(LENGTH);
    let ran = runner.run(&schedules, |(model, events, seen)| {
        Simulation::test_sequential(config.clone(), model, events, seen);
        Ok(())
    });
    match ran {
        Ok(()) => {}
        Err(TestError::Fail(why, (_, events, _))) => {
            panic!("KAKOU_SIMULATION={cases}:{seed}, part {part}: {why}; the shortest: {events:?}")
        }
        Err(other) => panic!("{other}"),
    }
}

macro_rules! parts {
    ($($test:ident = $part:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            simulate($part);
        })*
    };
}

parts! {
    nothing_is_lost_or_doubled_in_any_schedule_1 = 1,
    nothing_is_lost_or_doubled_in_any_schedule_2 = 2,
    nothing_is_lost_or_doubled_in_any_schedule_3 = 3,
    nothing_is_lost_or_doubled_in_any_schedule_4 = 4,
}
