//! Photos travel after the records, and only as far as they must.

use kakou_store::{BlobName, Part, Store};
use kakou_sync::{Network, SyncState, fetch_evidence, sync_once};
use kakou_test_support::{Call, Fault, Folder, Office, seal_with_photos};
use tokio::sync::watch;

use crate::world::{again, sync, two};

fn name(sha256: &str, part: Part) -> BlobName {
    BlobName::new(sha256, part).unwrap()
}

/// Whether the server has a file; of a small copy, whether it can show one to the tablet.
fn has(office: &Office, sha256: &str, part: Part) -> bool {
    let (server, name) = (office.store(), name(sha256, part));
    if part == Part::Whole {
        return server.evidence_size(&name).unwrap().is_some();
    }
    let devices = server.devices().unwrap();
    devices
        .iter()
        .any(|device| server.blob(device, &name).is_ok())
}

fn complete(office: &Office, tablet: &Store, photos: &[String]) {
    assert_eq!(tablet.status().unwrap().files.files, 0);
    for sha256 in photos {
        let there = office.store().evidence_file(sha256).unwrap();
        assert!(there == tablet.evidence_file(sha256).unwrap());
    }
    let figures = office.store().file_figures().unwrap();
    assert_eq!((figures.missing, figures.incomplete_visits), (0, 0));
}

#[tokio::test]
async fn records_go_before_photos_and_what_was_sent_is_not_sent_again() {
    let (office, one, _) = two().await;
    let (visit, photos) = seal_with_photos(&one, &[1, 2]);
    let waiting = one.status().unwrap().files;
    assert_eq!(waiting.files, 2);
    assert_eq!(one.visit(visit).unwrap().record.files.missing, 2);
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (2, 0));
    let asked = office.asked();
    assert_eq!(asked[..2], [Call::Push, Call::Feed]);
    assert!(
        asked[2..]
            .iter()
            .all(|call| [Call::BeginUpload, Call::ShowHeld, Call::SendPiece].contains(call))
    );
    complete(&office, &one, &photos);
    assert_eq!(one.visit(visit).unwrap().record.files.missing, 0);
    sync(&one, &office).await.unwrap();
    assert_eq!(office.asked(), [Call::Push]);
}

/// What must hold wherever a sync was cut off: all small copies are there before any photo is, and
/// the oldest photo goes last.
fn in_order(office: &Office, newest_first: &[String]) {
    let whole: Vec<bool> = newest_first
        .iter()
        .map(|sha256| has(office, sha256, Part::Whole))
        .collect();
    let small =
        |sha256: &String| has(office, sha256, Part::Thumbnail) || has(office, sha256, Part::Whole);
    if whole.contains(&true) {
        assert!(newest_first.iter().all(small));
    }
    if whole.last() == Some(&true) {
        let whole = whole.iter().filter(|one| **one).count();
        assert!(
            whole >= 3,
            "three go at once, the oldest with two others at most"
        );
    }
}

#[tokio::test]
async fn cut_off_anywhere_it_goes_on_small_copies_first_the_newest_first() {
    let world = two().await;
    let mut newest_first = Vec::new();
    for number in 0..5 {
        newest_first.splice(0..0, seal_with_photos(&world.1, &[number]).1);
    }
    let to_send = world.1.files_to_send().unwrap();
    let to_send: Vec<_> = to_send.iter().map(|file| file.name.sha256()).collect();
    assert_eq!(to_send, newest_first);
    for fault in [Fault::DropRequest, Fault::DropAnswer, Fault::BadGateway] {
        for n in 2.. {
            let (office, one, _) = again(&world);
            copy_evidence(&world.1, &one);
            office.fail_at(n, fault);
            let cut_off = sync(&one, &office).await;
            if office.calm() {
                // There was nothing left to break.
                break;
            }
            assert!(cut_off.unwrap_err().passes_by_itself());
            in_order(&office, &newest_first);
            sync(&one, &office).await.unwrap();
            complete(&office, &one, &newest_first);
        }
    }
}

/// A copy of a tablet has its database and keys; its photos lie in a folder of their own.
fn copy_evidence(from: &Folder, to: &Folder) {
    let place = to.folder().join("evidence");
    std::fs::create_dir_all(&place).unwrap();
    for file in std::fs::read_dir(from.folder().join("evidence")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), place.join(file.file_name())).unwrap();
    }
}

