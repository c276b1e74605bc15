//! A server that was restored from a backup: tablets give back what it lost.

use kakou_domain::fact::Body;
use kakou_domain::places::SiteDefined;
use kakou_domain::{DivisionCode, SiteId, SiteKind};
use kakou_test_support::{Folder, Office, county, tablet_of};

use crate::world::{code, enrol, seal, settled, sync, two};

/// Headquarters states a new site.
fn state_site(office: &Office, division: &str, name: &str) -> SiteId {
    let division: DivisionCode = division.parse().unwrap();
    let kind = SiteKind::new("village_checkpoint").unwrap();
    let site = SiteDefined::new(division.clone(), kind, name);
    let id = site.id();
    let fact = (vec![division], Body::SiteDefined(site));
    office.store().state(vec![fact]).unwrap();
    id
}

fn known(office: &Office, site: SiteId) -> bool {
    office.store().site(site).is_ok()
}

#[tokio::test]
async fn tablets_give_back_their_own_entries_and_headquarters() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    let epoch = office.store().epoch().unwrap();
    for minute in 1..4 {
        seal(&one, minute);
    }
    let site = state_site(&office, "410523105201", "白营村南口");
    for tablet in [&one, &other] {
        sync(tablet, &office).await.unwrap();
    }
    let backed_up = one
        .journal(one.author().unwrap())
        .unwrap()
        .unwrap()
        .backed_up;
    assert_eq!(backed_up.0, 0, "no backup has these visits");

    office.restore(&backup);
    assert_ne!(office.store().epoch().unwrap(), epoch);
    assert!(!known(&office, site));
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!((summary.pushed, summary.given_back), (3, 1));
    assert!(known(&office, site));
    let summary = sync(&other, &office).await.unwrap();
    assert_eq!(summary.given_back, 0, "nothing is left to give back");
    settled(&office, &[&one, &other], 3);

    seal(&one, 9);
    sync(&one, &office).await.unwrap();
    sync(&other, &office).await.unwrap();
    settled(&office, &[&one, &other], 4);
}

#[tokio::test]
async fn receipts_say_up_to_where_a_backup_exists() {
    let (office, one, _) = two().await;
    seal(&one, 1);
    seal(&one, 2);
    sync(&one, &office).await.unwrap();
    office.back_up("later");
    seal(&one, 3);
    sync(&one, &office).await.unwrap();
    let row = one.journal(one.author().unwrap()).unwrap().unwrap();
    assert_eq!((row.confirmed.0, row.backed_up.0), (3, 2));
}

#[tokio::test]
async fn headquarters_long_journal_is_given_back_as_a_whole() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    let sites: Vec<SiteId> = (0..1_500)
        .map(|n| state_site(&office, "410523105201", &format!("{n}号点")))
        .collect();
    sync(&one, &office).await.unwrap();
    office.restore(&backup);
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!(summary.given_back, 1_500);
    assert!(sites.iter().all(|site| known(&office, *site)));
    sync(&other, &office).await.unwrap();
    settled(&office, &[&one, &other], 0);
}

/// A tablet that sees one township gives back hashes of the rest; another one fills them in.
#[tokio::test]
async fn what_one_tablet_may_not_see_another_gives_back() {
    let county = county();
    let (narrow, wide) = (tablet_of(&county), tablet_of(&county));
    let office = Office::of(county);
    enrol(&narrow, &office, "410523105").await.unwrap();
    enrol(&wide, &office, "410523").await.unwrap();
    let tablets: [&Folder; 2] = [&narrow, &wide];
    for tablet in tablets {
        sync(tablet, &office).await.unwrap();
    }
    let backup = office.back_up("early");
    let (near, far) = (
        state_site(&office, "410523105201", "白营村南口"),
        state_site(&office, "410523101232", "程岗村南口"),
    );
    for tablet in tablets {
        sync(tablet, &office).await.unwrap();
    }
    office.restore(&backup);
    sync(&narrow, &office).await.unwrap();
    assert_eq!((known(&office, near), known(&office, far)), (true, false));
    sync(&wide, &office).await.unwrap();
    assert_eq!((known(&office, near), known(&office, far)), (true, true));
    assert!(office.store().verify().unwrap().ok);
}

