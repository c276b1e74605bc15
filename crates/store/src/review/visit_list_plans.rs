//! Each filter goes by its own index and reads its rows in the order of the page: nothing is
//! sorted, however many visits there are.

use std::path::Path;
use std::sync::Arc;

use kakou_domain::{CampaignId, SiteId, SystemClock};
use rusqlite::Transaction;
use rusqlite::types::Value;

use super::*;
use crate::project::first_key;
use crate::review::plan::plan_in;

const VISITS: i64 = 10_000;

/// Ten thousand visits of a year at three hundred sites.
fn filled(dir: &Path) -> Store {
    let store = Store::open_or_create(dir, Arc::new(SystemClock)).unwrap();
    store.write(fill).unwrap();
    store
}

fn fill(tx: &Transaction<'_>) -> Result<()> {
    let author = meta::author(tx, Path::new(""))?.0;
    tx.execute("UPDATE journal SET confirmed = 9990", [])?;
    for n in 0..VISITS {
        let key = first_key(1_577_836_800 + n * 3_000) | n;
        let (id, site) = (blob(1, n), blob(2, n % 300));
        let township = format!("4105231{:02}", n % 10);
        let kind = ["village_checkpoint", "office", "shop"][n as usize % 3];
        let text = "INSERT INTO visit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '[]')";
        tx.execute(
            text,
            rusqlite::params![
                key,
                id,
                site,
                format!("{township}{:03}", 200 + n % 30),
                township,
                kind,
                blob(3, n % 4),
                format!("2020-{:02}-{:02}", 1 + n / 834, 1 + n % 28),
            ],
        )?;
        let name = format!("督查员{}", n % 20);
        tx.execute(
            "INSERT INTO visit_inspector VALUES (?1, ?2)",
            rusqlite::params![name, key],
        )?;
        let text = "INSERT INTO finding
            VALUES (?1, ?2, ?3, ?4, ?5, 'fault', 1, 1, 1, 'raised', NULL, NULL, 'open')";
        let category = ["staffing.absent", "registration.none"][n as usize % 2];
        // Of some visits two items found the same.
        for finding in [blob(4, n), blob(5, n)]
            .iter()
            .take(1 + usize::from(n % 7 == 0))
        {
            tx.execute(text, rusqlite::params![finding, id, key, site, category])?;
        }
        let mut words = String::new();
        search::index_words(&format!("白营村卡点{n} 当日值班人员应为三人"), &mut words);
        tx.execute(
            "INSERT INTO visit_search (rowid, words) VALUES (?1, ?2)",
            rusqlite::params![key, words],
        )?;
        let text = "INSERT INTO entry (author, seq, payload_hash, chain_hash, fact)
                    VALUES (?1, ?2, zeroblob(32), zeroblob(32), ?3)";
        tx.execute(text, rusqlite::params![author, n + 1, id])?;
    }
    Ok(())
}

fn blob(kind: u8, n: i64) -> Vec<u8> {
    let mut bytes = vec![kind; 8];
    bytes.extend(n.to_be_bytes());
    bytes
}

/// The plan of a page of a filter, one step a line.
fn plan(store: &Store, filter: &VisitFilter) -> String {
    let after = i64::MAX.to_string();
    let explain = |db: &Connection| -> Result<String> {
        let query = Query::of(store, db, filter, Some(&after))?;
        let mut given = query.given.clone();
        given.push(Value::Integer(51));
        let steps = plan_in(db, &query.sql(), rusqlite::params_from_iter(given))?;
        Ok(steps.join("\n"))
    };
    store.read(explain).unwrap()
}

/// Each filter alone, and what its plan must go by.
fn filters() -> Vec<(VisitFilter, &'static str)> {
    let all = VisitFilter::default;
    let uuid = |kind, n| uuid::Uuid::from_slice(&blob(kind, n)).unwrap();
    vec![
        (all(), "visit USING INTEGER PRIMARY KEY (rowid<?)"),
        (
            VisitFilter {
                site: Some(SiteId(uuid(2, 7))),
                ..all()
            },
            "visit_by_site",
        ),
        (
            VisitFilter {
                township: Some("410523105".parse().unwrap()),
                ..all()
            },
            "visit_by_township",
        ),
        (
            VisitFilter {
                kind: Some("office".parse().unwrap()),
                ..all()
            },
            "visit_by_kind",
        ),
        (
            VisitFilter {
                campaign: Some(CampaignId(uuid(3, 2))),
                ..all()
            },
            "visit_by_campaign",
        ),
        (
            VisitFilter {
                from: Some("2020-03-01".into()),
                to: Some("2020-04-02".into()),
                ..all()
            },
            "visit USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        ),
        (
            VisitFilter {
                category: Some("staffing.absent".into()),
                ..all()
            },
            "finding_by_category",
        ),
        (
            VisitFilter {
                inspector: Some("督查员3".into()),
                ..all()
            },
            "visit_inspector USING PRIMARY KEY",
        ),
        (
            VisitFilter {
                outcome: Some(Outcome::Faults),
                ..all()
            },
            "finding_by_key",
        ),
        (
            VisitFilter {
                search: Some("营".into()),
                ..all()
            },
            "visit_search VIRTUAL TABLE INDEX",
        ),
        (
            VisitFilter {
                unsynced: true,
                ..all()
            },
            "entry USING INDEX",
        ),
    ]
}

#[test]
fn each_filter_goes_by_its_index_and_finds_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    for (filter, index) in filters() {
        let plan = plan(&store, &filter);
        assert!(
            plan.contains(index),
            "{filter:?} does not go by {index}:\n{plan}"
        );
        let found = store.read(|db| Query::of(&store, db, &filter, None)?.run(db, 51));
        let found = found.unwrap();
        assert!(!found.is_empty(), "{filter:?} finds nothing");
        assert!(
            found.is_sorted_by(|(a, _), (b, _)| a > b),
            "{filter:?} is out of order, or names a visit twice"
        );
    }
}

#[test]
fn no_combination_of_filters_sorts() {
    let dir = tempfile::tempdir().unwrap();
    let store = filled(dir.path());
    let filters = filters();
    for chosen in 0u32..1 << filters.len() {
        let mut all = VisitFilter::default();
        for (n, (one, _)) in filters.iter().enumerate() {
            if chosen & (1 << n) != 0 {
                all = both(all, one.clone());
            }
        }
        let plan = plan(&store, &all);
        assert!(!plan.contains("TEMP B-TREE"), "{all:?} sorts:\n{plan}");
    }
}

fn both(one: VisitFilter, other: VisitFilter) -> VisitFilter {
    VisitFilter {
        site: one.site.or(other.site),
        township: one.township.or(other.township),
        from: one.from.or(other.from),
        to: one.to.or(other.to),
        kind: one.kind.or(other.kind),
        category: one.category.or(other.category),
        inspector: one.inspector.or(other.inspector),
        campaign: one.campaign.or(other.campaign),
        outcome: one.outcome.or(other.outcome),
        search: one.search.or(other.search),
        unsynced: one.unsynced || other.unsynced,
    }
}
