//! A county with its tablets, and what must hold when all is said and done.

use kakou_domain::VisitId;
use kakou_store::Store;
use kakou_store::views::{VisitFilter, VisitPage};
pub(crate) use kakou_test_support::meet::{SERVER, code, enrol, sync};
use kakou_test_support::{Folder, Office, county, tablet_of, visit};

/// Seals a visit at a minute of the day that no other visit of the test has.
pub(crate) fn seal(tablet: &Store, minute: u32) -> VisitId {
    let time = format!(
        "2020-02-14T{:02}:{:02}:00+08:00",
        8 + minute / 60,
        minute % 60
    );
    let given = visit()
        .on(&time)
        .present(i64::from(minute % 3))
        .of(2)
        .given();
    tablet.seal(given).unwrap().id
}

/// A county and two tablets that have synced once.
pub(crate) async fn two() -> (Office, Folder, Folder) {
    let county = county();
    let (one, other) = (tablet_of(&county), tablet_of(&county));
    let office = Office::of(county);
    for tablet in [&one, &other] {
        enrol(tablet, &office, "410523").await.unwrap();
        sync(tablet, &office).await.unwrap();
    }
    office.asked();
    (office, one, other)
}

/// The same, and an older copy of the first: both have sealed a visit since, and the first has
/// pushed its own.
pub(crate) async fn forked() -> (Office, Folder, Folder, Folder) {
    let (office, one, other) = two().await;
    let older = one.copied();
    seal(&one, 1);
    sync(&one, &office).await.unwrap();
    seal(&older, 2);
    (office, one, older, other)
}

/// The same world once more, as it is now.
pub(crate) fn again(world: &(Office, Folder, Folder)) -> (Office, Folder, Folder) {
    let (office, one, other) = world;
    (office.copied(), one.copied(), other.copied())
}

pub(crate) fn visits(store: &Store) -> Vec<VisitId> {
    let page = store.visits(&VisitFilter::default(), None, 500).unwrap();
    page.rows.into_iter().map(|row| row.id).collect()
}

/// Without what differs from device to device by its nature.
pub(crate) fn page(store: &Store, visit: VisitId) -> VisitPage {
    let mut page = store.visit(visit).unwrap();
    page.record.synced = true;
    page
}

/// Everybody has so many visits, each once and the same everywhere; nothing waits, and every
/// journal holds.
pub(crate) fn settled(office: &Office, tablets: &[&Folder], count: usize) {
    let county = office.store();
    let all = visits(&county);
    assert_eq!(all.len(), count, "visits at the server");
    assert!(county.verify().unwrap().ok, "the server verifies");
    for tablet in tablets {
        assert_eq!(visits(tablet), all);
        for visit in &all {
            assert_eq!(page(tablet, *visit), page(&county, *visit));
            assert!(tablet.visit(*visit).unwrap().record.synced);
        }
        let status = tablet.status().unwrap();
        assert_eq!((status.pending, status.projection_lag), (0, 0));
        assert!(tablet.verify().unwrap().ok, "the tablet verifies");
        let at_server = county.journal(status.author).unwrap().unwrap();
        assert_eq!(at_server.seq, status.seq, "no entry is there twice");
    }
}