#[tokio::test]
async fn a_journal_that_forked_around_the_backup_is_given_back_as_far_as_it_goes() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    seal(&one, 0);
    sync(&one, &office).await.unwrap();
    let older = one.copied();
    seal(&one, 1);
    sync(&one, &office).await.unwrap();
    for minute in 2..5 {
        seal(&older, minute);
    }
    sync(&older, &office).await.unwrap();
    let later = office.back_up("later");
    seal(&older, 6);
    for tablet in [&older, &other] {
        sync(tablet, &office).await.unwrap();
    }
    for backup in [later, backup] {
        office.restore(&backup);
        for tablet in [&older, &other, &older] {
            sync(tablet, &office).await.unwrap();
        }
        assert!(office.store().verify().unwrap().ok);
        assert!(older.verify().unwrap().ok);
        assert_eq!(older.status().unwrap().pending, 0);
        for visit in crate::world::visits(&older) {
            office.store().visit(visit).unwrap();
        }
    }
}

#[tokio::test]
async fn a_server_that_is_restored_twice_from_one_backup_goes_on() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    for round in 0..2 {
        seal(&one, round);
        state_site(&office, "410523105201", &format!("{round}号点"));
        sync(&one, &office).await.unwrap();
        sync(&other, &office).await.unwrap();
        office.restore(&backup);
        sync(&one, &office).await.unwrap();
        sync(&other, &office).await.unwrap();
        settled(&office, &[&one, &other], 1 + round as usize);
    }
}

/// The server was restored, and one of the tablets too: its journal is another one now than the
/// others know.
#[tokio::test]
async fn one_journal_that_is_another_now_does_not_keep_the_rest_from_coming() {
    let (office, one, other) = two().await;
    let (backup, older) = (office.back_up("early"), one.copied());
    seal(&one, 1);
    sync(&one, &office).await.unwrap();
    sync(&other, &office).await.unwrap();
    office.restore(&backup);
    seal(&older, 2);
    sync(&older, &office).await.unwrap();
    let site = state_site(&office, "410523105201", "白营村南口");
    for minute in [3, 4] {
        sync(&other, &office).await.unwrap();
        seal(&older, minute);
        sync(&older, &office).await.unwrap();
    }
    assert!(other.site(site).is_ok());
    let closed = other
        .journal(one.author().unwrap())
        .unwrap()
        .unwrap()
        .closed;
    assert_eq!(closed.as_deref(), Some("forked"));
    assert_eq!(
        crate::world::visits(&other).len(),
        1,
        "what it had, it keeps"
    );
    assert!(other.verify().unwrap().ok);
    assert!(office.store().verify().unwrap().ok);
}

#[tokio::test]
async fn a_tablet_that_enrolled_after_the_backup_enrols_again() {
    let (office, one, _) = two().await;
    let backup = office.back_up("early");
    let late = kakou_test_support::tablet();
    enrol(&late, &office, "410523").await.unwrap();
    seal_after_sync(&late, &office).await;
    office.restore(&backup);
    let stopped = sync(&late, &office).await.unwrap_err();
    assert_eq!(stopped.code(), "unauthorized");
    assert!(!stopped.passes_by_itself());
    let code = code(&office, "410523");
    kakou_sync::enrol(&late, &office, crate::world::SERVER, &code, "三组")
        .await
        .unwrap();
    sync(&late, &office).await.unwrap();
    sync(&one, &office).await.unwrap();
    settled(&office, &[&late, &one], 1);
}

async fn seal_after_sync(tablet: &Folder, office: &Office) {
    sync(tablet, office).await.unwrap();
    seal(tablet, 7);
    sync(tablet, office).await.unwrap();
}