#[tokio::test]
async fn an_upload_goes_on_at_the_byte_where_it_broke() {
    let (office, one, _) = two().await;
    seal_with_photos(&one, &[1]);
    sync_without_photos(&one, &office).await;
    // The small copy goes through; of the photo only the first piece.
    let pieces = |office: &Office| {
        let asked = office.asked();
        asked
            .iter()
            .filter(|call| **call == Call::SendPiece)
            .count()
    };
    let (whole, copy) = (office.copied(), one.copied());
    copy_evidence(&one, &copy);
    sync(&copy, &whole).await.unwrap();
    let all = pieces(&whole);
    office.asked();
    // Beside the pieces: the push, two announcements, and the question for the photo.
    office.fail_at(1 + all + 2, Fault::DropRequest);
    sync(&one, &office).await.unwrap_err();
    let before = pieces(&office);
    sync(&one, &office).await.unwrap();
    // Pieces begin small in each sync; whatever is sent twice would need more of them.
    assert!(pieces(&office) < all, "{before} before, {all} in all");
}

async fn sync_without_photos(tablet: &Store, office: &Office) {
    let state = watch::Sender::new(SyncState::default());
    sync_once(tablet, office, Network::Metered, &state)
        .await
        .unwrap();
}

#[tokio::test]
async fn photos_wait_for_a_network_that_costs_nothing_unless_they_need_not() {
    let (office, one, _) = two().await;
    seal_with_photos(&one, &[1]);
    let state = watch::Sender::new(SyncState::default());
    let summary = sync_once(&one, &office, Network::Metered, &state)
        .await
        .unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (0, 1));
    assert_eq!(one.status().unwrap().pending, 0, "the record went");
    let reason = state.borrow().reason.clone();
    assert_eq!(reason.as_deref(), Some("photos-wait-for-wifi"));
    one.set_setting("photos-wifi-only", "no").unwrap();
    let summary = sync_once(&one, &office, Network::Metered, &state)
        .await
        .unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (1, 0));
    assert_eq!(state.borrow().reason, None);
}

#[tokio::test]
async fn a_colleague_fetches_a_photo_when_it_is_wanted() {
    let (office, one, other) = two().await;
    let (visit, photos) = seal_with_photos(&one, &[1]);
    sync_without_photos(&one, &office).await;
    sync(&other, &office).await.unwrap();
    let here = |tablet: &Store| tablet.visit(visit).unwrap().record.evidence[0].here;
    assert!(!here(&other));
    let name = name(&photos[0], Part::Whole);
    let early = fetch_evidence(&other, &office, &name).await.unwrap_err();
    assert_eq!(early.code(), "blob-not-here");
    sync(&one, &office).await.unwrap();
    office.fail(Call::Blob, Fault::DropRequest);
    let unreachable = fetch_evidence(&other, &office, &name).await.unwrap_err();
    assert_eq!(unreachable.code(), "unreachable");
    office.fail(Call::Blob, Fault::Garbage);
    let another = fetch_evidence(&other, &office, &name).await.unwrap_err();
    assert_eq!(another.code(), "blob-wrong-hash");
    assert!(!here(&other));
    let fetched = fetch_evidence(&other, &office, &name).await.unwrap();
    assert!(Some(fetched) == one.evidence_file(&photos[0]).unwrap());
    assert!(here(&other));
    office.asked();
    fetch_evidence(&other, &office, &name).await.unwrap();
    assert!(office.asked().is_empty(), "it lies here now");
    assert_eq!(other.status().unwrap().files.files, 0, "it is not its own");
}

fn calls(office: &Office, kind: Call) -> usize {
    let asked = office.asked().into_iter();
    asked.filter(|call| *call == kind).count()
}

#[tokio::test]
async fn a_photo_that_a_colleague_has_brought_is_shown_and_not_sent() {
    let (office, one, other) = two().await;
    let (_, photos) = seal_with_photos(&one, &[1]);
    sync(&one, &office).await.unwrap();
    seal_with_photos(&other, &[1]);
    office.asked();
    // The answer is lost: it is asked again, and told.
    office.fail(Call::ShowHeld, Fault::DropAnswer);
    sync(&other, &office).await.unwrap_err();
    let summary = sync(&other, &office).await.unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (1, 0));
    assert_eq!(calls(&office, Call::SendPiece), 0);
    complete(&office, &other, &photos);
}

