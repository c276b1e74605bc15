//! A county's database that is damaged is refused, also by the server that has it open, repaired by
//! the command, and serves again.

use std::time::Duration;

use kakou_sync::SyncError;
use kakou_test_support::damage_root;
use serde_json::Value;

use crate::at_work::AtWork;
use crate::support::{Desk, Serving};

/// Without its first page nothing of it can be opened.
fn without_its_first_page(desk: &Desk) -> Vec<u8> {
    let database = desk.county().join("kakou.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[..4096].fill(0);
    std::fs::write(&database, &bytes).unwrap();
    bytes
}

#[test]
fn a_damaged_county_is_refused_and_repaired_and_serves_as_before() {
    let desk = Desk::tangyin();
    let before = desk.run(&["status"]).json();
    let damaged = without_its_first_page(&desk);
    let told = desk.run(&["verify"]).fails("damaged");
    assert!(told.contains("repair"), "it says what to do: {told}");

    let repaired = desk.run(&["repair"]).json();
    assert_eq!(repaired["kept"], before["entries"]);
    assert_eq!(
        (&repaired["missing"], &repaired["successor"]),
        (&0.into(), &false.into())
    );
    let aside = repaired["set_aside"].as_str().unwrap();
    assert!(std::fs::read(aside).unwrap() == damaged, "it was altered");

    desk.run(&["verify"]).good();
    assert_eq!(desk.run(&["status"]).json(), before);
    let again = desk.run(&["repair"]).good();
    assert!(again.contains("nothing was done"), "{again}");
    let serving = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    assert!(serving.url.starts_with("http://127.0.0.1:"));
}

/// What the server says of itself.
async fn ready(server: &Serving) -> (u16, Value) {
    let url = format!("{}/readyz", server.url);
    let answer = reqwest::get(url).await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// The tablet is told to wait, and has everything still.
async fn waits(tablet: &AtWork, server: &Serving, pending: u64) {
    let told = tablet.sync(server).await.unwrap_err();
    assert!(told.passes_by_itself() && told.retry_after().is_some());
    let SyncError::Problem(problem) = told else {
        panic!("{told}");
    };
    assert_eq!(
        (problem.status, problem.code.as_str()),
        (503, "server-damaged"),
        "{problem}"
    );
    assert_eq!(tablet.pending(), pending);
    let (status, said) = ready(server).await;
    assert_eq!((status, &said["code"]), (503, &"not-ready".into()));
}

/// Stops the server, repairs the county, and gives the server that serves it again. So many entries
/// were there, and are there still.
fn repaired(desk: &Desk, server: Serving, entries: u64) -> Serving {
    desk.run(&["repair"]).fails("server-running");
    let (status, log) = server.terminated();
    assert!(status.success());
    assert!(log.contains("the database is damaged") && !log.contains("panicked"));
    let serve = || desk.run(&["serve", "--listen", "127.0.0.1:0"]);
    serve().fails("damaged");
    let repaired = desk.run(&["repair"]).json();
    assert_eq!(
        (&repaired["kept"], &repaired["missing"]),
        (&entries.into(), &0.into())
    );
    serve().listening()
}

/// Everything of the tablet arrives, once.
async fn has_all(desk: &Desk, tablet: &AtWork, server: &Serving, visits: usize) {
    tablet.sync(server).await.unwrap();
    assert_eq!(tablet.pending(), 0);
    assert_eq!(ready(server).await.0, 200);
    let there = desk.run(&["visits"]).json();
    assert_eq!(there.as_array().unwrap().len(), visits);
    assert_eq!(desk.run(&["verify"]).json()["ok"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_meets_damage_in_a_push_confirms_nothing_of_it() {
    let desk = Desk::tangyin();
    let serve = || desk.run(&["serve", "--listen", "127.0.0.1:0"]);
    let server = serve().listening();
    let tablet = AtWork::enrolled(&desk, &server).await;
    tablet.seal(3);
    tablet.sync(&server).await.unwrap();
    assert!(server.terminated().0.success());
    let entries = desk.run(&["status"]).json()["entries"].as_u64().unwrap();

    // Nothing reads this page at the start, and each new entry is noted in it.
    damage_root(&desk.county().join("kakou.db"), "entry_by_fact", 0xa5);
    let server = serve().listening();
    tablet.seal(2);
    waits(&tablet, &server, 2).await;
    waits(&tablet, &server, 2).await;

    let server = repaired(&desk, server, entries);
    has_all(&desk, &tablet, &server, 5).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_pages_are_damaged_while_it_serves_keeps_what_it_confirmed() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let tablet = AtWork::enrolled(&desk, &server).await;
    tablet.sync(&server).await.unwrap();
    let (_, before) = ready(&server).await;
    let before = before["entries"].as_u64().unwrap();

    // A push does not come near this page, the rows that are made of it do.
    damage_root(&desk.county().join("kakou.db"), "visit", 0xa5);
    tablet.seal(3);
    let sealed = tablet.pending();
    // The server may meet the damage before it answers, or after.
    let _ = tablet.sync(&server).await;
    let confirmed = sealed - tablet.pending();
    let met = async {
        while ready(&server).await.0 == 200 {
            tokio::task::yield_now().await;
        }
    };
    let soon = Duration::from_secs(60);
    let in_time = tokio::time::timeout(soon, met).await;
    assert!(in_time.is_ok(), "the server says nothing of its damage");
    tablet.seal(1);
    let pending = tablet.pending();
    waits(&tablet, &server, pending).await;

    let server = repaired(&desk, server, before + confirmed);
    has_all(&desk, &tablet, &server, 4).await;
}
