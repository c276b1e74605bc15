//! The fleet: real tablets and a real server, each a process of its own, with a spoilt way between
//! them. Whatever happens, what was acknowledged is on the server once, byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a fleet that cannot be set up should stop where it is"
)]

mod check;
mod fault;
mod http;
mod insider;
mod ledger;
mod outcome;
mod process;
mod server;
mod tablet;
mod way;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

pub use fault::Kind;
pub use outcome::Outcome;

use insider::Insider;
use process::Running;
use server::Server;
use tablet::Tablet;
use way::Way;

/// The variable that says by how many seconds a tablet's clock is wrong.
pub const CLOCK: &str = "KAKOU_FLEET_CLOCK";
/// The variable that says how many milliseconds a tablet waits for a byte.
pub const STALL: &str = "KAKOU_FLEET_STALL";

/// What a tablet may see: the county, or one of its townships.
const DIVISIONS: [&str; 6] = [
    "410523",
    "410523100",
    "410523101",
    "410523102",
    "410523100",
    "410523104",
];
/// Quiet syncs of each tablet in which everything must have settled: in the first all is pushed, in
/// the second all is pulled, and a restored server may need one more to be given back what it lost.
const ROUNDS: usize = 3;

/// How large a run is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// At least so many requests are spoilt.
    pub faults: usize,
    /// How many tablets there are.
    pub tablets: usize,
    /// What all chance comes from.
    pub seed: u64,
}

/// The programs that take part.
#[derive(Debug, Clone)]
pub struct Programs {
    /// `kakou-server`.
    pub server: PathBuf,
    /// `kakou-fleet-tablet`.
    pub tablet: PathBuf,
}

impl Programs {
    /// Those in this folder.
    ///
    /// # Panics
    /// When one of them is not built.
    pub fn beside(folder: &Path) -> Self {
        let ours = |name: &str| {
            let program = folder.join(name);
            assert!(program.is_file(), "{} is not built", program.display());
            program
        };
        Self {
            server: ours("kakou-server"),
            tablet: ours("kakou-fleet-tablet"),
        }
    }
}

/// Plays a plan, and says what came of it. Everything lies in `folder`.
///
/// # Panics
/// When the fleet cannot be set up, or a program does what no fault explains.
pub fn run(plan: Plan, programs: &Programs, folder: &Path) -> Outcome {
    let begun = Instant::now();
    let server = Arc::new(Server::set_up(&programs.server, &folder.join("county")));
    let mut chance = Rng::with_seed(plan.seed);
    let tablets: Vec<Tablet> = (0..plan.tablets)
        .map(|n| enrol(n, &server, programs, folder, &mut chance))
        .collect();
    let mut insider = Insider::enrol(&server, chance.fork());
    let quota = plan.faults.div_ceil(plan.tablets);
    let done = AtomicBool::new(false);
    let mut tablets = thread::scope(|scope| {
        scope.spawn(|| insider.work(&done));
        let tablets = spoilt(tablets, quota, &server, folder);
        done.store(true, Ordering::SeqCst);
        tablets
    });
    let settled = insider.settles();
    for _ in 0..ROUNDS {
        for tablet in &mut tablets {
            tablet.quiet_sync();
        }
    }
    server.stop();
    let mut outcome = check::outcome(plan, &server, &mut tablets, &insider);
    if !settled {
        outcome.stuck += 1;
        let what = "the server sets aside something else of the insider than it must";
        outcome.wrong.push(what.to_owned());
    }
    outcome.seconds = begun.elapsed().as_secs();
    outcome
}

fn enrol(
    n: usize,
    server: &Arc<Server>,
    programs: &Programs,
    folder: &Path,
    chance: &mut Rng,
) -> Tablet {
    let division = DIVISIONS[n % DIVISIONS.len()];
    let given = server.command(&["enrol-code", "--division", division]);
    let running = Running::default();
    let way = Way::open(server.clone(), running.clone(), chance.fork());
    let program = &programs.tablet;
    let folder = folder.join(format!("tablet-{n}"));
    let (name, rng) = (format!("督查{}组", n + 1), chance.fork());
    let mut tablet = Tablet::new(program, folder, name, division, way, running, rng);
    tablet.enrol(given["code"].as_str().unwrap());
    tablet
}

/// All tablets work at once. In between, the county is backed up, and later goes on from that
/// backup.
fn spoilt(tablets: Vec<Tablet>, quota: usize, server: &Server, folder: &Path) -> Vec<Tablet> {
    let (backup, evidence) = (folder.join("backup.db"), folder.join("backup-evidence"));
    let (file, photos) = (backup.display().to_string(), evidence.display().to_string());
    let counts: Vec<_> = tablets.iter().map(|tablet| tablet.way.count()).collect();
    let all = quota * tablets.len();
    thread::scope(|scope| {
        let working: Vec<_> = tablets
            .into_iter()
            .map(|mut tablet| {
                scope.spawn(move || {
                    tablet.work(quota);
                    tablet
                })
            })
            .collect();
        let reached = |share: usize| {
            while counts.iter().map(|count| count()).sum::<usize>() < share
                && !working.iter().all(|one| one.is_finished())
            {
                thread::sleep(Duration::from_millis(20));
            }
        };
        reached(all / 3);
        server.command(&["backup", "--to", &file, "--evidence", &photos]);
        reached(all * 2 / 3);
        server.restore(&backup, &evidence);
        working.into_iter().map(|one| one.join().unwrap()).collect()
    })
}
