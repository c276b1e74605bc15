//! A few hundred faults, each time the same ones: `tests/fleet/run` plays others, and more.

use std::path::Path;

use kakou_fleet::{Plan, Programs, run};

#[test]
fn nothing_that_was_acknowledged_is_lost_doubled_or_altered() {
    let folder = tempfile::tempdir().expect("a folder for the fleet");
    let tablet = Path::new(env!("CARGO_BIN_EXE_kakou-fleet-tablet"));
    let programs = Programs::beside(tablet.parent().expect("it lies in a folder"));
    let plan = Plan {
        faults: 300,
        tablets: 6,
        seed: 20_200_214,
    };
    let outcome = run(plan, &programs, folder.path());
    assert!(outcome.kept(), "{outcome}\n{}", outcome.wrong.join("\n"));
    assert!(outcome.faults >= plan.faults && outcome.visits > 100);
    assert!(outcome.tried > 50, "{outcome}");
    assert!(outcome.kills > 30 && outcome.server_kills > 5 && outcome.photos > 10);
}