/// The photos outlived the server, what its database said of them did not.
#[tokio::test]
async fn of_a_restored_server_that_has_the_photos_they_are_opened_again_without_being_sent() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    let (_, photos) = seal_with_photos(&one, &[1]);
    sync(&one, &office).await.unwrap();
    let evidence = office.store().folder().join("evidence");
    office.restore(&backup);
    office
        .store()
        .take_evidence(&evidence, &mut |_, _| ())
        .unwrap();
    sync_without_photos(&one, &office).await;
    sync(&other, &office).await.unwrap();
    let name = name(&photos[0], Part::Whole);
    let early = fetch_evidence(&other, &office, &name).await.unwrap_err();
    assert_eq!(early.code(), "blob-not-here");
    office.asked();
    sync(&one, &office).await.unwrap();
    // Its small copy goes before; of the photo nothing is sent.
    let asked = office.asked();
    assert_eq!(
        asked[asked.len() - 2..],
        [Call::BeginUpload, Call::ShowHeld],
        "{asked:?}"
    );
    fetch_evidence(&other, &office, &name).await.unwrap();
}

#[tokio::test]
async fn a_photo_that_is_fetched_has_the_small_copy_that_is_made_of_it() {
    let (office, one, other) = two().await;
    let (_, photos) = seal_with_photos(&one, &[1]);
    sync(&one, &office).await.unwrap();
    sync(&other, &office).await.unwrap();
    let name = name(&photos[0], Part::Whole);
    // As somebody sent it who wanted to mislead.
    other.keep_fetched(&name.thumbnail(), b"false").unwrap();
    fetch_evidence(&other, &office, &name).await.unwrap();
    let small = other.evidence_thumbnail(&photos[0]).unwrap();
    let made = office.store().evidence_thumbnail(&photos[0]).unwrap();
    assert_eq!(small, made);
}

#[tokio::test]
async fn a_restored_server_gets_its_photos_again() {
    let (office, one, _) = two().await;
    let backup = office.back_up("early");
    let (_, photos) = seal_with_photos(&one, &[1, 2]);
    sync(&one, &office).await.unwrap();
    complete(&office, &one, &photos);
    office.restore(&backup);
    assert!(!has(&office, &photos[0], Part::Whole));
    sync(&one, &office).await.unwrap();
    complete(&office, &one, &photos);
}

#[tokio::test]
async fn a_photo_that_this_tablet_lost_waits_for_nobody_when_the_server_has_it() {
    let (office, one, _) = two().await;
    let (_, photos) = seal_with_photos(&one, &[1, 2]);
    let lost = one.folder().join("evidence").join(&photos[0]);
    std::fs::write(&lost, "damaged").unwrap();
    std::fs::remove_file(
        one.folder()
            .join("evidence")
            .join(format!("{}.thumb", photos[0])),
    )
    .unwrap();
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (1, 1));
    assert!(!has(&office, &photos[0], Part::Whole));
    let bytes = kakou_test_support::photo(1);
    // It is found again: the same photo is the same file.
    let (_, same) = seal_with_photos(&one, &[1]);
    assert_eq!((same[0].as_str(), bytes.shows), (photos[0].as_str(), None));
    sync(&one, &office).await.unwrap();
    complete(&office, &one, &photos);
}

#[tokio::test]
async fn a_file_that_the_server_does_not_take_keeps_no_other_from_going() {
    let (office, one, _) = two().await;
    seal_with_photos(&one, &[1, 2]);
    sync_without_photos(&one, &office).await;
    for _ in 0..2 {
        office.fail(Call::BeginUpload, Fault::Refuse(404, "blob-not-named"));
    }
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (2, 0));
    seal_with_photos(&one, &[3]);
    sync_without_photos(&one, &office).await;
    for _ in 0..2 {
        office.fail(Call::BeginUpload, Fault::Refuse(409, "blob-size-differs"));
    }
    let summary = sync(&one, &office).await.unwrap();
    assert_eq!((summary.uploaded, summary.files_left), (0, 1));
    office.fail(Call::BeginUpload, Fault::Refuse(507, "no-room-for-blobs"));
    let full = sync(&one, &office).await.unwrap_err();
    assert_eq!(full.code(), "no-room-for-blobs");
    assert!(full.passes_by_itself());
}
