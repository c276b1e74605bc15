//! A visit is proved alone, and nothing in a proof can be exchanged.

use kakou_domain::supervision::Role;
use kakou_domain::{Answer, VisitId};
use kakou_journal::Item;
use kakou_store::views::VisitFilter;
use kakou_store::{ProofError, Proved, Store, StoreError, check_proof};
use kakou_test_support::{Folder, admit, county, exchange, pull, push, tablet_of, visit};
use serde_json::{Value, json};

use crate::author::Author;

/// A county, a tablet whose second visit it has by a receipt, and that visit.
fn received() -> (Folder, Folder, VisitId) {
    let county = county();
    let tablet = tablet_of(&county);
    admit(&county, &tablet, "410523");
    tablet.seal(visit().present(1).of(3).given()).unwrap();
    let proved = tablet.seal(visit().present(2).of(3).given()).unwrap();
    tablet.seal(visit().present(3).of(3).given()).unwrap();
    exchange(&county, &[&tablet]);
    (county, tablet, proved.id)
}

fn document(store: &Store, visit: VisitId) -> Value {
    serde_json::to_value(store.proof(visit).unwrap()).unwrap()
}

fn check(document: &Value) -> Result<Proved, ProofError> {
    check_proof(&serde_json::to_vec(document).unwrap())
}

fn refused(document: &Value) -> &'static str {
    check(document).unwrap_err().code()
}

#[test]
fn headquarters_and_the_tablet_prove_a_visit_with_its_receipt() {
    let (county, tablet, visit) = received();
    for store in [&county, &tablet] {
        let proved = check(&document(store, visit)).unwrap();
        assert_eq!((proved.visit, proved.facts.len()), (visit, 1));
        let fact = &proved.facts[0];
        let page = store.visit(visit).unwrap();
        assert_eq!(fact.check_code, page.record.check_code);
        assert_eq!(
            (fact.author, fact.seq),
            (page.record.author, page.record.seq)
        );
        assert_eq!(fact.role, Role::Inspector);
        assert!(fact.received_at.is_some() && fact.set_aside.is_none());
        assert_eq!(
            fact.fingerprint,
            store.journal(fact.author).unwrap().unwrap().fingerprint()
        );
        let server = county.headquarters().unwrap().server_key;
        assert_eq!(proved.server, kakou_journal::fingerprint(&server));
    }
}

#[test]
fn what_was_corrected_is_proved_with_it_whoever_corrected_it() {
    let (county, tablet, visit) = received();
    let correct = |store: &Store, count| {
        let change = |draft: &mut kakou_domain::draft::Draft| {
            draft.answer("staffing.present", Some(Answer::Count(count)));
        };
        store.amend(visit, "点名时漏记一人", change).unwrap();
    };
    correct(&tablet, 3);
    push(&tablet, &county);
    county.project_all().unwrap();
    correct(&county, 1);
    let proved = check(&document(&county, visit)).unwrap();
    let kinds: Vec<_> = proved
        .facts
        .iter()
        .map(|fact| (fact.kind.as_str(), fact.role))
        .collect();
    let amended = "visit.amended";
    assert_eq!(
        kinds,
        [
            ("visit.sealed", Role::Inspector),
            (amended, Role::Inspector),
            (amended, Role::Headquarters)
        ]
    );
}

#[test]
fn a_visit_that_was_not_sent_is_proved_without_a_receipt() {
    let (_, tablet, _) = received();
    let late = tablet.seal(visit().present(0).of(3).given()).unwrap();
    let proved = check(&document(&tablet, late.id)).unwrap();
    assert_eq!(proved.facts[0].received_at, None);
}

#[test]
fn a_colleagues_tablet_proves_it_by_what_its_author_signed() {
    let (county, _, visit) = received();
    let other = tablet_of(&county);
    admit(&county, &other, "410523");
    pull(&other, &county);
    let proved = check(&document(&other, visit)).unwrap();
    assert_eq!(proved.facts[0].received_at, None);
}

#[test]
fn what_a_retired_tablet_had_stated_stays_proved() {
    let (county, tablet, visit) = received();
    county.retire(tablet.author().unwrap(), "平板丢失").unwrap();
    assert!(check(&document(&county, visit)).is_ok());
}

#[test]
fn a_successors_visits_are_proved_by_the_line_that_headquarters_admitted() {
    let (county, tablet, earlier) = received();
    let late = tablet.seal(visit().present(0).of(3).given()).unwrap();
    let before = tablet.author().unwrap();
    // The journal cannot go on; what no receipt covers goes on in another, under the same ids.
    tablet.succeed("forked").unwrap();
    let key = tablet
        .journal(tablet.author().unwrap())
        .unwrap()
        .unwrap()
        .public_key;
    county.admit_successor(before, &key).unwrap();
    exchange(&county, &[&tablet]);
    for visit in [earlier, late.id] {
        assert!(check(&document(&county, visit)).is_ok(), "{visit}");
    }
    // Without the predecessor's admission its ids are a stranger's.
    let mut cut = document(&county, late.id);
    let of_before = |one: &Value| {
        !one["payload"]
            .as_str()
            .unwrap()
            .contains(&format!("\"author\":\"{before}\""))
    };
    cut["headquarters"]
        .as_array_mut()
        .unwrap()
        .retain(of_before);
    assert_eq!(refused(&cut), "proof-foreign-id");
}

