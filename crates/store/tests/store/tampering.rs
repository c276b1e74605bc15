//! Somebody edits the database's file behind the store's back: `verify` names whose journal, which
//! entry, and how.

mod tamper;

use kakou_domain::AuthorId;
use kakou_store::Store;
use kakou_test_support::{Folder, admit, county, push, tablet_of, visit};
use tamper::Journal;

/// A tablet with six visits of its own.
fn tablet(county: &Folder) -> Folder {
    let tablet = tablet_of(county);
    for minute in 0..6 {
        let time = format!("2020-02-14T09:{minute:02}:00+08:00");
        let visit = visit().on(&time).present(minute % 3).of(2);
        tablet.seal(visit.given()).unwrap();
    }
    tablet
}

/// What `verify` says of the one journal that does not hold; all others do.
fn bad(store: &Store, author: AuthorId) -> Option<(u64, String)> {
    let report = store.verify().unwrap();
    let mut found = None;
    for journal in report.journals {
        match journal.bad {
            Some(bad) if journal.author == author => found = Some((bad.seq.0, bad.code)),
            bad => assert_eq!(bad, None, "{} was left alone", journal.author),
        }
    }
    assert_eq!(report.ok, found.is_none());
    found
}

/// Does the same to the tablet's journal on the tablet itself and at the server, each untouched
/// before.
fn named(change: impl Fn(&Journal), expected: (u64, &str)) {
    let county = county();
    let tablet = tablet(&county);
    let author = tablet.author().unwrap();
    admit(&county, &tablet, "410523");
    push(&tablet, &county);
    for store in [&*tablet, &*county] {
        assert_eq!(bad(store, author), None);
        change(&Journal::of(store, author));
        let (seq, code) = bad(store, author).unwrap();
        assert_eq!((seq, code.as_str()), expected);
    }
}

#[test]
fn one_flipped_bit_of_a_payload_is_named_wherever_it_lies() {
    let tablet = tablet(&county());
    let author = tablet.author().unwrap();
    let journal = Journal::of(&tablet, author);
    let payload = journal.payload(3);
    for place in (0..payload.len()).step_by(37).chain([payload.len() - 1]) {
        let mut flipped = payload.clone();
        flipped[place] ^= 1;
        journal.set_payload(3, &flipped);
        let found = bad(&tablet, author);
        assert_eq!(found, Some((3, "payload-altered".to_owned())), "{place}");
    }
    journal.set_payload(3, &payload);
    assert_eq!(bad(&tablet, author), None);
    named(
        |journal| {
            let mut payload = journal.payload(2);
            payload[40] ^= 0x20;
            journal.set_payload(2, &payload);
        },
        (2, "payload-altered"),
    );
}

#[test]
fn a_deleted_entry_is_missed_in_the_middle_and_at_both_ends() {
    for seq in [1, 3, 6] {
        named(|journal| journal.delete(seq), (seq, "entry-missing"));
    }
}

#[test]
fn the_last_entry_is_missed_before_anything_was_pushed() {
    let tablet = tablet(&county());
    let author = tablet.author().unwrap();
    Journal::of(&tablet, author).delete(6);
    assert_eq!(bad(&tablet, author), Some((6, "entry-missing".to_owned())));
}

#[test]
fn the_last_entry_is_missed_when_the_journals_end_is_lowered_with_it() {
    named(
        |journal| {
            journal.delete(6);
            journal.set_end(&journal.end_after(5));
        },
        (6, "entry-missing"),
    );
}

#[test]
fn renumbered_entries_do_not_close_a_gap() {
    named(
        |journal| {
            journal.delete(3);
            for seq in 4..=6 {
                journal.renumber(seq, seq - 1);
            }
        },
        (3, "chain-broken"),
    );
}

