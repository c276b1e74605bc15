//! Who is admitted the whole county knows; what somebody is called only those whom it concerns.

use kakou_domain::Seq;
use kakou_journal::Item;
use kakou_test_support::{Folder, admit, exchange, pull, tablet_of, two_tablets, visit};

fn named(county: &Folder, tablet: &Folder) -> String {
    let author = tablet.author().unwrap();
    let devices = county.devices().unwrap().into_iter();
    let mut own = devices.filter(|device| device.author == author);
    own.next().unwrap().name
}

/// Everything that a store holds as readable payloads.
fn told(store: &Folder) -> String {
    let mut all = String::new();
    for journal in store.journals().unwrap() {
        let part = store.journal_entries(journal.author, Seq(1), None).unwrap();
        for item in part.into_iter().flat_map(|part| part.batch.items) {
            if let Item::Payload(payload) = item {
                all.push_str(&String::from_utf8_lossy(&payload));
            }
        }
        all.push_str(&journal.name);
    }
    all
}

#[test]
fn a_second_device_under_an_active_name_is_told_apart_by_a_number() {
    let (county, one, other) = two_tablets();
    assert_eq!(named(&county, &one), "督查一组");
    assert_eq!(named(&county, &other), "督查一组（2）");
    county.retire(one.author().unwrap(), "重装").unwrap();
    let third = tablet_of(&county);
    admit(&county, &third, "410523");
    assert_eq!(named(&county, &third), "督查一组");
    // Asked again by the same device it keeps its number.
    admit(&county, &other, "410523105");
    assert_eq!(named(&county, &other), "督查一组（2）");
    county.rename(other.author().unwrap(), "督查二组").unwrap();
    assert_eq!(named(&county, &other), "督查二组");
    pull(&third, &county);
    assert!(told(&third).contains("督查二组"));
    let refused = county
        .rename(other.author().unwrap(), " 汤 阴县 ")
        .unwrap_err();
    assert_eq!(refused.code(), "name-not-yours");
}

#[test]
fn a_township_hears_who_is_admitted_elsewhere_and_no_names() {
    let (county, wide, _) = two_tablets();
    let (here, elsewhere) = (tablet_of(&county), tablet_of(&county));
    admit(&county, &here, "410523105");
    admit(&county, &elsewhere, "410523101");
    county
        .rename(elsewhere.author().unwrap(), "菜园督查员")
        .unwrap();
    for tablet in [&here, &elsewhere] {
        tablet.project_all().unwrap();
        pull(tablet, &county);
    }
    // Outside of its own divisions it is evidence all the same, and shown as what it is.
    elsewhere.seal(visit().at("程岗村").given()).unwrap();
    wide.seal(visit().given()).unwrap();
    exchange(&county, &[&elsewhere, &wide, &here]);
    let author = elsewhere.author().unwrap().to_string();
    assert!(told(&here).contains(&author), "its admission");
    assert!(!told(&here).contains("菜园督查员"), "not its name");
    assert!(told(&wide).contains("菜园督查员"));
    assert_eq!(
        here.visits(&Default::default(), None, 9)
            .unwrap()
            .rows
            .len(),
        1
    );
    assert!(here.verify().unwrap().ok);
}

#[test]
fn a_visit_outside_of_all_divisions_of_its_author_counts_and_says_so() {
    let (county, wide, _) = two_tablets();
    let narrow = tablet_of(&county);
    let outside = narrow.seal(visit().at("程岗村").given()).unwrap();
    let inside = narrow.seal(visit().given()).unwrap();
    admit(&county, &narrow, "410523105");
    narrow.project_all().unwrap();
    exchange(&county, &[&narrow, &wide]);
    for store in [&county, &wide, &narrow] {
        assert!(store.visit(outside.id).unwrap().record.outside);
        assert!(!store.visit(inside.id).unwrap().record.outside);
        assert_eq!(
            store
                .visits(&Default::default(), None, 9)
                .unwrap()
                .rows
                .len(),
            2
        );
    }
}
