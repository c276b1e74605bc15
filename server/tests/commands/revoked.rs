//! A tablet whose token was revoked while it had unsent visits: they are carried.

use kakou_store::BundleFrom;
use kakou_test_support::{seal_with_photos, visit};

use crate::at_work::AtWork;
use crate::support::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_tablets_unsent_visits_are_carried_to_headquarters() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let at_work = AtWork::enrolled(&desk, &server).await;
    let tablet = &at_work.store;
    tablet
        .seal(visit().on("2020-02-13T09:30:00+08:00").given())
        .unwrap();
    at_work.sync(&server).await.unwrap();
    seal_with_photos(tablet, &[1, 2]);
    let author = tablet.author().unwrap().to_string();
    desk.run(&["retire", &author, "--reason", "平板换人"])
        .good();

    let stopped = at_work.sync(&server).await.unwrap_err();
    assert_eq!(stopped.code(), "retired");
    assert!(stopped.to_string().contains("kakou bundle"), "{stopped}");
    assert!(!stopped.passes_by_itself());
    assert_eq!(at_work.pending(), 2, "it is all still here");
    assert_eq!(desk.run(&["visits"]).json().as_array().unwrap().len(), 1);

    let mut file = std::fs::File::create(desk.path("b.kkbundle")).unwrap();
    tablet
        .write_bundle(&mut file, BundleFrom::Unconfirmed)
        .unwrap();
    let import = ["import", "bundle", "b.kkbundle"];
    let taken = desk.run(&import).json();
    assert_eq!((&taken["new"], &taken["new_files"]), (&2.into(), &2.into()));
    assert_eq!(desk.run(&import).json()["new"], 0);
    let visits = desk.run(&["visits"]).json();
    assert_eq!(visits.as_array().unwrap().len(), 2);
    assert_eq!(desk.run(&["verify"]).json()["ok"], true);
}
