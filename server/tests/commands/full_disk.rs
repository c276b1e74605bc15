//! The server's disk fills up under it: tablets are told and keep what they have, the server goes
//! on, and when there is room everything arrives.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kakou_store::Store;
use kakou_sync::{
    Http, Network, PlainHttp, Summary, SyncError, SyncState, Timing, on_contact, server_address,
    sync_with_server,
};
use kakou_test_support::{SmallDisk, seal_with_photos, tablet, visit};
use serde_json::Value;
use tokio::sync::watch;

use crate::support::Desk;

/// Their entries take about 400 KiB on the disk, the rows that are made of them 200 more.
const VISITS: u32 = 200;

/// A server on a small disk.
struct Small {
    disk: SmallDisk,
    url: String,
}

impl Small {
    /// Serves a copy of the desk's county; `None` where no disk can be mounted.
    fn serving(desk: &Desk) -> Option<Self> {
        let (county, out) = (desk.county(), desk.path("out"));
        let program = Path::new(env!("CARGO_BIN_EXE_kakou-server"));
        let given = [
            ("COUNTY", county.as_path()),
            ("OUT", out.as_path()),
            ("SERVER", program),
        ];
        let mut disk = SmallDisk::mounted(32_768, &given)?;
        disk.order(r#"cp -r "$COUNTY" "$DISK/county""#);
        disk.order(
            r#""$SERVER" --data "$DISK/county" serve --listen 127.0.0.1:0 >"$OUT" 2>"$OUT.log" & "#,
        );
        let wait = r#"until grep -q listening "$OUT"; do sleep 0.05; done; cat "$OUT""#;
        let said = disk.order(wait);
        let url = said
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Some(Self { disk, url })
    }

    fn code(&mut self) -> String {
        let order = r#""$SERVER" --data "$DISK/county" enrol-code --division 410523"#;
        let said = self.disk.order(order);
        said.lines().next().unwrap().to_owned()
    }

    fn ready(&mut self) -> Value {
        let said = self
            .disk
            .order(&format!("curl -s {}/readyz; echo", self.url));
        serde_json::from_str(&said).unwrap()
    }
}

async fn sync(tablet: &Arc<Store>) -> Result<Summary, SyncError> {
    let state = watch::Sender::new(SyncState::default());
    sync_with_server(tablet, Timing::default(), Network::Unknown, &state).await
}

#[tokio::test(flavor = "multi_thread")]
async fn tablets_wait_for_a_full_server_and_then_everything_arrives() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let desk = Desk::tangyin();
    desk.run(&["pack", "--division", "410523", "--out", "p.kkp"])
        .good();
    let folder = tablet();
    kakou_test_support::load_pack(&folder, &std::fs::read(desk.path("p.kkp")).unwrap());
    for n in 0..VISITS {
        let time = format!("2020-02-14T{:02}:{:02}:00+08:00", 8 + n / 60, n % 60);
        folder.seal(visit().on(&time).given()).unwrap();
    }
    seal_with_photos(&folder, &[1]);
    let Some(mut server) = Small::serving(&desk) else {
        return;
    };
    let clock = Arc::new(kakou_domain::SystemClock);
    let tablet = Arc::new(Store::open(folder.folder(), clock).unwrap());
    let base = server_address(&server.url, PlainHttp::Loopback).unwrap();
    let http = Http::new(base.clone(), Timing::default().stall, on_contact(&tablet)).unwrap();
    let code = server.code();
    kakou_sync::enrol(&tablet, &http, base.as_str(), &code, "督查一组")
        .await
        .unwrap();

    // Not even the entries fit.
    server.disk.order("fill 64");
    let waiting = sync(&tablet).await.unwrap_err();
    assert_eq!(waiting.code(), "server-full");
    assert!(waiting.passes_by_itself() && waiting.retry_after().is_some());
    assert!(tablet.status().unwrap().pending > u64::from(VISITS));
    let ready = server.ready();
    assert_eq!(ready["room"], "answers_only");
    let before = ready["entries"].as_u64().unwrap();

    // The entries fit, the rows that are made of them do not; photos are not taken.
    server.disk.order("room; fill 510");
    let waiting = sync(&tablet).await.unwrap_err();
    assert_eq!(tablet.status().unwrap().pending, 0, "{waiting}");
    assert!(waiting.passes_by_itself(), "{waiting}");
    let ready = server.ready();
    let entries = before + tablet.status().unwrap().seq.0;
    assert_eq!(ready["entries"].as_u64().unwrap(), entries);
    assert!(ready["projection_lag"].as_u64().unwrap() > u64::from(VISITS));

    // It goes on by itself, without a new start.
    server.disk.order("room");
    while server.ready()["projection_lag"] != 0 {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    sync(&tablet).await.unwrap_err();
    let verified = r#""$SERVER" --data "$DISK/county" verify --json"#;
    let verified: Value = serde_json::from_str(&server.disk.order(verified)).unwrap();
    assert_eq!(verified["ok"], true);
    let visits = r#""$SERVER" --data "$DISK/county" visits --json | grep -o check_code | wc -l"#;
    let visits = server.disk.order(visits);
    assert_eq!(visits.trim(), (VISITS + 1).to_string());
    let log = std::fs::read_to_string(desk.path("out.log")).unwrap();
    assert!(log.contains("the disk is full") && !log.contains("panicked"));
    server.disk.order("kill -TERM %1; wait");
}

#[test]
fn a_backup_and_an_export_without_room_leave_nothing_behind() {
    let desk = Desk::tangyin();
    let county = desk.county();
    let program = Path::new(env!("CARGO_BIN_EXE_kakou-server"));
    let given = [("COUNTY", county.as_path()), ("SERVER", program)];
    let Some(mut disk) = SmallDisk::mounted(4_096, &given) else {
        return;
    };
    for verb in [
        "backup --to $DISK/b.kkb",
        "export facts --out $DISK/f.jsonl",
        "pack --division 410523 --out $DISK/p.kkp",
    ] {
        disk.order("room; fill 8");
        let said = disk.order(&format!(r#""$SERVER" --data "$COUNTY" {verb} 2>&1"#));
        assert!(said.contains("[disk-full]"), "{verb}: {said}");
        assert_eq!(disk.order("ls -A $DISK").trim(), "fill", "{verb}");
    }
    desk.run(&["verify"]).good();
    disk.order("room");
    let said = disk.order(r#""$SERVER" --data "$COUNTY" backup --to $DISK/b.kkb 2>&1"#);
    assert!(said.contains("backed up to"), "{said}");
}
