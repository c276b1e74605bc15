//! Review over 100,000 and 1,000,000 visits: how long the first page takes, filter by filter and
//! search by search, and how much longer with ten times as many.
//!
//! Making the visits takes longest: a quarter of an hour for the million on two cores that had other
//! work too. `--stores` keeps them for the next time.

mod filters;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_store::Store;
use kakou_store::views::VisitFilter;

use crate::report::{Figure, Report, middle};
use crate::{RUNS, Result, many};

/// A page, as the app asks for it.
const ROWS: usize = 50;
/// Calls of which the slowest two are left out.
const CALLS: usize = 200;
/// How far down somebody scrolls at most: 50,000 visits.
const PAGES: usize = 1_000;
/// A page that takes longer is felt while scrolling and typing: a picture of the screen.
const FELT_MS: f64 = 16.0;

/// What a filter's first page took.
struct Timed {
    name: &'static str,
    middle: f64,
    late: f64,
}

pub(crate) fn measure(stores: &Path, report: &mut Report) -> Result<()> {
    let some = over(stores, many::SOME, report)?;
    let more = over(stores, many::MANY, report)?;
    growth(&some, &more, report)
}

fn over(stores: &Path, count: usize, report: &mut Report) -> Result<Vec<Timed>> {
    let tablet = many::tablet(stores, count, report)?;
    let store = Store::open(&tablet, Arc::new(SystemClock))?;
    let mut all = Vec::new();
    for (name, filter) in filters::filters(&store)? {
        let found = store.visits(&filter, None, ROWS)?.rows.len();
        let times = times(CALLS, || {
            store.visits(&filter, None, ROWS)?;
            Ok(())
        })?;
        let timed = Timed {
            name,
            late: times[(CALLS * 99).div_ceil(100) - 1],
            middle: times[CALLS / 2],
        };
        report.at_most(
            FELT_MS,
            Figure {
                name: name.into(),
                value: timed.late,
                unit: "ms, 99 of 100 calls",
                aim: "at most 16",
                met: None,
                how: format!(
                    "{count} visits; {found} rows of {ROWS}; {:.2} ms in the middle of {CALLS} calls; a reader of a WAL database, a transaction a page, warm",
                    timed.middle
                ),
            },
        );
        all.push(timed);
    }
    slowest_count(&store, count, report)?;
    far_down(&store, count, report)?;
    Ok(all)
}

/// Milliseconds of each call, the fastest first.
fn times(calls: usize, call: impl Fn() -> Result<()>) -> Result<Vec<f64>> {
    let mut times = Vec::with_capacity(calls);
    for _ in 0..calls {
        let begun = Instant::now();
        call()?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// How many there are stands above each list; it comes after the page.
fn slowest_count(store: &Store, count: usize, report: &mut Report) -> Result<()> {
    let (mut slowest, mut of) = (0.0, "");
    for (name, filter) in filters::filters(store)? {
        store.visit_count(&filter)?;
        let took = middle(times(RUNS, || {
            store.visit_count(&filter)?;
            Ok(())
        })?);
        if took > slowest {
            (slowest, of) = (took, name);
        }
    }
    let how = format!("{count} visits; for «{of}»; counted up to 10,000; warm");
    report.beside("the slowest count of hits", slowest, "ms", &how);
    Ok(())
}

/// Page after page, as somebody does who holds the scroll bar down.
fn far_down(store: &Store, count: usize, report: &mut Report) -> Result<()> {
    let (mut after, mut slowest, mut pages) = (None, 0.0_f64, 0);
    loop {
        let begun = Instant::now();
        let page = store.visits(&VisitFilter::default(), after.as_deref(), ROWS)?;
        slowest = slowest.max(begun.elapsed().as_secs_f64() * 1e3);
        pages += 1;
        after = page.next;
        if after.is_none() || pages == PAGES {
            break;
        }
    }
    let how = format!("{count} visits; {pages} pages of {ROWS} rows, one after another, once");
    report.beside("the slowest page far down", slowest, "ms", &how);
    Ok(())
}

/// How many times as long a page takes over ten times as many visits.
fn growth(some: &[Timed], more: &[Timed], report: &mut Report) -> Result<()> {
    let pairs = some.iter().zip(more);
    let ratios: Vec<(f64, &str)> = pairs
        .map(|(some, more)| (more.middle / some.middle, more.name))
        .collect();
    let worst = ratios.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let (worst, name) = worst.ok_or("no filters")?;
    let usual = middle(ratios.iter().map(|(ratio, _)| *ratio).collect());
    let how = format!(
        "from {} to {} visits, the middle of {CALLS} calls each",
        many::SOME,
        many::MANY
    );
    report.beside(
        "growth of a first page",
        usual,
        "times, in the middle",
        &how,
    );
    report.beside(
        "growth of a first page at most",
        *worst,
        "times",
        &format!("{how}; «{name}»"),
    );
    Ok(())
}