#[test]
fn before_headquarters_has_admitted_the_device_nothing_is_proved() {
    let tablet = tablet_of(&county());
    let sealed = tablet.seal(visit().present(2).of(3).given()).unwrap();
    match tablet.proof(sealed.id) {
        Err(StoreError::Proof(error)) => assert_eq!(error.code(), "proof-not-admitted"),
        other => panic!("{other:?}"),
    }
    let none = VisitId(uuid::Uuid::from_u128(7));
    assert!(matches!(tablet.proof(none), Err(StoreError::NoVisit(_))));
}

/// Another county's server and tablet with a visit of its own.
fn elsewhere() -> Value {
    let (county, _, visit) = received();
    document(&county, visit)
}

#[test]
fn no_part_can_be_taken_from_another_proof() {
    let (county, _, visit) = received();
    let (own, other) = (document(&county, visit), elsewhere());
    for (at, code) in [
        ("/word", "proof-not-headquarters"),
        ("/headquarters", "proof-not-headquarters"),
        ("/visit", "proof-not-admitted"),
        ("/visit/0/place", "proof-entry"),
        ("/visit/0/receipt", "proof-receipt"),
        ("/visit/0/payload", "proof-entry"),
        ("/word/county", "proof-word"),
    ] {
        let mut mixed = own.clone();
        let part = match at {
            "/word/county" => Value::from("410999"),
            at => other.pointer(at).unwrap().clone(),
        };
        *mixed.pointer_mut(at).unwrap() = part;
        assert_eq!(refused(&mixed), code, "{at}");
    }
}

#[test]
fn an_admission_is_headquarters_or_nobody_is_admitted() {
    let (county, tablet, visit) = received();
    let own = document(&county, visit);
    let mut without = own.clone();
    without["headquarters"] = Value::Array(Vec::new());
    assert_eq!(refused(&without), "proof-not-admitted");
    // A visit is no admission, and a tablet's journal is not headquarters'.
    let mut swapped = own.clone();
    swapped["headquarters"] = own["visit"].clone();
    assert_eq!(refused(&swapped), "proof-not-headquarters");
    let mut swapped = own.clone();
    swapped["visit"] = own["headquarters"].clone();
    assert_eq!(refused(&swapped), "proof-not-a-visit");
    // Two visits are not one.
    let first = tablet.visits(&VisitFilter::default(), None, 10).unwrap();
    let other = first.rows.iter().find(|row| row.id != visit).unwrap();
    let mut both = own;
    let second = document(&county, other.id)["visit"][0].clone();
    both["visit"].as_array_mut().unwrap().push(second);
    assert_eq!(refused(&both), "proof-not-a-visit");
}

#[test]
fn a_copy_of_a_colleagues_visit_is_no_visit_of_the_copier() {
    let (county, honest, visit) = received();
    let other = tablet_of(&county);
    admit(&county, &other, "410523");
    let own = other
        .seal(kakou_test_support::visit().notes("另一次").given())
        .unwrap();
    exchange(&county, &[&other]);
    let (theirs, mut copied) = (document(&county, visit), document(&county, own.id));
    // Its first entry is the colleague's payload, signed by the copier.
    let Item::Payload(payload) = Author::of(&honest).items[1].clone() else {
        panic!("withheld");
    };
    assert_eq!(
        theirs["visit"][0]["payload"],
        String::from_utf8(payload.clone()).unwrap()
    );
    let batch = Author::stating(&other, vec![Item::Payload(payload)]).cut(0, 1);
    let key = &batch.head.public_key;
    copied["visit"][0] = json!({
        "payload": theirs["visit"][0]["payload"],
        "place": {
            "seq": 1,
            "before": kakou_journal::genesis(key.suite(), key),
            "after": [],
            "head": batch.head,
        }
    });
    assert_eq!(refused(&copied), "proof-foreign-id");
}

#[test]
fn what_is_no_proof_is_refused_with_a_word() {
    for bytes in [b"".as_slice(), b"{}", b"[1]", "通报".as_bytes()] {
        assert_eq!(check_proof(bytes).unwrap_err().code(), "proof-unreadable");
    }
    let (county, _, visit) = received();
    let mut later = document(&county, visit);
    later["format"] = "kakou/2/proof".into();
    assert_eq!(refused(&later), "proof-unreadable");
}

#[test]
fn each_letter_of_the_signed_parts_counts() {
    let (county, _, visit) = received();
    let bytes = serde_json::to_vec(&document(&county, visit)).unwrap();
    let whole = check_proof(&bytes).unwrap();
    for at in (0..bytes.len()).step_by(7) {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        // Only what says the same otherwise may pass: nothing that is told differs.
        if let Ok(told) = check_proof(&altered) {
            assert_eq!(told, whole, "at {at}");
        }
    }
}

#[test]
fn a_visit_is_found_by_its_check_code_however_it_is_typed() {
    let (county, tablet, visit) = received();
    let code = county.visit(visit).unwrap().record.check_code;
    let read_aloud = format!("{}-{}", &code[..4], code[4..].to_lowercase());
    for store in [&county, &tablet] {
        for typed in [&code, &read_aloud, &format!(" {code} ")] {
            let search = Some(typed.clone());
            let filter = VisitFilter {
                search,
                ..VisitFilter::default()
            };
            let found = store.visits(&filter, None, 10).unwrap().rows;
            let found: Vec<_> = found.iter().map(|row| row.id).collect();
            assert_eq!(found, [visit], "{typed}");
        }
    }
}
