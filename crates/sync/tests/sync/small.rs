//! What stands beside the entries: the lock, what is set aside, the clock, the dictionary.

use std::fs::File;

use kakou_domain::checklist::{Template, standard};
use kakou_store::DraftDetails;
use kakou_test_support::{Call, Fault, id};

use crate::world::{seal, settled, sync, two};

#[tokio::test]
async fn one_process_syncs_at_a_time() {
    let (office, one, _) = two().await;
    seal(&one, 1);
    let held = File::create(one.folder().join("sync.lock")).unwrap();
    held.lock().unwrap();
    let busy = sync(&one, &office).await.unwrap_err();
    assert_eq!(busy.code(), "sync-busy");
    assert!(busy.passes_by_itself());
    assert!(office.asked().is_empty());
    drop(held);
    sync(&one, &office).await.unwrap();
    assert_eq!(one.status().unwrap().pending, 0);
}

#[tokio::test]
async fn a_server_that_does_not_know_the_dictionary_is_sent_the_batch_without_one() {
    let (office, one, other) = two().await;
    seal(&one, 1);
    office.fail(Call::Push, Fault::Refuse(400, "unknown-dictionary"));
    sync(&one, &office).await.unwrap();
    assert_eq!(office.asked(), [Call::Push, Call::Push, Call::Feed]);
    sync(&other, &office).await.unwrap();
    settled(&office, &[&one, &other], 1);
}

#[tokio::test]
async fn the_feed_is_asked_for_only_when_others_wrote_something() {
    let (office, one, other) = two().await;
    sync(&one, &office).await.unwrap();
    office.asked();
    seal(&one, 1);
    sync(&one, &office).await.unwrap();
    assert_eq!(office.asked(), [Call::Push]);
    seal(&other, 2);
    sync(&other, &office).await.unwrap();
    assert_eq!(office.asked(), [Call::Push, Call::Feed]);
    sync(&one, &office).await.unwrap();
    assert_eq!(office.asked(), [Call::Push, Call::Feed]);
    settled(&office, &[&one, &other], 2);
}

#[tokio::test]
async fn a_server_that_contradicts_itself_is_left_alone_after_a_few_times() {
    let (office, one, _) = two().await;
    seal(&one, 1);
    for _ in 0..20 {
        office.fail(Call::Push, Fault::Refuse(409, "forked"));
    }
    let error = sync(&one, &office).await.unwrap_err();
    assert_eq!(error.code(), "no-progress");
    assert!(one.verify().unwrap().ok);
    office.calm();
    sync(&one, &office).await.unwrap();
    assert_eq!(one.status().unwrap().pending, 0);
}

/// The newest version of the village checkpoints' checklist, one further on.
fn newer() -> Template {
    let mut all = standard().into_iter();
    let mut template = all.find(|one| one.id == "checkpoint").unwrap();
    template.version += 1;
    template
}

#[tokio::test]
async fn a_visit_whose_checklist_the_server_lost_is_set_aside_until_it_is_given_back() {
    let (office, one, other) = two().await;
    let backup = office.back_up("early");
    assert!(office.store().publish_checklist(newer()).unwrap());
    sync(&one, &office).await.unwrap();
    let visit = seal(&one, 1);
    office.restore(&backup);
    // Cut off after the push, so that the checklist has not been given back yet.
    office.fail(Call::Feed, Fault::DropRequest);
    sync(&one, &office).await.unwrap_err();
    let status = one.status().unwrap();
    assert_eq!(status.pending, 0, "it is kept and confirmed");
    let aside: Vec<_> = status
        .set_aside
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(aside, ["unknown-checklist"]);
    assert_eq!(office.store().visit(visit).unwrap_err().code(), "no-visit");

    sync(&one, &office).await.unwrap();
    office.store().visit(visit).unwrap();
    sync(&one, &office).await.unwrap();
    assert_eq!(one.status().unwrap().set_aside, []);
    sync(&other, &office).await.unwrap();
    settled(&office, &[&one, &other], 1);
}

#[tokio::test]
async fn the_clocks_drift_is_measured_and_stands_in_later_facts() {
    let (office, one, _) = two().await;
    let clock_of = |seq: u64| -> serde_json::Value {
        let author = one.author().unwrap();
        let part = one.journal_entries(author, kakou_domain::Seq(seq), None);
        let item = part.unwrap().unwrap().batch.items.remove(0);
        let kakou_journal::Item::Payload(payload) = item else {
            panic!("the own payloads are here");
        };
        let fact: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        fact["clock"].clone()
    };
    seal(&one, 1);
    assert_eq!(clock_of(1), serde_json::Value::Null, "nothing is known yet");
    let server = one.clock().now() + chrono::Duration::minutes(7);
    one.note_contact(server, 400).unwrap();
    let drift = one.status().unwrap().clock_drift_ms.unwrap();
    assert!((420_000..420_400).contains(&drift), "{drift}");
    let page = one.draft_new(id("白营村"), kakou_domain::Method::Announced);
    let draft = page.unwrap().draft.id;
    one.draft_details(draft, DraftDetails::default()).unwrap();
    one.draft_seal(draft, None).unwrap();
    assert_eq!(clock_of(2)["drift_ms"], drift);
    assert!(clock_of(2)["measured_at"].is_string());
    sync(&one, &office).await.unwrap();
    assert_eq!(
        one.status().unwrap().pending,
        0,
        "drift is no reason to refuse"
    );
}
