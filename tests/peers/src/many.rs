//! A tablet's folder with very many visits of the county, as the app opens any other: a colleague's,
//! which it takes in by the feed through the same path as real ones, and a few of its own.

mod colleague;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use kakou_domain::SystemClock;
use kakou_store::{FeedPage, Parcel, Store};

use crate::Result;
use crate::county::{Visits, found};
use crate::report::Report;
use crate::sqlite::DURABLE;
use colleague::Colleague;

/// A busy year of a county.
pub(crate) const SOME: usize = 100_000;
/// More than a county ever has.
pub(crate) const MANY: usize = 1_000_000;
/// Visits of one page of the feed, which is one transaction.
const STEP: usize = 2_000;
/// Visits that the tablet itself made and did not send yet.
const OWN: usize = 40;
/// After so long somebody who waits wants to know how far it is.
const PATIENCE: Duration = Duration::from_secs(10);

/// The tablet with `count` visits; made when it is not in `stores` yet.
pub(crate) fn tablet(stores: &Path, count: usize, report: &mut Report) -> Result<PathBuf> {
    let folder = stores.join(format!("visits-{count}"));
    if !folder.exists() {
        // One that was not finished is not taken for one that is.
        let part = stores.join(format!("visits-{count}.part"));
        if part.exists() {
            std::fs::remove_dir_all(&part)?;
        }
        let begun = Instant::now();
        fill(&part, count)?;
        std::fs::rename(&part, &folder)?;
        let how = format!(
            "{count} visits, taken in by the feed with rows and search; {DURABLE}, {STEP} visits a transaction"
        );
        let seconds = begun.elapsed().as_secs_f64();
        report.beside("making a store of many visits", seconds, "s", &how);
    }
    Ok(folder.join("tablet"))
}

fn fill(folder: &Path, count: usize) -> Result<()> {
    let county = folder.join("county");
    std::fs::create_dir_all(folder)?;
    found(&county)?;
    let county = Store::open(&county, Arc::new(SystemClock))?;
    let tablet = Store::open_or_create(&folder.join("tablet"), Arc::new(SystemClock))?;
    let all = county.feed(0, &[county.county()?], None)?;
    if all.more {
        return Err("the county is larger than a page of its feed".into());
    }
    let mut next = take_in(&county, &tablet, all)?;
    let mut colleague = Colleague::of(&county)?;
    let mut visits = Visits::of(&county, 4)?;
    let own: Vec<_> = visits.by_ref().take(OWN).collect();
    let (begun, mut told) = (Instant::now(), Duration::ZERO);
    for from in (OWN..count).step_by(STEP) {
        let step = STEP.min(count - from);
        let part = colleague.state(visits.by_ref().take(step))?;
        next += step as u64;
        let page = FeedPage {
            parts: vec![part],
            next,
            more: false,
        };
        take_in(&county, &tablet, page)?;
        let passed = begun.elapsed();
        if passed >= told + PATIENCE {
            told = passed;
            eprintln!(
                "{} of {count} visits are made after {passed:.0?}",
                from + step
            );
        }
    }
    tablet.set_name("督查一组")?;
    for visit in own {
        tablet.seal(visit)?;
    }
    Ok(())
}

/// Takes a page of the county's feed in, and gives where the next one begins.
fn take_in(county: &Store, tablet: &Store, page: FeedPage) -> Result<u64> {
    let next = page.next;
    let (word, epoch) = (county.headquarters()?, county.epoch()?);
    let divisions = vec![county.county()?];
    tablet.apply_feed(&Parcel::of(page, word, epoch, divisions))?;
    Ok(next)
}
