//! A tablet that came back from an older copy of its folder.

use std::io::Cursor;

use kakou_domain::{AuthorId, Seq};
use kakou_journal::Item;
use kakou_store::{Admit, BundleFrom, Store};
use kakou_test_support::{Call, Fault};

use crate::world::{enrol, forked, seal, settled, sync, two, visits};

fn payloads(store: &Store, author: AuthorId) -> Vec<Item> {
    let part = store.journal_entries(author, Seq(1), None).unwrap();
    part.map(|part| part.batch.items).unwrap_or_default()
}

#[tokio::test]
async fn without_anything_new_what_was_lost_is_fetched_again() {
    let (office, one, other) = two().await;
    seal(&one, 1);
    sync(&one, &office).await.unwrap();
    let older = one.copied();
    for minute in 2..5 {
        seal(&one, minute);
    }
    sync(&one, &office).await.unwrap();
    assert_eq!(visits(&older).len(), 1);

    let summary = sync(&older, &office).await.unwrap();
    assert_eq!(summary.refilled, 3);
    assert_eq!(older.author().unwrap(), one.author().unwrap());
    sync(&other, &office).await.unwrap();
    settled(&office, &[&older, &other], 4);
    seal(&older, 9);
    sync(&older, &office).await.unwrap();
    sync(&other, &office).await.unwrap();
    settled(&office, &[&older, &other], 5);
}

#[tokio::test]
async fn what_no_receipt_covers_goes_on_word_for_word_in_a_successor() {
    let (office, one, other) = two().await;
    seal(&one, 1);
    sync(&one, &office).await.unwrap();
    let older = one.copied();
    let lost = seal(&one, 2);
    sync(&one, &office).await.unwrap();

    let before = older.author().unwrap();
    let new = [seal(&older, 3), seal(&older, 4)];
    let written = payloads(&older, before)[1..].to_vec();
    sync(&older, &office).await.unwrap();

    let after = older.author().unwrap();
    assert_ne!(after, before);
    assert_eq!(payloads(&older, after), written);
    assert_eq!(payloads(&office.store(), after), written);
    let closed = |store: &Store| store.journal(before).unwrap().unwrap().closed;
    assert_eq!(closed(&older).as_deref(), Some("forked"));
    assert_eq!(closed(&office.store()).as_deref(), Some("succeeded"));
    let devices = office.store().devices().unwrap();
    let device = devices.iter().find(|device| device.author == after);
    assert_eq!(device.unwrap().predecessors, [before]);

    // The server and the others have what was lost with the old folder, and what is new.
    sync(&other, &office).await.unwrap();
    settled(&office, &[&other], 4);
    assert_eq!(other.visit(lost).unwrap().record.author, before);
    for visit in new {
        let record = other.visit(visit).unwrap().record;
        assert_eq!(record.author, after);
        let own = older.visit(visit).unwrap().record;
        assert_eq!((own.synced, &own.check_code), (true, &record.check_code));
    }
    // On the tablet itself the closed journal stays as it was; both of its ends verify.
    assert_eq!(visits(&older).len(), 3);
    assert!(older.verify().unwrap().ok);
}

#[tokio::test]
async fn an_announcement_that_was_cut_off_is_made_again() {
    for fault in [Fault::DropRequest, Fault::DropAnswer] {
        let (office, _, older, other) = forked().await;
        office.fail(Call::Succeed, fault);
        sync(&older, &office).await.unwrap_err();
        let after = older.author().unwrap();
        seal(&older, 3);
        office.asked();
        sync(&older, &office).await.unwrap();
        assert_eq!(office.asked()[0], Call::Succeed);
        sync(&older, &office).await.unwrap();
        assert!(!office.asked().contains(&Call::Succeed), "once is enough");
        assert_eq!(older.author().unwrap(), after);
        sync(&other, &office).await.unwrap();
        settled(&office, &[&other], 3);
    }
}

/// Headquarters took it in before its tablet could say which journal goes on in it.
#[tokio::test]
async fn a_successor_that_came_with_a_bundle_follows_its_predecessor_once_it_is_announced() {
    let (office, one, older, other) = forked().await;
    office.fail(Call::Succeed, Fault::DropRequest);
    sync(&older, &office).await.unwrap_err();
    let (before, after) = (one.author().unwrap(), older.author().unwrap());
    let mut bundle = Cursor::new(Vec::new());
    let bundled = older.write_bundle(&mut bundle, BundleFrom::Unconfirmed);
    let admit = Admit {
        name: "督查一组".to_owned(),
        division: "410523".parse().unwrap(),
        fingerprint: bundled.unwrap().fingerprint,
    };
    office.store().take_bundle(bundle, Some(&admit)).unwrap();

    seal(&older, 3);
    sync(&older, &office).await.unwrap();
    assert_eq!(older.author().unwrap(), after);
    let devices = office.store().devices().unwrap();
    let device = devices.iter().find(|device| device.author == after);
    assert_eq!(device.unwrap().predecessors, [before]);
    sync(&other, &office).await.unwrap();
    settled(&office, &[&other], 3);
}

/// Two devices with one folder: the first to speak goes on, the second has to enrol again and then
/// goes on too.
#[tokio::test]
async fn a_copied_tablet_enrols_again_and_goes_on() {
    let (office, one, other) = two().await;
    let copy = one.copied();
    seal(&one, 1);
    seal(&copy, 2);
    sync(&one, &office).await.unwrap();
    sync(&copy, &office).await.unwrap();
    seal(&one, 3);
    let stopped = sync(&one, &office).await.unwrap_err();
    assert_eq!(stopped.code(), "not-your-journal");
    assert!(!stopped.passes_by_itself());
    enrol(&one, &office, "410523").await.unwrap();
    sync(&one, &office).await.unwrap();
    for tablet in [&copy, &other, &one] {
        sync(tablet, &office).await.unwrap();
    }
    settled(&office, &[&other], 3);
}

#[tokio::test]
async fn a_tablet_may_fork_twice() {
    let (office, _, oldest, other) = forked().await;
    sync(&oldest, &office).await.unwrap();
    let older = oldest.copied();
    seal(&oldest, 3);
    sync(&oldest, &office).await.unwrap();
    seal(&older, 4);
    sync(&older, &office).await.unwrap();
    sync(&other, &office).await.unwrap();
    settled(&office, &[&other], 4);
    assert_eq!(office.store().devices().unwrap().len(), 2);
}
