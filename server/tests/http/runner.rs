//! The tablet's background sync against the real server: photos give way.

use std::sync::Arc;
use std::time::Duration;

use kakou_store::Store;
use kakou_sync::{Network, Phase, Runner, SyncState, Timing, sync_with_server};
use kakou_test_support::{Folder, seal_with_photos, visit};
use tokio::sync::watch;

use crate::support::{Running, running};
use crate::way::{Way, until};

struct Scene {
    server: Running,
    tablet: Folder,
    way: Way,
    runner: Runner,
}

/// A tablet whose photo is held up on its way.
async fn held_up() -> Scene {
    let server = running().await;
    let (tablet, way) = server.tablet_behind_a_way().await;
    seal_with_photos(&tablet, &[1]);
    let store = Store::open(tablet.folder(), tablet.clock.clone()).unwrap();
    let timing = Timing {
        after_seal: Duration::from_millis(20),
        // What hangs must be broken off, and not be given up by itself.
        stall: Duration::from_secs(600),
        ..Timing::default()
    };
    let runner = Runner::new(Arc::new(store), timing);
    tokio::spawn(runner.clone().run());
    until(|| way.held() > 0).await;
    assert_eq!(runner.state().borrow().phase, Phase::Uploading);
    Scene {
        server,
        tablet,
        way,
        runner,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_while_photos_are_sent_goes_before_them() {
    let scene = held_up().await;
    assert_eq!(scene.server.visits(), 1);
    let before = scene.way.held();
    scene.tablet.seal(visit().given()).unwrap();
    scene.runner.sealed();
    until(|| scene.server.visits() == 2).await;
    // Nothing is asked between the record and the photo: it hangs again at once, or is about to.
    until(|| scene.way.held() > before).await;
    assert_eq!(scene.tablet.status().unwrap().files.files, 1);
    // The way is free, and one more seal breaks off what still hangs.
    scene.way.free();
    scene.tablet.seal(visit().given()).unwrap();
    scene.runner.sealed();
    until(|| scene.tablet.status().unwrap().files.files == 0).await;
    assert_eq!(scene.server.visits(), 3);
    assert_eq!(scene.server.county.file_figures().unwrap().missing, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_push_of_a_tablet_tells_its_clock_and_the_server_measures_it() {
    let server = running().await;
    let (tablet, _) = server.tablet("410523").await;
    let author = tablet.author().unwrap();
    tablet.clock.advance(20 * 60 * 1_000);
    tablet.seal(visit().given()).unwrap();
    let store = Store::open(tablet.folder(), tablet.clock.clone()).unwrap();
    let state = watch::Sender::new(SyncState::default());
    let synced = sync_with_server(
        &Arc::new(store),
        Timing::default(),
        Network::Unknown,
        &state,
    )
    .await;
    synced.unwrap();
    let drift = server.county.drift(author).unwrap().unwrap();
    assert!((-1_200_500..-1_199_500).contains(&drift.ms), "{drift:?}");
    assert!(drift.is_wrong());
    assert_eq!(server.visits(), 1, "drift is no reason to refuse");
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_broken_off_when_the_network_begins_to_cost() {
    let scene = held_up().await;
    scene.way.free();
    scene.runner.set_network(Network::Metered);
    let mut state = scene.runner.state();
    let told = state.wait_for(|state| state.reason.is_some());
    let told = tokio::time::timeout(Duration::from_secs(20), told).await;
    let told = told.unwrap().unwrap().clone();
    assert_eq!(told.phase, Phase::Idle);
    assert_eq!(told.reason.as_deref(), Some("photos-wait-for-wifi"));
    assert_eq!(scene.tablet.status().unwrap().files.files, 1);
    scene.runner.set_network(Network::Unmetered);
    until(|| scene.tablet.status().unwrap().files.files == 0).await;
}
