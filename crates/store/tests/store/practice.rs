//! A practice folder works as a tablet does, and no way leads out of it or into it.

#![allow(clippy::result_large_err, reason = "speed does not matter in a test")]

use std::path::PathBuf;

use kakou_domain::DivisionCode;
use kakou_domain::supervision::Role;
use kakou_store::{Admission, Pack, Parcel, Store};
use kakou_test_support::{Folder, county, visit};

fn sample(county: &Folder) -> Pack {
    Pack::read(&county.pack(vec![county.county().unwrap()]).unwrap()).unwrap()
}

fn practice(county: &Folder) -> Store {
    Store::create_practice(&folder(county), &sample(county), county.clock.clone()).unwrap()
}

fn folder(county: &Folder) -> PathBuf {
    county.dir.path().join("practice")
}

#[test]
fn visits_are_sealed_in_it_and_nothing_waits_to_be_sent() {
    let county = county();
    let practice = practice(&county);
    let sealed = practice.seal(visit().present(2).of(3).given()).unwrap();
    assert_eq!(sealed.faults, 1);
    let status = practice.status().unwrap();
    assert!(status.practice);
    assert_eq!((status.seq.0, status.pending), (1, 0));
    assert!(practice.verify().unwrap().ok);
}

#[test]
fn it_takes_no_enrolment_no_pack_and_no_feed() {
    let county = county();
    let practice = practice(&county);
    let admission = Admission {
        server_url: "http://127.0.0.1:1".to_owned(),
        token: "token".to_owned(),
        headquarters: county.headquarters().unwrap(),
        divisions: vec![DivisionCode::new("410523").unwrap()],
        name: "督查一组".to_owned(),
    };
    let pack = sample(&county);
    let page = county.feed(0, &admission.divisions, None).unwrap();
    let (word, epoch) = (county.headquarters().unwrap(), county.epoch().unwrap());
    let feed = Parcel::of(page, word, epoch, admission.divisions.clone());
    for refused in [
        practice.enrolled(&admission),
        practice.load_pack(&pack, None).map(drop),
        practice.apply_feed(&feed).map(drop),
    ] {
        assert_eq!(refused.unwrap_err().code(), "practice");
    }
    assert_eq!(practice.account().unwrap(), None);
    assert_eq!(practice.status().unwrap().server, None);
}

#[test]
fn it_stays_one_when_it_is_opened_again() {
    let county = county();
    drop(practice(&county));
    let again = Store::open(&folder(&county), county.clock.clone()).unwrap();
    assert!(again.status().unwrap().practice);
    let refused = again.load_pack(&sample(&county), None);
    assert_eq!(refused.unwrap_err().code(), "practice");
}

#[test]
fn a_tablet_s_own_folder_never_becomes_one() {
    let county = county();
    let own = county.dir.path().join("tablet");
    let clock = county.clock.clone();
    drop(Store::create(&own, Role::Inspector, clock.clone()).unwrap());
    let refused = Store::create_practice(&own, &sample(&county), clock.clone());
    assert_eq!(refused.err().unwrap().code(), "already-set-up");
    let tablet = Store::open(&own, clock).unwrap();
    assert!(!tablet.status().unwrap().practice);
    let pack = sample(&county);
    let loaded = tablet.load_pack(&pack, Some(&pack.fingerprint()));
    assert!(loaded.unwrap() > 0);
}
