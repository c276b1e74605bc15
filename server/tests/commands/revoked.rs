//! A tablet whose token was revoked while it had unsent visits: they are carried.

use std::sync::Arc;

use kakou_store::{BundleFrom, Parcel, Store};
use kakou_sync::{
    Http, Network, PlainHttp, SyncError, SyncState, Timing, on_contact, server_address,
    sync_with_server,
};
use kakou_test_support::{seal_with_photos, tablet, visit};
use tokio::sync::watch;

use crate::support::Desk;

async fn sync(tablet: &Arc<Store>) -> Result<(), SyncError> {
    let state = watch::Sender::new(SyncState::default());
    let synced = sync_with_server(tablet, Timing::default(), Network::Unknown, &state).await;
    synced.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_tablets_unsent_visits_are_carried_to_headquarters() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    desk.run(&["pack", "--division", "410523", "--out", "p.kkp"])
        .good();
    let folder = tablet();
    let pack = std::fs::read(desk.path("p.kkp")).unwrap();
    folder.apply_pack(&Parcel::decode(&pack).unwrap()).unwrap();
    let clock = Arc::new(kakou_domain::SystemClock);
    let tablet = Arc::new(Store::open(folder.folder(), clock).unwrap());
    let base = server_address(&server.url, PlainHttp::Loopback).unwrap();
    let http = Http::new(base.clone(), Timing::default().stall, on_contact(&tablet)).unwrap();
    let code = desk.run(&["enrol-code", "--division", "410523"]).good();
    let code = code.lines().next().unwrap();
    kakou_sync::enrol(&tablet, &http, base.as_str(), code, "督查一组")
        .await
        .unwrap();
    tablet
        .seal(visit().on("2020-02-13T09:30:00+08:00").given())
        .unwrap();
    sync(&tablet).await.unwrap();
    seal_with_photos(&tablet, &[1, 2]);
    let author = tablet.author().unwrap().to_string();
    desk.run(&["retire", &author, "--reason", "平板换人"])
        .good();

    let stopped = sync(&tablet).await.unwrap_err();
    assert_eq!(stopped.code(), "retired");
    assert!(stopped.to_string().contains("kakou bundle"), "{stopped}");
    assert!(!stopped.passes_by_itself());
    let pending = tablet.status().unwrap().pending;
    assert_eq!(pending, 2, "it is all still here");
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
