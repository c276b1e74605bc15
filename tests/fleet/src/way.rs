//! The way between one tablet and the server: a proxy on loopback that spoils requests.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use socket2::SockRef;

use crate::fault::{Fault, Kind};
use crate::http;
use crate::process::Running;
use crate::server::Server;

/// 20 kbit/s, in bytes a second.
const SLOW: f64 = 2_500.0;
/// Half of 600 ms there and back.
const FAR: Duration = Duration::from_millis(300);
/// Nobody waits for longer, whatever happens; no run came near it.
const AT_MOST: Duration = Duration::from_secs(60);

const BAD_GATEWAY: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n\
    content-length: 21\r\nconnection: close\r\n\r\n<h1>Bad Gateway</h1>\r\n";
const PORTAL: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 27\r\n\
    connection: close\r\n\r\n<form>Please log in.</form>";
const PORTAL_ELSEWHERE: &[u8] = b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\n\
    content-length: 0\r\nconnection: close\r\n\r\n";

/// A tablet's way to the server.
pub(crate) struct Way {
    /// What the tablet takes for the server's address.
    pub(crate) url: String,
    shared: Arc<Shared>,
}

struct Shared {
    server: Arc<Server>,
    tablet: Running,
    rng: Mutex<Rng>,
    spoilt: AtomicBool,
    faults: Mutex<Vec<Kind>>,
    requests: AtomicUsize,
}

impl Way {
    /// Opens it; faults come by `rng` once it is [spoilt](Way::spoil). `tablet` is whichever process
    /// of that tablet runs.
    pub(crate) fn open(server: Arc<Server>, tablet: Running, rng: Rng) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            server,
            tablet,
            rng: Mutex::new(rng),
            spoilt: AtomicBool::new(false),
            faults: Mutex::default(),
            requests: AtomicUsize::new(0),
        });
        let way = Self {
            url,
            shared: shared.clone(),
        };
        thread::spawn(move || {
            while let Ok((client, _)) = listener.accept() {
                let shared = shared.clone();
                // What fails on a broken way is what it is broken for.
                thread::spawn(move || drop(shared.pass(client)));
            }
        });
        way
    }

    /// From now on there are faults, or none.
    pub(crate) fn spoil(&self, spoilt: bool) {
        self.shared.spoilt.store(spoilt, Ordering::SeqCst);
    }

    /// Those that came up so far.
    pub(crate) fn faults(&self) -> Vec<Kind> {
        self.shared.faults.lock().unwrap().clone()
    }

    /// Counts them while the tablet is at work.
    pub(crate) fn count(&self) -> impl Fn() -> usize + use<> {
        let shared = self.shared.clone();
        move || shared.faults.lock().unwrap().len()
    }

    /// How many requests came so far.
    pub(crate) fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn fault(&self) -> Option<Fault> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        let spoilt = self.spoilt.load(Ordering::SeqCst);
        let fault = spoilt.then(|| Fault::draw(&mut self.rng.lock().unwrap()))??;
        self.faults.lock().unwrap().push(fault.kind());
        Some(fault)
    }

    fn pass(&self, mut client: TcpStream) -> std::io::Result<()> {
        client.set_read_timeout(Some(AT_MOST))?;
        client.set_nodelay(true)?;
        let request = http::alone(http::request(&mut client)?);
        match self.fault() {
            None => client.write_all(&self.ask(&request)?),
            Some(Fault::Delayed(time)) => {
                thread::sleep(time);
                client.write_all(&self.ask(&request)?)
            }
            Some(Fault::Twice) => {
                let first = self.ask(&request);
                drop(first);
                client.write_all(&self.ask(&request)?)
            }
            Some(Fault::Slow) => self.slowly(&mut client, &request),
            Some(Fault::BadGateway) => client.write_all(BAD_GATEWAY),
            Some(Fault::Portal) => client.write_all(PORTAL),
            Some(Fault::PortalElsewhere) => client.write_all(PORTAL_ELSEWHERE),
            Some(Fault::Refused) => reset(client),
            Some(Fault::Silent) => until_gone(&mut client),
            Some(fault) => self.broken(client, &request, fault),
        }
    }

    /// What ends in the middle.
    fn broken(&self, mut client: TcpStream, request: &[u8], fault: Fault) -> std::io::Result<()> {
        match fault {
            Fault::RequestCut(at) => self.server.connect()?.write_all(part(request, at)),
            Fault::RequestHalfClosed(at) => {
                let mut there = self.server.connect()?;
                there.write_all(part(request, at))?;
                there.shutdown(Shutdown::Write)?;
                client.write_all(&rest(&mut there)?)
            }
            Fault::ServerDiesBefore(at) => {
                self.server.connect()?.write_all(part(request, at))?;
                self.server.kill_and_start();
                reset(client)
            }
            Fault::ServerDiesAfter => {
                let answered = self.ask(request);
                self.server.kill_and_start();
                answered.and(reset(client))
            }
            Fault::AnswerLost => self.ask(request).map(drop),
            Fault::AnswerCut(at) => client.write_all(part(&self.ask(request)?, at)),
            Fault::AnswerReset(at) => {
                client.write_all(part(&self.ask(request)?, at))?;
                reset(client)
            }
            Fault::AnswerHalfClosed(at) => {
                client.write_all(part(&self.ask(request)?, at))?;
                client.shutdown(Shutdown::Write)?;
                until_gone(&mut client)
            }
            Fault::TabletDies(at) => {
                client.write_all(part(&self.ask(request)?, at))?;
                self.tablet.kill();
                Ok(())
            }
            whole => unreachable!("{whole:?} does not end in the middle"),
        }
    }

    /// The server's whole answer.
    fn ask(&self, request: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut there = self.server.connect()?;
        there.write_all(request)?;
        rest(&mut there)
    }

    fn slowly(&self, client: &mut TcpStream, request: &[u8]) -> std::io::Result<()> {
        let takes = |bytes: usize| Duration::from_secs_f64(bytes as f64 / SLOW);
        thread::sleep(FAR + takes(request.len()));
        let answer = self.ask(request)?;
        thread::sleep(FAR);
        for few in answer.chunks(250) {
            thread::sleep(takes(few.len()));
            client.write_all(few)?;
        }
        Ok(())
    }
}

impl Server {
    fn connect(&self) -> std::io::Result<TcpStream> {
        let address: SocketAddr = self.address();
        let there = TcpStream::connect(address)?;
        there.set_read_timeout(Some(AT_MOST))?;
        there.set_nodelay(true)?;
        Ok(there)
    }
}

/// At least one byte less than all.
fn part(bytes: &[u8], share: f64) -> &[u8] {
    &bytes[..(bytes.len() as f64 * share) as usize]
}

fn rest(there: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    there.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Holds the connection without a word until the tablet gives up.
fn until_gone(client: &mut TcpStream) -> std::io::Result<()> {
    let mut some = [0; 1024];
    while client.read(&mut some)? > 0 {}
    Ok(())
}

/// Ends a connection with RST instead of FIN.
fn reset(client: TcpStream) -> std::io::Result<()> {
    SockRef::from(&client).set_linger(Some(Duration::ZERO))
}
