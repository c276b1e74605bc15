//! More than one batch takes: the next one is packed while the one before is on its way.

use kakou_domain::fact::Body;
use kakou_domain::{DivisionCode, Seq};
use kakou_store::Store;
use kakou_test_support::{Call, Fault, Folder, Office};

use crate::world::{again, sync, two};

/// Entries that take three batches. What they state does not matter here.
const MANY: usize = 2_050;

fn write(tablet: &Store, count: usize) {
    let code: DivisionCode = "410523".parse().unwrap();
    let facts = (0..count).map(|n| {
        let kind = "kind.of_tomorrow".to_owned();
        let value = format!("汤阴县{n}").into();
        (vec![code.clone()], Body::Other { kind, value })
    });
    tablet.state(facts.collect()).unwrap();
}

/// The server has as many entries as the tablet, each once and in its place, and they end alike.
fn arrived(office: &Office, tablet: &Folder) {
    let status = tablet.status().unwrap();
    assert_eq!(status.pending, 0);
    let here = tablet.journal(status.author).unwrap().unwrap();
    let there = office.store().journal(status.author).unwrap().unwrap();
    assert_eq!((there.seq, there.head), (here.seq, here.head));
    assert!(office.store().verify().unwrap().ok);
}

#[tokio::test]
async fn all_batches_arrive_wherever_one_is_cut_off() {
    let world = two().await;
    write(&world.1, MANY);
    for fault in [Fault::DropRequest, Fault::DropAnswer] {
        for n in 0..3 {
            let (office, tablet, _) = again(&world);
            office.fail_at(n, fault);
            sync(&tablet, &office).await.unwrap_err();
            assert_eq!(office.asked(), vec![Call::Push; n + 1], "{fault:?} at {n}");
            sync(&tablet, &office).await.unwrap();
            arrived(&office, &tablet);
            let pushes = vec![Call::Push; 3 - n];
            assert_eq!(office.asked()[..3 - n], pushes, "{fault:?} at {n}");
        }
    }
}

#[tokio::test]
async fn a_batch_that_the_server_turns_out_to_have_is_not_sent() {
    let (office, tablet, _) = two().await;
    write(&tablet, MANY);
    sync(&tablet, &office).await.unwrap();
    office.asked();
    tablet.unconfirm(tablet.author().unwrap(), Seq(0)).unwrap();
    write(&tablet, 1);
    sync(&tablet, &office).await.unwrap();
    assert_eq!(office.asked()[..], [Call::Push, Call::Push]);
    arrived(&office, &tablet);
}
