//! How long the list of records takes, filter by filter.

use std::error::Error;
use std::time::{Duration, Instant};

use kakou_store::Store;
use kakou_store::views::{Outcome, VisitFilter};

/// A page, as the app asks for it.
const ROWS: usize = 50;
const TIMES: usize = 9;
/// A page that takes longer is felt while scrolling and typing.
const FELT: Duration = Duration::from_millis(16);

pub(crate) fn measure(store: &Store) -> Result<(), Box<dyn Error>> {
    let all = VisitFilter::default();
    println!("visits, counted at most: {}", store.visit_count(&all)?);
    for (name, filter) in filters(store)? {
        let page = middle(|| Ok(store.visits(&filter, None, ROWS)?.rows.len()))?;
        let count = middle(|| Ok(store.visit_count(&filter)? as usize))?;
        told(&format!("{name}: first page"), page);
        told(&format!("{name}: count"), count);
    }
    deep(store)
}

fn filters(store: &Store) -> Result<Vec<(&'static str, VisitFilter)>, Box<dyn Error>> {
    let newest = store.visits(&VisitFilter::default(), None, 1)?.rows;
    let newest = newest.into_iter().next().ok_or("no visits")?;
    let today = newest.visited_at.get(..10).map(str::to_owned);
    let search = |words: &str| VisitFilter {
        search: Some(words.to_owned()),
        ..VisitFilter::default()
    };
    let all = VisitFilter::default;
    let township = newest.site.division.township();
    let absent = Some("staffing.absent".to_owned());
    Ok(vec![
        ("all", all()),
        (
            "today",
            VisitFilter {
                from: today,
                ..all()
            },
        ),
        (
            "long ago",
            VisitFilter {
                to: Some("2000-01-01".into()),
                ..all()
            },
        ),
        (
            "township",
            VisitFilter {
                township: township.clone(),
                ..all()
            },
        ),
        (
            "site",
            VisitFilter {
                site: Some(newest.site.id),
                ..all()
            },
        ),
        (
            "kind",
            VisitFilter {
                kind: Some(newest.site.kind),
                ..all()
            },
        ),
        (
            "category",
            VisitFilter {
                category: absent.clone(),
                ..all()
            },
        ),
        (
            "inspector",
            VisitFilter {
                inspector: Some("督查员丙".into()),
                ..all()
            },
        ),
        (
            "nobody",
            VisitFilter {
                inspector: Some("督查员".into()),
                ..all()
            },
        ),
        (
            "unsynced",
            VisitFilter {
                unsynced: true,
                ..all()
            },
        ),
        (
            "with faults",
            VisitFilter {
                outcome: Some(Outcome::Faults),
                ..all()
            },
        ),
        (
            "clean",
            VisitFilter {
                outcome: Some(Outcome::Clean),
                ..all()
            },
        ),
        ("search 村", search("村")),
        ("search 双", search("双")),
        ("search 王庄", search("王庄")),
        ("search 南石坡村卡", search("南石坡村卡")),
        ("search nspck", search("nspck")),
        ("search 无此词语啊", search("无此词语啊")),
        (
            "search 村, township, category",
            VisitFilter {
                township: township.clone(),
                category: absent.clone(),
                ..search("村")
            },
        ),
        (
            "search 路障, clean",
            VisitFilter {
                outcome: Some(Outcome::Clean),
                ..search("路障")
            },
        ),
        (
            "category, township, inspector",
            VisitFilter {
                category: absent,
                township,
                inspector: Some("督查员丙".into()),
                ..all()
            },
        ),
    ])
}

/// Page after page to the end, as somebody does who holds the scroll bar down.
fn deep(store: &Store) -> Result<(), Box<dyn Error>> {
    let (mut after, mut slowest, mut pages) = (None, Duration::ZERO, 0);
    let began = Instant::now();
    loop {
        let this = Instant::now();
        let page = store.visits(&VisitFilter::default(), after.as_deref(), ROWS)?;
        slowest = slowest.max(this.elapsed());
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    println!("{pages} pages to the end in {:.1?}", began.elapsed());
    told("the slowest of them", (slowest, ROWS));
    Ok(())
}

/// The middle of several times, and what was found.
fn middle(
    ask: impl Fn() -> Result<usize, Box<dyn Error>>,
) -> Result<(Duration, usize), Box<dyn Error>> {
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        found = ask()?;
        times.push(began.elapsed());
    }
    times.sort();
    Ok((times[TIMES / 2], found))
}

fn told(what: &str, (took, found): (Duration, usize)) {
    let felt = if took > FELT { "  <- felt" } else { "" };
    println!("{took:>10.1?}  {found:>6}  {what}{felt}");
}
