//! The background runner: says why it waits and until when, and what wakes it.

use std::sync::Arc;
use std::time::Duration;

use kakou_domain::Clock;
use kakou_store::{Admission, Store};
use kakou_sync::{Phase, Runner, SyncState, Timing};
use kakou_test_support::{TestClock, county, damage_root, tablet_of};
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, timeout};

use crate::fake::{Answer, Fake, answer, problem, spoken};

/// A tablet that believes to be enrolled with the server at this address.
fn enrolled(url: &str) -> (tempfile::TempDir, Arc<Store>) {
    let county = county();
    let tablet = tablet_of(&county);
    tablet
        .enrolled(&Admission {
            server_url: url.to_owned(),
            token: "token".to_owned(),
            headquarters: county.headquarters().unwrap(),
            divisions: vec!["410523".parse().unwrap()],
            name: "督查一组".to_owned(),
        })
        .unwrap();
    let (folder, clock) = (tablet.folder().to_owned(), tablet.clock.clone());
    let store = Store::open(&folder, clock).unwrap();
    (tablet.dir, Arc::new(store))
}

/// Quick, but for what is asked of it.
fn quick() -> Timing {
    Timing {
        stall: Duration::from_millis(300),
        after_seal: Duration::from_millis(20),
        backoff_first: Duration::from_millis(20),
        backoff_most: Duration::from_millis(40),
        ..Timing::default()
    }
}

async fn waiting(state: &mut Receiver<SyncState>) -> SyncState {
    let told = state.wait_for(|state| state.phase == Phase::Waiting);
    let told = timeout(Duration::from_secs(20), told).await.unwrap();
    let told = told.unwrap().clone();
    state.mark_unchanged();
    told
}

/// Before any enrolment nothing is tried by itself; being asked, and a seal, try again. No socket
/// is opened, so time can be skipped.
#[tokio::test(start_paused = true)]
async fn what_a_person_has_to_put_right_waits_for_the_person() {
    let tablet = tablet_of(&county());
    let store = Store::open(tablet.folder(), tablet.clock.clone()).unwrap();
    let runner = Runner::new(Arc::new(store), Timing::default());
    let mut state = runner.state();
    let task = tokio::spawn(runner.clone().run());
    let told = waiting(&mut state).await;
    assert_eq!(told.reason.as_deref(), Some("not-enrolled"));
    assert_eq!(told.next_try_at, None);
    let a_day = Duration::from_secs(86_400);
    timeout(a_day, state.changed()).await.unwrap_err();

    let begun = Instant::now();
    runner.sync_now();
    state.changed().await.unwrap();
    assert_eq!(begun.elapsed(), Duration::ZERO, "at once");

    runner.sealed();
    runner.sealed();
    state.changed().await.unwrap();
    assert!(
        begun.elapsed() >= Duration::from_secs(2),
        "seals go together"
    );
    timeout(a_day, state.changed()).await.unwrap_err();
    task.abort();
}

