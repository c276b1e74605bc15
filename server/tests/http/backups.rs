//! A backup while tablets push, and the server that is restored from it.

use kakou_domain::Seq;
use kakou_store::Store;
use kakou_test_support::visit;

use crate::device::encoded;
use crate::support::{PATIENT, Running, is, ok, problem, refused, running};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_while_tablets_push_is_sound_and_the_restored_server_goes_on() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let author = tablet.author().unwrap();
    let file = server.county.dir.path().join("backup");
    let hand = Store::open(server.county.folder(), server.county.clock.clone()).unwrap();
    let to = file.clone();
    for _ in 0..5 {
        tablet.seal(visit().given()).unwrap();
        server.synced(&tablet, &token).await;
    }
    let backup = tokio::task::spawn_blocking(move || hand.back_up(&to, &mut |_, _| ()));
    for _ in 0..20 {
        tablet.seal(visit().given()).unwrap();
        server.synced(&tablet, &token).await;
    }
    backup.await.unwrap().unwrap();
    tablet.seal(visit().given()).unwrap();
    let receipt = server.synced(&tablet, &token).await;
    assert!(receipt.backed_up_to >= Seq(5) && receipt.backed_up_to < receipt.seq);

    let county = server.stopped().await;
    let epoch = county.epoch().unwrap();
    let aside = Store::restore(&file, county.folder(), county.clock.clone()).unwrap();
    assert!(aside.is_some());
    let server = Running::of(county.reopened(), PATIENT, None).await;
    assert!(server.county.verify().unwrap().ok);
    assert_ne!(server.county.epoch().unwrap(), epoch);
    let have = server.county.journal(author).unwrap().unwrap().seq;
    assert!(have >= receipt.backed_up_to);

    tablet.seal(visit().given()).unwrap();
    let next = encoded(&tablet.next_push().unwrap());
    let problem = problem(server.push(&token, author, next).await).await;
    assert_eq!((problem.code.as_str(), problem.have), ("gap", Some(have)));
    tablet.unconfirm(author, have).unwrap();
    let again = encoded(&tablet.next_push().unwrap());
    ok(server.push(&token, author, again).await).await;
    let row = server.county.journal(author).unwrap().unwrap();
    assert_eq!(row.seq, tablet.status().unwrap().seq);
}

#[tokio::test]
async fn a_tablet_that_enrolled_after_the_backup_has_to_enrol_again() {
    let server = running().await;
    let file = server.county.dir.path().join("backup");
    server.county.back_up(&file, &mut |_, _| ()).unwrap();
    let (_, token) = server.tablet("410523").await;
    let county = server.stopped().await;
    Store::restore(&file, county.folder(), county.clock.clone()).unwrap();
    let server = Running::of(county.reopened(), PATIENT, None).await;
    let answer = server.ask(&token, "/v1/feed").await;
    assert_eq!(refused(answer).await, is(401, "unauthorized"));
}
