//! A tablet at work beside the real server: it has the county's pack and is enrolled.

use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_store::Store;
use kakou_sync::{
    Http, Network, PlainHttp, Summary, SyncError, SyncState, Timing, on_contact, server_address,
    sync_once,
};
use kakou_test_support::visit;
use tokio::sync::watch;

use crate::support::{Desk, Serving};

/// A tablet in the desk's folder `tablet`.
pub(crate) struct AtWork {
    pub(crate) store: Arc<Store>,
}

impl AtWork {
    /// Loads the pack and enrols.
    pub(crate) async fn enrolled(desk: &Desk, server: &Serving) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        desk.run(&["pack", "--division", "410523", "--out", "p.kkp"])
            .good();
        let store = Store::open_or_create(&desk.path("tablet"), Arc::new(SystemClock)).unwrap();
        let pack = std::fs::read(desk.path("p.kkp")).unwrap();
        kakou_test_support::load_pack(&store, &pack);
        let tablet = Self {
            store: Arc::new(store),
        };
        let code = desk.run(&["enrol-code", "--division", "410523"]).good();
        let code = code.lines().next().unwrap();
        kakou_sync::enrol(
            &tablet.store,
            &tablet.http(server),
            &server.url,
            code,
            "督查一组",
        )
        .await
        .unwrap();
        tablet
    }

    /// Asks the server, wherever it listens by now.
    pub(crate) fn http(&self, server: &Serving) -> Http {
        let base = server_address(&server.url, PlainHttp::Loopback).unwrap();
        Http::new(base, Timing::default().stall, on_contact(&self.store)).unwrap()
    }

    pub(crate) async fn sync(&self, server: &Serving) -> Result<Summary, SyncError> {
        let state = watch::Sender::new(SyncState::default());
        sync_once(&self.store, &self.http(server), Network::Unknown, &state).await
    }

    /// Seals so many visits, each at its own minute.
    pub(crate) fn seal(&self, count: u32) {
        for n in 0..count {
            let time = format!("2020-02-14T{:02}:{:02}:00+08:00", 8 + n / 60, n % 60);
            self.store.seal(visit().on(&time).given()).unwrap();
        }
    }

    /// Entries that no receipt covers.
    pub(crate) fn pending(&self) -> u64 {
        self.store.status().unwrap().pending
    }
}
