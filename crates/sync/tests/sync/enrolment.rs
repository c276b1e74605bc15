//! Enrolment: before the first visit or long after it, and what can go wrong.

use kakou_store::Store;
use kakou_test_support::{Call, Fault, Office, county, tablet, tablet_of, visit};

use crate::world::{SERVER, code, enrol, seal, settled, sync};

#[tokio::test]
async fn a_tablet_enrols_before_its_first_visit_and_needs_no_pack() {
    let (office, tablet) = (Office::of(county()), tablet());
    enrol(&tablet, &office, "410523").await.unwrap();
    let first = sync(&tablet, &office).await.unwrap();
    assert!(first.pulled > 0);
    tablet.seal(visit().present(2).of(2).given()).unwrap();
    assert_eq!(sync(&tablet, &office).await.unwrap().pushed, 1);
    settled(&office, &[&tablet], 1);
}

#[tokio::test]
async fn a_tablet_enrols_long_after_its_first_visit_and_the_whole_journal_follows() {
    let county = county();
    let tablet = tablet_of(&county);
    let office = Office::of(county);
    for minute in 0..12 {
        seal(&tablet, minute);
    }
    assert_eq!(
        sync(&tablet, &office).await.unwrap_err().code(),
        "not-enrolled"
    );
    enrol(&tablet, &office, "410523").await.unwrap();
    assert_eq!(sync(&tablet, &office).await.unwrap().pushed, 12);
    settled(&office, &[&tablet], 12);
}

#[tokio::test]
async fn whatever_goes_wrong_on_the_way_the_same_code_works_afterwards() {
    for fault in Fault::OF_THE_WAY {
        let (office, tablet) = (Office::of(county()), tablet());
        let code = code(&office, "410523");
        office.fail(Call::Enrol, fault);
        let enrol = || kakou_sync::enrol(&tablet, &office, SERVER, &code, "督查一组");
        enrol().await.unwrap_err();
        assert_eq!(tablet.account().unwrap(), None, "{fault:?}");
        enrol().await.unwrap();
        sync(&tablet, &office).await.unwrap();
        assert_eq!(office.store().devices().unwrap().len(), 1, "{fault:?}");
        settled(&office, &[&tablet], 0);
    }
}

#[tokio::test]
async fn a_code_that_is_used_up_expired_or_mistyped_is_refused_and_says_so() {
    let office = Office::of(county());
    let (one, other) = (tablet(), tablet());
    let code = code(&office, "410523");
    let by = async |tablet, code: &str| {
        kakou_sync::enrol(tablet, &office, SERVER, code, "督查二组").await
    };
    by(&*one, &code).await.unwrap();
    assert_eq!(by(&*other, &code).await.unwrap_err().code(), "code-used");

    let late = crate::world::code(&office, "410523");
    office.clock().advance(2 * 3_600_000);
    let refused = by(&*other, &late).await.unwrap_err();
    assert_eq!(refused.code(), "code-expired");
    assert!(!refused.passes_by_itself());

    let mut unknown = late.clone();
    unknown.replace_range(..4, "0000");
    assert_eq!(
        by(&*other, &unknown).await.unwrap_err().code(),
        "code-unknown"
    );
    assert_eq!(by(&*other, "短").await.unwrap_err().code(), "code-unknown");
    assert_eq!(other.account().unwrap(), None);
}

#[tokio::test]
async fn a_server_that_the_code_does_not_name_is_not_believed() {
    let (office, impostor, tablet) = (Office::of(county()), Office::of(county()), tablet());
    // The impostor even knows the secret half: it gave out a code of its own.
    let (own, others) = (code(&office, "410523"), code(&impostor, "410523"));
    let mixed = format!("{}{}", &others[..9], &own[9..]);
    let refused = kakou_sync::enrol(&tablet, &impostor, SERVER, &mixed, "一组").await;
    assert_eq!(refused.unwrap_err().code(), "other-server");
    assert_eq!(tablet.account().unwrap(), None);
    assert_eq!(tablet.trusted_server().unwrap(), None);

    // A tablet that has one county's pack asks no other county at all.
    let packed = tablet_of(&county());
    impostor.asked();
    let refused = kakou_sync::enrol(&packed, &impostor, SERVER, &others, "一组").await;
    assert_eq!(refused.unwrap_err().code(), "other-server");
    assert!(impostor.asked().is_empty());
}

#[tokio::test]
async fn a_retired_tablet_stops_and_keeps_what_it_has() {
    let (office, tablet) = (Office::of(county()), tablet());
    enrol(&tablet, &office, "410523").await.unwrap();
    sync(&tablet, &office).await.unwrap();
    seal(&tablet, 1);
    let author = tablet.author().unwrap();
    office.store().retire(author, "lost").unwrap();
    let stopped = sync(&tablet, &office).await.unwrap_err();
    assert_eq!(stopped.code(), "retired");
    assert!(!stopped.passes_by_itself());
    assert_eq!(tablet.status().unwrap().pending, 1);
    assert!(tablet.verify().unwrap().ok);
}

/// The keys alone do not bring a journal back: its author begins anew, and fetches what it may
/// see, the old journal's visits among it.
#[tokio::test]
async fn a_tablet_that_lost_its_data_becomes_a_new_author_and_sees_its_old_visits() {
    let (office, old) = (Office::of(county()), tablet());
    enrol(&old, &office, "410523").await.unwrap();
    sync(&old, &office).await.unwrap();
    let visit = seal(&old, 1);
    sync(&old, &office).await.unwrap();

    let folder = old.folder().to_owned();
    let before = old.author().unwrap();
    let emptied = old.emptied();
    assert_eq!(emptied.folder(), folder);
    assert_ne!(emptied.author().unwrap(), before);
    enrol(&emptied, &office, "410523").await.unwrap();
    sync(&emptied, &office).await.unwrap();
    assert_eq!(emptied.visit(visit).unwrap().record.author, before);
    seal(&emptied, 2);
    sync(&emptied, &office).await.unwrap();
    settled(&office, &[&emptied], 2);
}

#[tokio::test]
async fn a_practice_folder_asks_no_server_and_uses_no_code_up() {
    let county = county();
    let sample = county.pack(vec![county.county().unwrap()]).unwrap();
    let sample = kakou_store::Pack::read(&sample).unwrap();
    let folder = county.dir.path().join("practice");
    let practice = Store::create_practice(&folder, &sample, county.clock.clone()).unwrap();
    let office = Office::of(county);
    let code = code(&office, "410523");
    let refused = kakou_sync::enrol(&practice, &office, SERVER, &code, "督查一组").await;
    assert_eq!(refused.unwrap_err().code(), "practice");
    assert_eq!(office.asked(), []);
    enrol(&tablet(), &office, "410523").await.unwrap();
}
