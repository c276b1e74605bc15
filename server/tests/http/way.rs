//! A tablet's way to its server, on which photos can be held up.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use kakou_store::Admission;
use kakou_store::views::VisitFilter;
use kakou_test_support::Folder;

use crate::support::Running;

/// Passes everything on to the server; while it holds, pieces of photos get no answer.
pub(crate) struct Way {
    url: String,
    holds: Arc<AtomicBool>,
    held: Arc<AtomicUsize>,
}

impl Way {
    pub(crate) fn to(server: SocketAddr) -> Self {
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

    /// How many pieces of photos were held up so far.
    pub(crate) fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
    }

    /// From now on everything passes.
    pub(crate) fn free(&self) {
        self.holds.store(false, Ordering::SeqCst);
    }
}

impl Running {
    /// A tablet of the county that reaches its server over such a way.
    pub(crate) async fn tablet_behind_a_way(&self) -> (Folder, Way) {
        let (tablet, token) = self.tablet("410523").await;
        let way = Way::to(self.address);
        let admission = Admission {
            server_url: way.url.clone(),
            token,
            headquarters: self.county.headquarters().unwrap(),
            divisions: vec!["410523".parse().unwrap()],
            name: "督查一组".to_owned(),
        };
        tablet.enrolled(&admission).unwrap();
        (tablet, way)
    }

    /// How many visits the county has.
    pub(crate) fn visits(&self) -> usize {
        self.projected();
        let page = self.county.visits(&VisitFilter::default(), None, 10);
        page.unwrap().rows.len()
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

/// Waits for something.
pub(crate) async fn until(holds: impl Fn() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never came to that");
}
