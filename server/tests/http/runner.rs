//! The tablet's background sync against the real server: photos give way.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use kakou_store::views::VisitFilter;
use kakou_store::{Admission, Store};
use kakou_sync::{Network, Phase, Runner, Timing};
use kakou_test_support::{Folder, seal_with_photos, visit};

use crate::support::{Running, running};

/// Passes everything on to the server; while it holds, pieces of photos get no answer.
struct Way {
    url: String,
    holds: Arc<AtomicBool>,
    held: Arc<AtomicUsize>,
}

impl Way {
    fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let way = Self {
            url: format!("http://{}/", listener.local_addr().unwrap()),
            holds: Arc::new(AtomicBool::new(true)),
            held: Arc::default(),
        };
        let (holds, held) = (way.holds.clone(), way.held.clone());
        std::thread::spawn(move || {
            while let Ok((client, _)) = listener.accept() {
                let (holds, held) = (holds.clone(), held.clone());
                std::thread::spawn(move || pass(client, server, &holds, &held));
            }
        });
        way
    }
}

fn pass(mut client: TcpStream, server: SocketAddr, holds: &AtomicBool, held: &AtomicUsize) {
    let Ok(mut there) = TcpStream::connect(server) else {
        return;
    };
    let (mut back, mut to) = (there.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut back, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
    let mut bytes = [0; 64 << 10];
    while let Ok(count @ 1..) = client.read(&mut bytes) {
        if bytes.starts_with(b"PATCH") && holds.load(Ordering::SeqCst) {
            held.fetch_add(1, Ordering::SeqCst);
            // Until the client goes away.
            while matches!(client.read(&mut bytes), Ok(1..)) {}
            break;
        }
        if there.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = there.shutdown(Shutdown::Both);
}

struct Scene {
    server: Running,
    tablet: Folder,
    way: Way,
    runner: Runner,
}

/// A tablet whose photo is held up on its way.
async fn held_up() -> Scene {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let way = Way::to(server.address);
    let admission = Admission {
        server_url: way.url.clone(),
        token,
        headquarters: server.county.headquarters().unwrap(),
        divisions: vec!["410523".parse().unwrap()],
        name: "督查一组".to_owned(),
    };
    tablet.enrolled(&admission).unwrap();
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
    let held = way.held.clone();
    until(|| held.load(Ordering::SeqCst) > 0).await;
    assert_eq!(runner.state().borrow().phase, Phase::Uploading);
    Scene {
        server,
        tablet,
        way,
        runner,
    }
}

async fn until(holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never came to that");
}

fn visits(server: &Running) -> usize {
    server.projected();
    let page = server.county.visits(&VisitFilter::default(), None, 10);
    page.unwrap().rows.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sealed_while_photos_are_sent_goes_before_them() {
    let scene = held_up().await;
    assert_eq!(visits(&scene.server), 1);
    let held = || scene.way.held.load(Ordering::SeqCst);
    let before = held();
    scene.tablet.seal(visit().given()).unwrap();
    scene.runner.sealed();
    until(|| visits(&scene.server) == 2).await;
    // Nothing is asked between the record and the photo: it hangs again at once, or is about to.
    until(|| held() > before).await;
    assert_eq!(scene.tablet.status().unwrap().files.files, 1);
    // The way is free, and one more seal breaks off what still hangs.
    scene.way.holds.store(false, Ordering::SeqCst);
    scene.tablet.seal(visit().given()).unwrap();
    scene.runner.sealed();
    until(|| scene.tablet.status().unwrap().files.files == 0).await;
    assert_eq!(visits(&scene.server), 3);
    assert_eq!(scene.server.county.file_figures().unwrap().missing, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_broken_off_when_the_network_begins_to_cost() {
    let scene = held_up().await;
    scene.way.holds.store(false, Ordering::SeqCst);
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
