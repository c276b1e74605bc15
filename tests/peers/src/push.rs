//! Pushing 10,000 visits to the receipt, against PouchDB replicating the same documents.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_journal::{Batch, Dictionary, Item, batch};
use kakou_store::Store;

use crate::county::{Server, Visits, copy, enrol, found, payloads, sync};
use crate::pouch::Pouch;
use crate::report::{Figure, Report, middle};
use crate::sqlite::DURABLE;
use crate::wire::Wire;
use crate::{RUNS, Result, pouch};

const VISITS: usize = 10_000;
/// Documents of one request, as PouchDB does best here.
const THEIR_BATCH: &str = "1000";

pub(crate) async fn measure(folder: &Path, installed: &Path, report: &mut Report) -> Result<()> {
    let folder = folder.join("push");
    std::fs::create_dir_all(&folder)?;
    let wire = Wire::open()?;
    let payloads = prepare(&folder, &wire).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut our_bytes, mut their_bytes, mut alone) = (0, 0, (0, 0));
    let file = folder.join("documents");
    pouch::documents(&payloads, &file)?;
    for run in 0..RUNS {
        let (seconds, up, single) = push(&folder, run, &wire).await?;
        ours.push(VISITS as f64 / seconds);
        (our_bytes, alone) = (up, single);
        let (seconds, up) = replicate(&folder, run, installed, &file, &wire)?;
        theirs.push(VISITS as f64 / seconds);
        their_bytes = up;
    }
    let (ours, theirs) = (middle(ours), middle(theirs));
    let our_how = format!("batches of 1000, one after another; {DURABLE}, one transaction a batch");
    report.beside("pushing to the receipt", ours, "visits/s", &our_how);
    let how = format!(
        "batches of {THEIR_BATCH}, from memory to express-pouchdb over node-websql: rollback journal, synchronous=FULL"
    );
    report.beside("PouchDB replicating the same", theirs, "documents/s", &how);
    report.at_least(
        10.0,
        Figure {
            how: format!("{VISITS} visits; {our_how}"),
            ..figure(
                "pushing against PouchDB",
                ours / theirs,
                "times its rate",
                "at least 10",
            )
        },
    );
    let share = our_bytes as f64 / their_bytes as f64;
    report.at_most(
        0.125,
        Figure {
            how: format!(
                "{our_bytes} against {their_bytes} bytes to the server, with HTTP, without TLS"
            ),
            ..figure(
                "bytes against PouchDB",
                share,
                "of its bytes",
                "at most an eighth",
            )
        },
    );
    floor(&folder, &payloads, report)?;
    let (up, down) = alone;
    report.at_most(
        1_500.0,
        Figure {
            how: format!("{up} to the server and {down} back, the feed's question among them"),
            ..figure(
                "one new visit over HTTP",
                (up + down) as f64,
                "bytes both ways",
                "at most 1500",
            )
        },
    );
    Ok(())
}

fn figure(name: &'static str, value: f64, unit: &'static str, aim: &'static str) -> Figure {
    let how = format!("{VISITS} visits of the county's 303 villages");
    Figure {
        name: name.into(),
        value,
        unit,
        aim,
        met: None,
        how,
    }
}

/// A county, and a tablet with visits that the county has not seen.
async fn prepare(folder: &Path, wire: &Wire) -> Result<Vec<Vec<u8>>> {
    let county = folder.join("county");
    found(&county)?;
    let server = Server::start(&county)?;
    wire.lead_to(server.port);
    let store = Store::open(&county, Arc::new(SystemClock))?;
    let tablet = enrol(&store, &folder.join("tablet"), wire.port).await?;
    for visit in Visits::of(&tablet, 2)?.take(VISITS) {
        tablet.seal(visit)?;
    }
    payloads(&tablet)
}

/// Seconds for all, their bytes to the server, and the bytes of one more visit both ways.
async fn push(folder: &Path, run: usize, wire: &Wire) -> Result<(f64, u64, (u64, u64))> {
    let county = copy(
        &folder.join("county"),
        &folder.join(format!("county-{run}")),
    )?;
    let tablet = copy(
        &folder.join("tablet"),
        &folder.join(format!("tablet-{run}")),
    )?;
    let server = Server::start(&county)?;
    wire.lead_to(server.port);
    let tablet = Arc::new(Store::open(&tablet, Arc::new(SystemClock))?);
    let begun = Instant::now();
    sync(&tablet).await?;
    let seconds = begun.elapsed().as_secs_f64();
    if tablet.status()?.pending > 0 {
        return Err("not everything was pushed".into());
    }
    let (up, _) = wire.counted();
    let visit = Visits::of(&tablet, 3)?.next().ok_or("no visit")?;
    tablet.seal(visit)?;
    wire.lead_to(server.port);
    sync(&tablet).await?;
    Ok((seconds, up, wire.counted()))
}

fn replicate(
    folder: &Path,
    run: usize,
    installed: &Path,
    file: &Path,
    wire: &Wire,
) -> Result<(f64, u64)> {
    let theirs = folder.join(format!("pouch-{run}"));
    std::fs::create_dir_all(&theirs)?;
    let mut server = Pouch::start(
        installed,
        &["serve", &theirs.display().to_string(), "websql"],
    )?;
    let port = server.said()?["port"].as_u64().ok_or("no port")?;
    wire.lead_to(u16::try_from(port)?);
    let url = format!("http://127.0.0.1:{}/visits", wire.port);
    let words = ["replicate", &file.display().to_string(), &url, THEIR_BATCH];
    let mut client = Pouch::start(installed, &words)?;
    client.said()?;
    let seconds = pouch::seconds(&client.said()?, VISITS)?;
    Ok((seconds, wire.counted().0))
}

/// Bodies of batches of 1,000 against all payloads in one zstd stream, and the body of one visit.
fn floor(folder: &Path, payloads: &[Vec<u8>], report: &mut Report) -> Result<()> {
    let tablet = Store::open(&folder.join("tablet"), Arc::new(SystemClock))?;
    let head = tablet.next_push()?.head;
    let body = |payloads: &[Vec<u8>]| {
        let batch = Batch {
            from: kakou_domain::Seq(1),
            items: payloads.iter().cloned().map(Item::Payload).collect(),
            head,
        };
        batch::encode(&batch, Dictionary::newest()).map(|bytes| bytes.len())
    };
    let mut bodies = 0;
    for part in payloads.chunks(1_000) {
        bodies += body(part)?;
    }
    let floor = zstd::bulk::compress(&payloads.concat(), 19)?.len();
    let all = payloads.len() as f64;
    report.beside(
        "a payload",
        payloads.concat().len() as f64 / all,
        "bytes",
        "as it is kept",
    );
    report.beside(
        "the floor",
        floor as f64 / all,
        "bytes a visit",
        "all payloads in one zstd -19",
    );
    report.at_most(
        1.3,
        Figure {
            how: format!("{:.1} bytes a visit, batches of 1000", bodies as f64 / all),
            ..figure(
                "bodies against the floor",
                bodies as f64 / floor as f64,
                "times its size",
                "at most 1.3",
            )
        },
    );
    let one = middle(
        payloads
            .iter()
            .take(101)
            .map(|one| body(std::slice::from_ref(one)).map(|size| size as f64))
            .collect::<std::result::Result<_, _>>()?,
    );
    report.at_most(
        400.0,
        figure("the body of one new visit", one, "bytes", "at most 400"),
    );
    Ok(())
}