#[test]
fn a_swapped_pair_is_named_in_whatever_way_it_was_swapped() {
    let columns = [
        (&["payload"][..], "payload-altered"),
        (&["payload", "payload_hash"], "chain-broken"),
        (&["payload", "payload_hash", "chain_hash"], "chain-broken"),
        (&["chain_hash"], "chain-broken"),
    ];
    for (columns, code) in columns {
        named(|journal| journal.swap(2, 4, columns), (2, code));
    }
    let renumbered = |journal: &Journal| {
        journal.renumber(2, 99);
        journal.renumber(4, 2);
        journal.renumber(99, 4);
    };
    named(renumbered, (2, "chain-broken"));
}

#[test]
fn an_entry_that_was_put_in_is_named() {
    // At the end, with the right chain, and the journal's end moved to it.
    named(
        |journal| {
            let payload = journal.payload(1);
            journal.insert(7, &payload);
            journal.set_end(&journal.end_after(7));
        },
        (7, "entry-not-signed"),
    );
    // In the middle, with everything after it moved on.
    named(
        |journal| {
            for seq in (4..=6).rev() {
                journal.renumber(seq, seq + 1);
            }
            let payload = journal.payload(1);
            journal.insert(4, &payload);
        },
        (5, "chain-broken"),
    );
}

#[test]
fn a_chain_that_was_computed_again_does_not_lead_to_the_signature() {
    let forge = |journal: &Journal| {
        let payload = String::from_utf8(journal.payload(3)).unwrap();
        assert!(payload.contains("\"staffing.present\":2"));
        let forged = payload.replace("\"staffing.present\":2", "\"staffing.present\":9");
        journal.set_payload(3, forged.as_bytes());
        journal.compute_again();
        journal.set_end(&journal.end_after(6));
    };
    named(forge, (6, "head-mismatch"));
    // Nor does the old signature hold for the new end.
    named(
        |journal| {
            forge(journal);
            journal.set_signed_hash(&journal.end_after(6).hash);
        },
        (6, "bad-signature"),
    );
}

#[test]
fn a_journal_that_was_signed_again_with_another_key_is_not_its_authors() {
    named(
        |journal| journal.sign_again_as_somebody_else(),
        (1, "foreign-head"),
    );
}

#[test]
fn a_payload_that_was_taken_out_of_the_own_journal_is_missed() {
    let tablet = tablet(&county());
    let author = tablet.author().unwrap();
    Journal::of(&tablet, author).clear_payload(4);
    assert_eq!(
        bad(&tablet, author),
        Some((4, "payload-missing".to_owned()))
    );
}

#[test]
fn an_own_journal_that_is_gone_as_a_whole_is_an_error() {
    let tablet = tablet(&county());
    let author = tablet.author().unwrap();
    Journal::of(&tablet, author).remove();
    assert_eq!(tablet.verify().unwrap_err().code(), "unknown-author");
}

/// The documented limit: who puts an older state back as a whole, signature and all, is seen by
/// the receipt alone. The server then gives the entry back.
#[test]
fn an_older_state_that_was_put_back_as_a_whole_is_seen_by_the_receipt() {
    let county = county();
    let tablet = tablet_of(&county);
    let author = tablet.author().unwrap();
    admit(&county, &tablet, "410523");
    tablet.seal(visit().present(0).of(2).given()).unwrap();
    let journal = Journal::of(&tablet, author);
    let older = journal.end();
    tablet.seal(visit().present(1).of(2).given()).unwrap();
    let newest = journal.payload(2);
    push(&tablet, &county);

    journal.delete(2);
    journal.set_end(&older);
    assert_eq!(
        bad(&tablet, author),
        Some((2, "entry-missing".to_owned())),
        "a receipt was noted for it"
    );
    journal.set_confirmed(0);
    assert_eq!(bad(&tablet, author), None, "nothing on the tablet shows it");

    let receipt = county.receipt(author).unwrap();
    assert!(receipt.seq > tablet.status().unwrap().seq);
    assert_eq!(tablet.apply_receipt(&receipt).unwrap_err().code(), "forked");
    let part = county.journal_entries(author, kakou_domain::Seq(2), None);
    let items = part.unwrap().unwrap().batch.items;
    assert_eq!(items, [kakou_journal::Item::Payload(newest)]);
}
