//! The same as on a full disk, on any disk: the program's files may not grow any more, as under a
//! quota.

use kakou_test_support::with_little_room;

use crate::tablet::{Ran, Tablet, run};

/// Runs the program while none of its files may grow beyond so many KiB.
fn tight(tablet: &Tablet, kib: u32, args: &[&str]) -> Ran {
    run(&mut with_little_room(&tablet.command(args), kib))
}

/// Made there and then: what did not fit, and what is still so.
fn refused_for_room(ran: Ran) {
    let ran = ran.refused("disk-full");
    assert!(ran.err.contains("make room and do it again"), "{ran:?}");
}

#[test]
fn a_draft_stays_with_every_answer_while_its_files_may_not_grow() {
    let tablet = Tablet::loaded();
    let draft = tablet.draft_with_present("2");
    // The log, its index and the database itself end at different bytes.
    let mut refused = 0;
    for kib in (8..).step_by(8) {
        let sealing = tight(&tablet, kib, &["draft", "seal", &draft]);
        tablet.run(["verify"]).quietly();
        if sealing.code == 0 {
            break;
        }
        refused += 1;
        refused_for_room(sealing);
        let page = tablet.run(["draft", "show", &draft, "--json"]).quietly();
        assert_eq!(page.json()["draft"]["answers"]["staffing.present"], 2);
        assert!(tablet.visits().is_empty());
    }
    assert!(refused >= 3, "{refused}");
    assert_eq!(tablet.visits().len(), 1);
    tablet.run(["draft", "show", &draft]).refused("no-draft");
}

#[test]
fn rows_that_may_not_grow_are_made_again_when_they_may() {
    let tablet = Tablet::loaded();
    let sites = tablet.run(["sites", "--json"]).quietly().out;
    let mut refused = 0;
    for kib in (8..).step_by(16) {
        let rebuilding = tight(&tablet, kib, &["rebuild"]);
        if rebuilding.code == 0 {
            break;
        }
        refused += 1;
        refused_for_room(rebuilding);
        tablet.run(["verify"]).quietly();
    }
    assert!(refused >= 3, "{refused}");
    tablet.run(["rebuild"]).quietly();
    assert_eq!(tablet.run(["sites", "--json"]).quietly().out, sites);
}
