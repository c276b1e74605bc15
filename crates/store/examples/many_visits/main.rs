//! Fills a tablet's folder with an invented county and a year of visits, through the same path as
//! real ones, and says how long the list of records takes to answer:
//!
//! ```text
//! cargo run --release -p kakou-store --example many_visits -- FOLDER [VISITS]
//! ```
//!
//! A folder that is filled already is only measured. The app opens it as any other.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a tool for developers, which stops where it fails"
)]

mod county;
mod measure;
mod random;
mod visits;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kakou_domain::SystemClock;
use kakou_domain::supervision::Role;
use kakou_store::{Parcel, Store};

use visits::Visits;

const USUAL: u32 = 100_000;
const MOST: u32 = 1_000_000;
/// Facts of one transaction.
const STEP: usize = 500;
/// Visits that the tablet itself made.
const OWN: u32 = 40;

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let folder = given.next().ok_or("where? many_visits FOLDER [VISITS]")?;
    let count = given.next().map_or(Ok(USUAL), |count| count.parse())?;
    let (tablet, office) = (
        Path::new(&folder).join("tablet"),
        Path::new(&folder).join("county"),
    );
    let filled = office.exists();
    let tablet = Store::open_or_create(&tablet, Arc::new(SystemClock))?;
    if !filled {
        let began = Instant::now();
        fill(&tablet, &office, count.min(MOST))?;
        println!("filled in {:.0?}", began.elapsed());
    }
    measure::measure(&tablet)
}

/// Headquarters states most of the visits, and the tablet takes them in by the feed; a few of today
/// are the tablet's own and wait to be sent.
fn fill(tablet: &Store, folder: &Path, count: u32) -> Result<(), Box<dyn Error>> {
    let office = Store::create(folder, Role::Headquarters, Arc::new(SystemClock))?;
    office.found_office(&county::code(), "清源县")?;
    let (facts, sites) = county::county();
    office.state(facts)?;
    let mut visits = Visits::new(&sites, office.clock().now(), count);
    for from in (OWN..count).step_by(STEP) {
        let to = count.min(from + STEP as u32);
        office.state((from..to).map(|n| visits.stated(n)).collect())?;
    }
    take_in(&office, tablet)?;
    tablet.set_name("督查员甲")?;
    for n in 0..OWN.min(count) {
        tablet.seal(visits.given(n))?;
    }
    Ok(())
}

fn take_in(office: &Store, tablet: &Store) -> Result<(), Box<dyn Error>> {
    let (word, epoch) = (office.headquarters()?, office.epoch()?);
    let divisions = vec![county::code()];
    loop {
        let page = office.feed(tablet.cursor()?.n, &divisions, None)?;
        let more = page.more;
        let parcel = Parcel::of(page, word.clone(), epoch.clone(), divisions.clone());
        tablet.apply_feed(&parcel)?;
        if !more {
            return Ok(());
        }
    }
}
