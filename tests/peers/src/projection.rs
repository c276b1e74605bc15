//! The rows and the search that follow a push on the server, against raw batched inserts of the
//! same rows into the same tables with the same indexes.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_store::Store;

use crate::county::{Server, Visits, copy, enrol, found};
use crate::report::{Figure, Report, middle};
use crate::rows::{PROJECTED, Rows};
use crate::sqlite::DURABLE;
use crate::{RUNS, Result};

const VISITS: usize = 20_000;

pub(crate) async fn measure(folder: &Path, report: &mut Report) -> Result<()> {
    let folder = folder.join("projection");
    std::fs::create_dir_all(&folder)?;
    let county = folder.join("county");
    prepare(&folder, &county).await?;
    let (mut ours, mut raw, mut step) = (Vec::new(), Vec::new(), 0);
    let mut rows = None;
    for run in 0..RUNS {
        let copied = copy(&county, &folder.join(format!("county-{run}")))?;
        let took = project(&copied)?;
        step = took.step;
        ours.push(took.seconds);
        // All runs make the same rows.
        let rows = match &mut rows {
            Some(rows) => rows,
            none => {
                let rows = none.insert(Rows::of(&county, &copied, PROJECTED, step)?);
                rows.are_all(&county, &copied)?;
                rows
            }
        };
        raw.push(rows.insert(&folder.join(format!("raw-{run}.db")))?);
        std::fs::remove_dir_all(&copied)?;
    }
    let (ours, raw) = (middle(ours), middle(raw));
    let visits = VISITS as f64;
    let how = format!("{VISITS} visits of 303 villages; {DURABLE}, {step} visits a transaction");
    report.beside(
        "visits into rows and search",
        visits / ours,
        "visits/s",
        &how,
    );
    report.beside("their rows inserted alone", visits / raw, "visits/s", &how);
    report.beside("until rows and search have them all", ours, "s", &how);
    report.at_least(
        0.7,
        Figure {
            name: "projecting against raw inserts".into(),
            value: raw / ours,
            unit: "of their rate",
            aim: "at least 0.7",
            met: None,
            how,
        },
    );
    Ok(())
}

/// A county that has confirmed a tablet's visits, and has none of them in its rows.
async fn prepare(folder: &Path, county: &Path) -> Result<()> {
    found(county)?;
    let server = Server::start(county)?;
    let store = Store::open(county, Arc::new(SystemClock))?;
    let tablet = enrol(&store, &folder.join("tablet"), server.port).await?;
    drop(server);
    store.project_all()?;
    for visit in Visits::of(&tablet, 5)?.take(VISITS) {
        tablet.seal(visit)?;
    }
    while tablet.status()?.pending > 0 {
        let batch = tablet.next_push()?;
        tablet.apply_receipt(&store.take_push(&batch)?)?;
    }
    Ok(())
}

/// What projecting took.
struct Took {
    seconds: f64,
    /// Entries of one transaction.
    step: usize,
}

fn project(county: &Path) -> Result<Took> {
    let store = Store::open(county, Arc::new(SystemClock))?;
    let begun = Instant::now();
    let left = store.project_pending()?;
    store.project_all()?;
    let seconds = begun.elapsed().as_secs_f64();
    let step = VISITS - usize::try_from(left)?.min(VISITS - 1);
    Ok(Took { seconds, step })
}
