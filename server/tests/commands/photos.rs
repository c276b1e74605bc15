//! Photos on a server that is killed, backed up and restored.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use kakou_domain::SystemClock;
use kakou_store::views::SiteFilter;
use kakou_store::{Part, SiteGiven, Store, VisitGiven, hash_of};
use kakou_sync::protocol::Protocol;
use kakou_sync::{
    Http, Network, PlainHttp, SyncState, Timing, on_contact, server_address, sync_once,
};
use kakou_test_support::{add_photos, visit};
use tokio::sync::watch;

use crate::support::{Desk, Serving};

/// A tablet that has pushed a visit with two photos, but not the photos.
struct Tablet {
    store: Arc<Store>,
    photos: Vec<String>,
}

fn http(tablet: &Arc<Store>, server: &Serving) -> Http {
    let base = server_address(&server.url, PlainHttp::Loopback).unwrap();
    Http::new(base, Timing::default().stall, on_contact(tablet)).unwrap()
}

async fn synced(tablet: &Arc<Store>, server: &Serving, network: Network) -> u64 {
    let state = watch::Sender::new(SyncState::default());
    let http = http(tablet, server);
    let summary = sync_once(tablet, &http, network, &state).await.unwrap();
    summary.files_left
}

async fn begun(desk: &Desk, server: &Serving) -> Tablet {
    let folder = desk.path("tablet");
    let store = Store::open_or_create(&folder, Arc::new(SystemClock)).unwrap();
    let store = Arc::new(store);
    let code = desk.run(&["enrol-code", "--division", "410523"]).good();
    let code = code.lines().next().unwrap().to_owned();
    let http = http(&store, server);
    kakou_sync::enrol(&store, &http, &server.url, &code, "督查一组")
        .await
        .unwrap();
    // The county's sites come with the first sync.
    synced(&store, server, Network::Metered).await;
    let sites = store.sites(&SiteFilter::default(), None, 1).unwrap();
    let given = VisitGiven {
        site: SiteGiven::Id {
            id: sites.rows[0].id,
        },
        ..visit().given()
    };
    let visit = store.seal(given).unwrap().id;
    let photos = add_photos(&store, visit, &[1, 2]);
    assert_eq!(synced(&store, server, Network::Metered).await, 2);
    Tablet { store, photos }
}

/// Sends a part of a photo over a connection that never ends by itself.
fn send_a_part(
    server: &Serving,
    token: &str,
    sha256: &str,
    bytes: &[u8],
    part: usize,
) -> TcpStream {
    let address = server.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "PATCH /v1/blobs/{sha256} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\n\
         tus-resumable: 1.0.0\r\nupload-offset: 0\r\ncontent-length: {}\r\n\
         content-type: application/offset+octet-stream\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes[..part]).unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_has_every_byte_that_it_told_of() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let Tablet { store, photos } = begun(&desk, &server).await;
    let token = store.account().unwrap().unwrap().token;
    let bytes = store.evidence_file(&photos[0]).unwrap().unwrap();
    let new = kakou_store::NewUpload {
        name: kakou_store::BlobName::new(&photos[0], Part::Whole).unwrap(),
        hash: hash_of(&bytes),
        size: bytes.len() as u64,
    };
    assert_eq!(
        http(&store, &server)
            .begin_upload(&token, &new)
            .await
            .unwrap()
            .offset,
        0
    );
    let _open = send_a_part(&server, &token, &photos[0], &bytes, 12_345);
    let mut told = 0;
    for _ in 0..600 {
        told = http(&store, &server)
            .begin_upload(&token, &new)
            .await
            .unwrap()
            .offset;
        if told == 12_345 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(told, 12_345);
    // SIGKILL.
    drop(server);

    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let again = http(&store, &server).begin_upload(&token, &new).await;
    assert_eq!(again.unwrap().offset, 12_345);
    let before = desk.run(&["status"]).json();
    assert_eq!(before["files"]["missing"], 2);
    assert_eq!(before["files"]["incomplete_visits"], 1);
    assert!(desk.run(&["visits"]).good().contains("照片缺 2/2"));
    assert_eq!(synced(&store, &server, Network::Unknown).await, 0);
    let after = desk.run(&["status"]).json();
    assert_eq!(
        (&after["files"]["here"], &after["files"]["missing"]),
        (&2.into(), &0.into())
    );
    let visits = desk.run(&["visits"]).json();
    assert_eq!(visits[0]["files"]["missing"], 0);
    assert!(!desk.run(&["visits"]).good().contains("照片缺"));
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_backed_up_beside_the_file_and_come_back() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let Tablet { store, photos } = begun(&desk, &server).await;
    assert_eq!(synced(&store, &server, Network::Unknown).await, 0);
    let without = desk.run(&["backup", "--to", "a"]).said();
    assert!(
        without.err.contains("2 photos are not in this backup"),
        "{}",
        without.err
    );
    let made = desk
        .run(&["backup", "--to", "b", "--evidence", "photos"])
        .json();
    assert_eq!(
        (&made["evidence"]["files"], &made["evidence"]["new"]),
        (&2.into(), &2.into())
    );
    let more = desk
        .run(&["backup", "--to", "c", "--evidence", "photos"])
        .json();
    assert_eq!(
        (&more["evidence"]["files"], &more["evidence"]["new"]),
        (&2.into(), &0.into())
    );
    server.terminated();

    // The machine burns: only the backup is left.
    fs::remove_dir_all(desk.county()).unwrap();
    let restored = desk
        .run(&["restore", "--from", "b", "--evidence", "photos"])
        .json();
    assert_eq!(
        (&restored["photos"], &restored["photos_missing"]),
        (&2.into(), &0.into())
    );
    let kept = fs::read(desk.county().join("evidence").join(&photos[0])).unwrap();
    assert!(kept == store.evidence_file(&photos[0]).unwrap().unwrap());
    // Once more on the same machine: the photos of the folder that is set aside.
    let again = desk.run(&["restore", "--from", "b"]).json();
    assert_eq!(again["photos"], 2);
    let aside = desk.path(again["set_aside"].as_str().unwrap());
    assert!(
        aside.join("evidence").join(&photos[0]).is_file(),
        "nothing of it goes"
    );
    // Without any: they are counted as missing.
    fs::remove_dir_all(desk.county()).unwrap();
    let bare = desk.run(&["restore", "--from", "b"]).json();
    assert_eq!(
        (&bare["photos"], &bare["photos_missing"]),
        (&0.into(), &2.into())
    );
}
