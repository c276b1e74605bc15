//! Carrying gives no right.

use kakou_domain::VisitId;
use kakou_hostile::{County, fact, shown, visit_like};
use kakou_test_support::{damage_root, id, pull};
use rusqlite::Connection;
use serde_json::json;

#[tokio::test]
async fn a_repair_carries_a_tablets_roster_and_makes_no_law_of_it() {
    let mut county = County::new().await;
    let visit = county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let author = county.insider.author();
    let roster = fact("roster.set")
        .scope(&["410523105201"])
        .body(json!({"site": id("白营村"), "shifts": [{"required": 99}]}));
    let admitted = fact("author.retired")
        .scope(&["410523"])
        .body(json!({"author": county.author.author().unwrap(), "reason": "lost"}));
    let lost = visit_like(&sealed, "西店村");
    let own = visit_like(&sealed, "东店村");
    let ids = county.insider.write(&[lost, roster, admitted, own]);
    let codes = county.insider.push().await;
    assert_eq!(codes.iter().flatten().count(), 2, "{codes:?}");
    county.settle().await;
    let before = shown(&county.office);
    // The first entry is lost, so the place of the others is not proved any more.
    let damaged = county.office.damaged(|folder| {
        let database = folder.join("kakou.db");
        let db = Connection::open(&database).unwrap();
        let text = "DELETE FROM entry WHERE author = ?1 AND seq = 1";
        assert_eq!(db.execute(text, [author.0]).unwrap(), 1);
        db.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
        drop(db);
        damage_root(&database, "visit", 0xff);
    });
    let (repaired, told) = damaged.repaired();
    assert!(told.is_some());
    repaired.project_all().unwrap();
    let carried = |kind: &str| {
        let own = repaired.author().unwrap();
        let part = repaired
            .journal_entries(own, kakou_domain::Seq(1), None)
            .unwrap()
            .unwrap();
        let text = format!("\"kind\":\"{kind}\"");
        part.batch.items.iter().any(|item| match item {
            kakou_journal::Item::Payload(payload) => {
                String::from_utf8_lossy(payload).contains(&text)
            }
            kakou_journal::Item::Withheld(_) => false,
        })
    };
    assert!(carried("journal.carried"), "nothing was carried: {told:?}");
    assert!(
        carried("roster.set"),
        "the roster was not carried: {told:?}"
    );
    pull(&county.author, &repaired);
    pull(&county.colleague, &repaired);
    for store in [&*repaired, &*county.author, &*county.colleague] {
        let is = shown(store);
        for (name, was) in &before {
            if name.starts_with("roster") || name.starts_with("teams") {
                assert_eq!(is.get(name), Some(was), "{name}");
            }
        }
        assert!(
            !is.keys().any(|name| name.starts_with("roster")),
            "a roster was set"
        );
        assert_eq!(store.site(id("白营村")).unwrap().shifts, []);
        assert!(store.visit(visit).is_ok());
        // What the insider may state is still there, and is no headquarters' word.
        assert!(store.visit(VisitId(ids[3].0)).is_ok());
        assert!(store.verify().unwrap().ok);
    }
    let devices = repaired.devices().unwrap();
    assert!(devices.iter().all(|device| device.retired.is_none()));
    // A rewrite is none either, now that headquarters' journal carries what its author wrote.
    let rewrite = kakou_hostile::FactBuilder::of(&sealed).says("/notes", "改过的");
    let mut insider = county.insider;
    assert_eq!(
        insider.states(&[rewrite]).await,
        [Some("id-not-yours".to_owned())]
    );
}
