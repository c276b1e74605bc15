//! A tablet's sync while its app is closed, called as the system's scheduler calls it.

use std::future::pending;
use std::time::Duration;

use kakou_store::Store;
use kakou_sync::{LONGEST_JOB, Network, Next, Phase, Runner, Timing, run_job};
use kakou_test_support::{Folder, damage_root, seal_with_photos, tablet, visit};

use crate::support::{Running, running};
use crate::way::{Way, until};

/// Runs one to its end.
async fn job(tablet: &Folder, network: Network) -> Next {
    run_job(tablet.folder(), network, LONGEST_JOB, pending()).await
}

fn unsent_files(tablet: &Folder) -> u32 {
    tablet.status().unwrap().files.files
}

/// A tablet with a visit and its photo, which the way holds up.
async fn sealed() -> (Running, Folder, Way) {
    let server = running().await;
    let (tablet, way) = server.tablet_behind_a_way().await;
    seal_with_photos(&tablet, &[1]);
    (server, tablet, way)
}

#[tokio::test]
async fn records_go_over_any_network_and_photos_over_one_that_costs_nothing() {
    let (server, tablet, way) = sealed().await;
    way.free();
    assert_eq!(job(&tablet, Network::Metered).await, Next::Done);
    assert_eq!((server.visits(), unsent_files(&tablet)), (1, 1));
    assert_eq!(job(&tablet, Network::Unmetered).await, Next::Done);
    assert_eq!((server.visits(), unsent_files(&tablet)), (1, 0));
    assert_eq!(server.county.file_figures().unwrap().missing, 0);
}

#[tokio::test]
async fn a_job_that_is_stopped_in_the_middle_is_begun_again_and_goes_on() {
    let (server, tablet, way) = sealed().await;
    let stop = until(|| way.held() > 0);
    let stopped = run_job(tablet.folder(), Network::Unmetered, LONGEST_JOB, stop).await;
    assert_eq!(stopped, Next::Again);
    assert_eq!((server.visits(), unsent_files(&tablet)), (1, 1));
    way.free();
    assert_eq!(job(&tablet, Network::Unmetered).await, Next::Done);
    assert_eq!((server.visits(), unsent_files(&tablet)), (1, 0));
}

#[tokio::test]
async fn a_job_gives_up_when_its_time_is_over() {
    let (server, tablet, _way) = sealed().await;
    let short = Duration::from_secs(1);
    let over = run_job(tablet.folder(), Network::Unmetered, short, pending()).await;
    assert_eq!(over, Next::Again);
    assert_eq!((server.visits(), unsent_files(&tablet)), (1, 1));
}

#[tokio::test]
async fn of_two_jobs_at_once_one_syncs() {
    let (server, tablet, way) = sealed().await;
    let second = async {
        until(|| way.held() > 0).await;
        assert_eq!(job(&tablet, Network::Unmetered).await, Next::Done);
        assert_eq!(way.held(), 1);
    };
    let first = run_job(tablet.folder(), Network::Unmetered, LONGEST_JOB, second).await;
    assert_eq!(first, Next::Again);
    assert_eq!((server.visits(), unsent_files(&tablet)), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_leaves_the_sync_to_an_app_that_is_open_and_the_app_waits_for_a_job() {
    let (server, tablet, way) = sealed().await;
    let store = Store::open(tablet.folder(), tablet.clock.clone()).unwrap();
    let timing = Timing {
        after_seal: Duration::from_millis(20),
        backoff_most: Duration::from_millis(50),
        ..Timing::default()
    };
    let app = Runner::new(store.into(), timing);
    let job_before = async {
        until(|| way.held() > 0).await;
        tokio::spawn(app.clone().run());
        let mut state = app.state();
        let waits = state.wait_for(|state| state.phase == Phase::Waiting);
        let reason = waits.await.unwrap().reason.clone();
        assert_eq!(reason.as_deref(), Some("sync-busy"));
    };
    run_job(tablet.folder(), Network::Unmetered, LONGEST_JOB, job_before).await;
    // The lock went with the job; the app goes on by itself, and hangs now in its turn.
    until(|| way.held() > 1).await;
    tablet.seal(visit().given()).unwrap();
    assert_eq!(job(&tablet, Network::Unmetered).await, Next::Done);
    assert_eq!(server.visits(), 1);
    way.free();
    app.sealed();
    until(|| unsent_files(&tablet) == 0).await;
    assert_eq!(server.visits(), 2);
}

#[tokio::test]
async fn what_a_job_cannot_do_is_told_apart_from_what_it_can_do_later() {
    let server = running().await;
    let (tablet, _way) = server.tablet_behind_a_way().await;
    tablet.seal(visit().given()).unwrap();
    let author = tablet.author().unwrap();
    server.county.retire(author, "lost").unwrap();
    assert_eq!(job(&tablet, Network::Unknown).await, Next::Person);
    server.stopped().await;
    assert_eq!(job(&tablet, Network::Unknown).await, Next::Again);
    assert_eq!(tablet.status().unwrap().pending, 1);
}

#[tokio::test]
async fn a_tablet_that_has_nobody_to_sync_with_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("data");
    let told = run_job(&missing, Network::Unknown, LONGEST_JOB, pending()).await;
    assert_eq!(told, Next::Done);
    assert!(!missing.exists());
    assert_eq!(job(&tablet(), Network::Unknown).await, Next::Done);
}

#[tokio::test]
async fn a_damaged_tablet_waits_for_its_owner() {
    let damaged = tablet().damaged(|folder| damage_root(&folder.join("kakou.db"), "meta", 0xff));
    let told = run_job(&damaged.folder, Network::Unknown, LONGEST_JOB, pending()).await;
    assert_eq!(told, Next::Person);
    let (tablet, repaired) = damaged.repaired();
    assert!(repaired.is_some());
    assert!(tablet.verify().unwrap().ok);
}
