//! What a tablet may see: what lies outside travels as hashes, and leaves when its divisions change.

use kakou_domain::VisitId;
use kakou_test_support::{Folder, Office, county, id, tablet, tablet_of, visit};

use crate::world::{enrol, sync, visits};

/// A county tablet with visits in two townships, and another one of one township.
async fn world() -> (Office, Folder, Folder, [VisitId; 2]) {
    let county = county();
    let wide = tablet_of(&county);
    let office = Office::of(county);
    enrol(&wide, &office, "410523").await.unwrap();
    let near = wide.seal(visit().at("白营村").present(0).of(2).given());
    let far = wide.seal(visit().at("程岗村").present(0).of(2).given());
    sync(&wide, &office).await.unwrap();
    (office, wide, tablet(), [near.unwrap().id, far.unwrap().id])
}

#[tokio::test]
async fn a_feed_with_withheld_payloads_verifies() {
    let (office, _, narrow, [near, far]) = world().await;
    enrol(&narrow, &office, "410523105").await.unwrap();
    sync(&narrow, &office).await.unwrap();
    assert_eq!(visits(&narrow), [near]);
    assert_eq!(narrow.visit(far).unwrap_err().code(), "no-visit");
    assert!(narrow.site(id("程岗村")).is_err());
    let report = narrow.verify().unwrap();
    assert!(report.ok);
    for journal in report.journals {
        assert_eq!(journal.verified_to.0, journal.entries, "signed to its end");
    }
}

#[tokio::test]
async fn what_is_out_of_scope_leaves_the_tablet_and_comes_back() {
    let (office, wide, moving, [near, far]) = world().await;
    let divisions = ["410523105", "410523101", "410523", "410523105"];
    let seen = [vec![near], vec![far], visits(&wide), vec![near]];
    for (own, (division, seen)) in divisions.iter().zip(seen).enumerate() {
        enrol(&moving, &office, division).await.unwrap();
        sync(&moving, &office).await.unwrap();
        let others: Vec<VisitId> = visits(&moving)
            .into_iter()
            .filter(|visit| [near, far].contains(visit))
            .collect();
        assert_eq!(others, seen, "{division}");
        // Its own visits stay its own, wherever they were made.
        assert_eq!(visits(&moving).len(), seen.len() + own, "{division}");
        assert!(moving.verify().unwrap().ok, "{division}");
        assert_eq!(moving.status().unwrap().projection_lag, 0);
        let village = ["程岗村", "白营村"][usize::from(seen == [near])];
        moving
            .seal(visit().at(village).present(2).of(2).given())
            .unwrap();
    }
    sync(&moving, &office).await.unwrap();
    assert_eq!(visits(&office.store()).len(), 6);
}

/// What the simulation found: enrolled for other divisions, a tablet had no sites until it had
/// synced.
#[tokio::test]
async fn a_tablet_that_is_enrolled_for_other_divisions_works_on_before_it_syncs() {
    let (office, wide, _, [near, _]) = world().await;
    enrol(&wide, &office, "410523105").await.unwrap();
    assert!(visits(&wide).contains(&near));
    assert_eq!(wide.status().unwrap().projection_lag, 0);
    wide.seal(visit().at("白营村").present(1).of(2).given())
        .unwrap();
}
