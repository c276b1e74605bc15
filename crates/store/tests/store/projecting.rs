//! Rows that are made again over more than one step: the next one is read while this one is written.

use kakou_domain::fact::Body;
use kakou_domain::places::SiteDefined;
use kakou_test_support::{county, village};

/// More than three steps of 500.
const MANY: usize = 1_600;

#[test]
fn an_entry_that_is_set_aside_after_it_was_read_is_not_taken_in() {
    let county = county();
    let known = village("白营村");
    let sites: Vec<_> = (0..MANY)
        .map(|n| {
            SiteDefined::new(
                known.division.clone(),
                known.kind.clone(),
                &format!("{n}号点"),
            )
        })
        .collect();
    let facts = sites
        .iter()
        .map(|site| (vec![site.division.clone()], Body::SiteDefined(site.clone())));
    county.state(facts.collect()).unwrap();
    county.drop_projections().unwrap();
    assert!(county.project_pending().unwrap() > 1_000);

    let db = rusqlite::Connection::open(county.database()).unwrap();
    let text = "UPDATE entry SET set_aside = 'unreadable' WHERE n IN (?1, ?2)";
    let last: i64 = db
        .query_row("SELECT max(n) FROM entry", [], |row| row.get(0))
        .unwrap();
    let (soon, late) = (700, MANY - 1);
    let n = |site| last - i64::try_from(MANY - 1 - site).unwrap();
    assert_eq!(db.execute(text, [n(soon), n(late)]).unwrap(), 2);

    county.project_all().unwrap();
    for (at, site) in sites.iter().enumerate() {
        let shown = county.site(site.id()).is_ok();
        assert_eq!(shown, at != soon && at != late, "{at}");
    }
}
