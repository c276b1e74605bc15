//! A way on loopback that counts what goes over it, the same for both sides.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use std::thread;

use crate::Result;

/// Passes everything on to a port of loopback.
pub(crate) struct Wire {
    pub(crate) port: u16,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    to: AtomicU16,
    up: AtomicU64,
    down: AtomicU64,
}

impl Wire {
    pub(crate) fn open() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let counts = Arc::new(Counts::default());
        let shared = counts.clone();
        thread::spawn(move || {
            while let Ok((client, _)) = listener.accept() {
                let counts = shared.clone();
                // A connection that cannot be passed on is seen by who made it.
                thread::spawn(move || drop(pass(client, &counts)));
            }
        });
        Ok(Self { port, counts })
    }

    /// From now on everything goes to this port, and counts from 0.
    pub(crate) fn lead_to(&self, port: u16) {
        self.counts.to.store(port, Ordering::SeqCst);
        self.counts.up.store(0, Ordering::SeqCst);
        self.counts.down.store(0, Ordering::SeqCst);
    }

    /// Bytes to the server and from it.
    pub(crate) fn counted(&self) -> (u64, u64) {
        let (up, down) = (&self.counts.up, &self.counts.down);
        (up.load(Ordering::SeqCst), down.load(Ordering::SeqCst))
    }
}

fn pass(client: TcpStream, counts: &Arc<Counts>) -> std::io::Result<()> {
    let there = TcpStream::connect(("127.0.0.1", counts.to.load(Ordering::SeqCst)))?;
    for stream in [&client, &there] {
        stream.set_nodelay(true)?;
    }
    let (back, home, shared) = (there.try_clone()?, client.try_clone()?, counts.clone());
    thread::spawn(move || carry(back, home, &shared.down));
    carry(client, there, &counts.up);
    Ok(())
}

fn carry(mut from: TcpStream, mut to: TcpStream, count: &AtomicU64) {
    let mut bytes = [0; 64 << 10];
    while let Ok(some @ 1..) = from.read(&mut bytes) {
        count.fetch_add(some as u64, Ordering::SeqCst);
        if to.write_all(&bytes[..some]).is_err() {
            break;
        }
    }
    // The other side may have gone already.
    let _ = to.shutdown(Shutdown::Write);
}
