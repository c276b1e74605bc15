//! 64 tablets that push 1,000 visits each at once: how fast the server confirms them, and how much
//! memory it takes.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::{AuthorId, SystemClock};
use kakou_journal::{Dictionary, batch};
use kakou_store::Store;
use kakou_sync::protocol::Protocol;
use kakou_sync::{Http, PlainHttp, Timing, server_address};

use crate::county::{Server, Visits, copy, enrol, found};
use crate::report::{Figure, Report, middle};
use crate::sqlite::DURABLE;
use crate::{RUNS, Result, syncs};

const TABLETS: usize = 64;
const VISITS: usize = 1_000;

/// What one tablet has to say.
struct Pushes {
    author: AuthorId,
    token: String,
    batch: Vec<u8>,
}

pub(crate) async fn measure(folder: &Path, report: &mut Report) -> Result<()> {
    let folder = folder.join("ingest");
    std::fs::create_dir_all(&folder)?;
    let pushes = Arc::new(prepare(&folder).await?);
    let (mut rates, mut peaks, mut lags) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        let county = copy(
            &folder.join("county"),
            &folder.join(format!("county-{run}")),
        )?;
        let server = Server::start(&county)?;
        let seconds = push_all(&pushes, server.port).await?;
        rates.push((TABLETS * VISITS) as f64 / seconds);
        lags.push(projected(&county, Instant::now()).await?);
        peaks.push(server.peak() as f64 / f64::from(1 << 20));
    }
    let syncs = count_syncs(&folder, &pushes).await?;
    let how = format!(
        "{TABLETS} tablets, {VISITS} visits each, a batch each; {DURABLE}, a transaction a batch: {syncs}"
    );
    report.at_least(
        20_000.0,
        Figure {
            name: "taken in by the server".into(),
            value: middle(rates),
            unit: "visits/s to the receipt",
            aim: "at least 20000",
            met: None,
            how: how.clone(),
        },
    );
    report.at_most(
        96.0,
        Figure {
            name: "the server's memory at most".into(),
            value: middle(peaks),
            unit: "MiB",
            aim: "at most 96",
            met: None,
            how: format!("until its rows and search were up to date; {DURABLE}"),
        },
    );
    report.beside(
        "until rows and search have followed",
        middle(lags),
        "s",
        &how,
    );
    Ok(())
}

/// Tablets that are enrolled, and what they have to say.
async fn prepare(folder: &Path) -> Result<Vec<Pushes>> {
    let county = folder.join("county");
    found(&county)?;
    let server = Server::start(&county)?;
    let store = Store::open(&county, Arc::new(SystemClock))?;
    let mut pushes = Vec::new();
    for n in 0..TABLETS {
        let tablet = enrol(&store, &folder.join(format!("tablet-{n}")), server.port).await?;
        for visit in Visits::of(&tablet, n as u64)?.take(VISITS) {
            tablet.seal(visit)?;
        }
        let account = tablet.account()?.ok_or("not enrolled")?;
        pushes.push(Pushes {
            author: tablet.author()?,
            token: account.token,
            batch: batch::encode(&tablet.next_push()?, Dictionary::newest())?,
        });
    }
    Ok(pushes)
}

/// How many times the server waits for the disk, in words: once more, and not by the clock.
async fn count_syncs(folder: &Path, pushes: &Arc<Vec<Pushes>>) -> Result<String> {
    if !syncs::countable() {
        return Ok(syncs::not_counted());
    }
    let (log, county) = (folder.join("syncs"), folder.join("county-counted"));
    let county = copy(&folder.join("county"), &county)?;
    let server = Server::traced(&county, &log)?;
    let before = syncs::logged(&log)?;
    push_all(pushes, server.port).await?;
    let received = syncs::logged(&log)? - before;
    projected(&county, Instant::now()).await?;
    let all = syncs::logged(&log)? - before;
    Ok(format!(
        "{received} syncs up to the last receipt, {all} until rows and search had followed, counted by strace"
    ))
}

async fn push_all(pushes: &Arc<Vec<Pushes>>, port: u16) -> Result<f64> {
    let base = server_address(&format!("http://127.0.0.1:{port}/"), PlainHttp::Loopback)?;
    // Each tablet reads the authorities that its system trusts when it starts, not when it pushes.
    let client = |_| Http::new(base.clone(), Timing::default().stall, Arc::new(|_, _| ()));
    let clients = (0..TABLETS)
        .map(client)
        .collect::<std::result::Result<Vec<_>, _>>()?;
    let begun = Instant::now();
    let sent: Vec<_> = clients
        .into_iter()
        .enumerate()
        .map(|(n, http)| {
            let pushes = pushes.clone();
            tokio::spawn(async move {
                let one = &pushes[n];
                http.push(&one.token, one.author, one.batch.clone()).await
            })
        })
        .collect();
    for one in sent {
        let pushed = one.await??;
        if pushed.receipt.seq.0 < VISITS as u64 {
            return Err("not everything was confirmed".into());
        }
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// Seconds until the server's rows have everything.
async fn projected(county: &Path, begun: Instant) -> Result<f64> {
    let db = rusqlite::Connection::open(county.join("kakou.db"))?;
    let count = || db.query_row("SELECT count(*) FROM visit", [], |row| row.get::<_, i64>(0));
    while count()? < (TABLETS * VISITS) as i64 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(begun.elapsed().as_secs_f64())
}
