//! Sealing a visit durably, with its rows and its search index, against one raw insert of the same
//! bytes, and against PouchDB putting the same document.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_store::{Pack, Store};

use crate::county::{Visits, copy, found, payloads};
use crate::report::{Figure, Report, middle};
use crate::rows::{JOURNAL, PROJECTED, Rows, Way};
use crate::sqlite::DURABLE;
use crate::{RUNS, Result, child, pouch, sqlite, syncs};

/// Visits of one run.
const VISITS: usize = 300;

pub(crate) fn measure(folder: &Path, installed: &Path, report: &mut Report) -> Result<()> {
    let folder = folder.join("seal");
    std::fs::create_dir_all(&folder)?;
    let tablet = tablet(&folder)?;
    let visits = Visits::of(&tablet, 1)?;
    // So that the cache is warm and the checklist known.
    let mut visits = visits.skip(20);
    for visit in visits.by_ref().take(50) {
        tablet.seal(visit)?;
    }
    let before = copy(&folder.join("tablet"), &folder.join("before"))?;
    let (mut ours, mut raw, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        let given: Vec<_> = visits.by_ref().take(VISITS).collect();
        let begun = Instant::now();
        for visit in given {
            tablet.seal(visit)?;
        }
        ours.push(begun.elapsed().as_secs_f64() / VISITS as f64);
        let payloads = payloads(&tablet)?.split_off(50 + run * VISITS);
        raw.push(inserts(&folder.join(format!("raw-{run}.db")), &payloads)?);
        theirs.push(puts(&folder, run, installed, &payloads)?);
    }
    let (ours, raw, theirs) = (middle(ours), middle(raw), middle(theirs));
    drop(tablet);
    let rows = alone(&folder, &before, PROJECTED)?;
    let all = alone(&folder, &before, &[&[JOURNAL], PROJECTED].concat())?;
    let syncs = Syncs::count(&folder, installed)?;
    let wal = |syncs| format!("{DURABLE}, one transaction a visit: {syncs}");
    report.beside("a visit sealed", ours * 1e3, "ms", &wal(syncs.sealed));
    report.beside(
        "its bytes inserted alone",
        raw * 1e3,
        "ms",
        &wal(syncs.inserted),
    );
    report.beside(
        "its rows and search inserted alone",
        rows * 1e3,
        "ms",
        &format!("no journal and no signature; {DURABLE}, one transaction a visit"),
    );
    report.beside(
        "the same with its row of the journal",
        all * 1e3,
        "ms",
        &format!("nothing signed, read or judged; {DURABLE}, one transaction a visit"),
    );
    let websql = format!(
        "node-websql: rollback journal, synchronous=FULL, one transaction a document: {}",
        syncs.put
    );
    report.beside(
        "the same document put by PouchDB",
        theirs * 1e3,
        "ms",
        &websql,
    );
    report.at_most(
        2.0,
        Figure {
            name: "sealing against one raw insert".into(),
            value: ours / raw,
            unit: "times its time",
            aim: "at most 2, where fdatasync takes 0.2 ms or more",
            met: None,
            how: format!("{VISITS} visits a run, a transaction each; {DURABLE}"),
        },
    );
    report.at_least(
        3.0,
        Figure {
            name: "sealing against PouchDB".into(),
            value: theirs / ours,
            unit: "times its rate",
            aim: "at least 3",
            met: None,
            how: format!(
                "{VISITS} visits a run, a transaction each; synchronous=FULL on both sides"
            ),
        },
    );
    Ok(())
}

/// How many times each side's write waits for the disk, in words.
struct Syncs {
    sealed: String,
    inserted: String,
    put: String,
}

impl Syncs {
    fn count(folder: &Path, installed: &Path) -> Result<Self> {
        let tablet = folder.join("tablet").display().to_string();
        let path = |name: String| folder.join(name).display().to_string();
        let payloads = payloads(&Store::open(tablet.as_ref(), Arc::new(SystemClock))?)?;
        Ok(Self {
            sealed: syncs::each(folder, |count| {
                child::command(&["seal", &tablet, &count.to_string()])
            })?,
            inserted: syncs::each(folder, |count| {
                let file = path(format!("counted-{count}.db"));
                child::command(&["insert", &file, &count.to_string()])
            })?,
            put: syncs::each(folder, |count| {
                let there = path(format!("counted-{count}"));
                std::fs::create_dir_all(&there)?;
                let file = path(format!("counted-{count}.documents"));
                pouch::documents(&payloads[..count], file.as_ref())?;
                Ok(pouch::command(installed, &["put", &file, &there]))
            })?,
        })
    }
}

/// Seals, and nothing else.
pub(crate) fn only_seal(tablet: &Path, count: usize) -> Result<()> {
    let tablet = Store::open(tablet, Arc::new(SystemClock))?;
    for visit in Visits::of(&tablet, 6)?.take(count) {
        tablet.seal(visit)?;
    }
    Ok(())
}

/// Inserts as many bytes as a visit has, and does nothing else.
pub(crate) fn only_insert(file: &Path, count: usize) -> Result<()> {
    inserts(file, &vec![vec![7; 1_720]; count])?;
    Ok(())
}

/// A tablet that has the county's pack.
fn tablet(folder: &Path) -> Result<Store> {
    let county = folder.join("county");
    found(&county)?;
    let county = Store::open(&county, Arc::new(SystemClock))?;
    let tablet = Store::open_or_create(&folder.join("tablet"), Arc::new(SystemClock))?;
    let pack = Pack::read(&county.pack(vec![county.county()?])?)?;
    tablet.load_pack(&pack, Some(&pack.fingerprint()))?;
    tablet.set_name("督查一组")?;
    Ok(tablet)
}

/// Seconds a visit that SQLite takes by itself for the rows of these tables that sealing made. The
/// rest of a seal is what else it asks and writes, the signature and what is computed.
fn alone(folder: &Path, before: &Path, tables: &[Way]) -> Result<f64> {
    let rows = Rows::of(before, &folder.join("tablet"), tables, 1)?;
    let file = |run| folder.join(format!("rows-{}-{run}.db", tables.len()));
    let insert = |run| rows.insert(&file(run));
    let took = (0..RUNS).map(insert).collect::<Result<_>>()?;
    Ok(middle(took) / (RUNS * VISITS) as f64)
}

/// Seconds an insert.
fn inserts(file: &Path, payloads: &[Vec<u8>]) -> Result<f64> {
    let db = sqlite::open(file)?;
    db.execute_batch("CREATE TABLE raw (n INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT")?;
    let mut insert = db.prepare("INSERT INTO raw (payload) VALUES (?1)")?;
    let begun = Instant::now();
    for payload in payloads {
        insert.execute([payload])?;
    }
    Ok(begun.elapsed().as_secs_f64() / payloads.len() as f64)
}

/// Seconds a put.
fn puts(folder: &Path, run: usize, installed: &Path, payloads: &[Vec<u8>]) -> Result<f64> {
    let theirs = folder.join(format!("pouch-{run}"));
    std::fs::create_dir_all(&theirs)?;
    let file = theirs.join("documents");
    pouch::documents(payloads, &file)?;
    let words = [
        "put",
        &file.display().to_string(),
        &theirs.display().to_string(),
    ];
    let mut put = pouch::Pouch::start(installed, &words)?;
    Ok(pouch::seconds(&put.said()?, payloads.len())? / payloads.len() as f64)
}