/// It reads the whole database, and is due at the first start of each day. No socket is opened, so
/// time can be skipped.
#[tokio::test(start_paused = true)]
async fn damage_is_looked_for_when_the_start_is_over() {
    let tablet = tablet_of(&county()).damaged(|folder| {
        // No start asks this index for anything.
        damage_root(&folder.join("kakou.db"), "entry_by_fact", 0xa5);
    });
    let clock = TestClock::new();
    let store = Arc::new(Store::open(&tablet.folder, clock).unwrap());
    let runner = Runner::new(store.clone(), Timing::default());
    let mut state = runner.state();
    let task = tokio::spawn(runner.run());
    waiting(&mut state).await;
    tokio::time::sleep(Duration::from_secs(59)).await;
    store.check_mark().unwrap();
    let found = async {
        while store.check_mark().is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    timeout(Duration::from_secs(60), found).await.unwrap();
    assert_eq!(store.check_mark().unwrap_err().code(), "damaged");
    task.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_passes_by_itself_is_tried_again_by_itself() {
    let fake = Fake::answering(vec![answer("200 OK", &[], b"<html>log in</html>")]);
    let (_dir, store) = enrolled(&fake.url);
    let runner = Runner::new(store.clone(), quick());
    let mut state = runner.state();
    let task = tokio::spawn(runner.run());
    let told = waiting(&mut state).await;
    assert_eq!(told.reason.as_deref(), Some("captive-portal"));
    let next = told.next_try_at.unwrap();
    assert!(chrono::DateTime::parse_from_rfc3339(&next).unwrap() <= store.clock().now());
    for _ in 0..4 {
        fake.next_asked();
    }
    task.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_server_that_does_not_admit_the_tablet_is_left_alone() {
    for (status, code) in [(401, "unauthorized"), (403, "retired")] {
        let time = TestClock::new().now();
        let no = spoken(&format!("{status} No"), time, &problem(status, code));
        let fake = Fake::answering(vec![no]);
        let (_dir, store) = enrolled(&fake.url);
        let runner = Runner::new(store, quick());
        let mut state = runner.state();
        let task = tokio::spawn(runner.clone().run());
        let told = waiting(&mut state).await;
        assert_eq!(told.reason.as_deref(), Some(code));
        assert_eq!(told.next_try_at, None);
        fake.next_asked();
        let quiet = timeout(Duration::from_millis(300), state.changed()).await;
        assert!(quiet.is_err(), "it does not ask again by itself");
        runner.sync_now();
        state.changed().await.unwrap();
        assert_eq!(waiting(&mut state).await.reason.as_deref(), Some(code));
        fake.next_asked();
        task.abort();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_server_that_asks_to_wait_is_not_asked_before() {
    let headers = [("kakou-protocol", "1"), ("retry-after", "3600")];
    let body = problem(503, "busy").to_string();
    let fake = Fake::answering(vec![answer("503 Busy", &headers, body.as_bytes())]);
    let (_dir, store) = enrolled(&fake.url);
    let runner = Runner::new(store.clone(), quick());
    let mut state = runner.state();
    let task = tokio::spawn(runner.clone().run());
    let told = waiting(&mut state).await;
    assert_eq!(told.reason.as_deref(), Some("busy"));
    let next = chrono::DateTime::parse_from_rfc3339(&told.next_try_at.unwrap()).unwrap();
    let wait = next - store.clock().now();
    assert!((3_590..=3_600).contains(&wait.num_seconds()), "{wait}");
    fake.next_asked();
    // A seal does not change that; a person does.
    runner.sealed();
    let quiet = timeout(Duration::from_millis(300), state.changed()).await;
    assert!(quiet.is_err(), "it keeps away");
    runner.sync_now();
    fake.next_asked();
    task.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_server_that_asks_to_wait_for_ever_is_asked_again_after_a_day() {
    let longest = u64::MAX.to_string();
    let headers = [("kakou-protocol", "1"), ("retry-after", longest.as_str())];
    let fake = Fake::answering(vec![answer("503 Busy", &headers, b"")]);
    let (_dir, store) = enrolled(&fake.url);
    let runner = Runner::new(store.clone(), quick());
    let mut state = runner.state();
    let task = tokio::spawn(runner.run());
    let next = waiting(&mut state).await.next_try_at.unwrap();
    let wait = chrono::DateTime::parse_from_rfc3339(&next).unwrap() - store.clock().now();
    assert_eq!(wait.num_hours(), 23);
    task.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_stalled_server_holds_nothing_up_for_longer_than_the_stall_time() {
    let fake = Fake::answering(vec![Answer::Silence]);
    let (_dir, store) = enrolled(&fake.url);
    let runner = Runner::new(store, quick());
    let mut state = runner.state();
    let task = tokio::spawn(runner.run());
    let told = waiting(&mut state).await;
    assert_eq!(told.reason.as_deref(), Some("stalled"));
    fake.next_asked();
    fake.next_asked();
    task.abort();
}

/// A server that is older than the newest dictionary is sent the batch once more, without one.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_batch_is_sent_again_without_a_dictionary() {
    let time = TestClock::new().now();
    let no = spoken("400 No", time, &problem(400, "unknown-dictionary"));
    let fake = Fake::answering(vec![no, Answer::Silence]);
    let (_dir, store) = enrolled(&fake.url);
    let runner = Runner::new(store, quick());
    let task = tokio::spawn(runner.run());
    let dictionary = |body: &[u8]| u32::from_be_bytes(body[4..8].try_into().unwrap());
    let (first, second) = (fake.next_asked(), fake.next_asked());
    assert!(first.head.starts_with("POST /v1/journals/"));
    assert_ne!(dictionary(&first.body), 0);
    assert_eq!(dictionary(&second.body), 0);
    task.abort();
}
