//! Tablets push what they have.

use kakou_domain::checklist::Template;
use kakou_domain::fact::{Body, Fact};
use kakou_domain::{Answer, Seq};
use kakou_journal::{Receipt, Signer, SoftwareKey};
use kakou_store::views::VisitFilter;
use kakou_store::{SiteGiven, VisitGiven};
use kakou_test_support::{tablet, visit};

use crate::device::{encoded, journal_of};
use crate::support::{Running, is, ok, problem, refused, running, sample};

fn visits(server: &Running) -> usize {
    server.projected();
    let page = server.county.visits(&VisitFilter::default(), None, 100);
    page.unwrap().rows.len()
}

#[tokio::test]
async fn a_sealed_visit_is_pushed_receipted_and_shown() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let sealed = tablet.seal(visit().present(2).of(3).given()).unwrap();
    let receipt = server.synced(&tablet, &token).await;
    let key = server.county.headquarters().unwrap().server_key;
    assert!(receipt.verify(&key).is_ok());
    assert_eq!(receipt.seq, tablet.status().unwrap().seq);
    assert_eq!(tablet.status().unwrap().pending, 0);
    server.projected();
    let (here, there) = (
        server.county.visit(sealed.id).unwrap(),
        tablet.visit(sealed.id).unwrap(),
    );
    assert_eq!(here.record.findings, there.record.findings);
    assert_eq!(here.record.check_code, sealed.check_code);
    assert!(server.county.verify().unwrap().ok);
}

#[tokio::test]
async fn what_was_pushed_already_is_fine_and_changes_nothing() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let author = tablet.author().unwrap();
    let batch = encoded(&tablet.next_push().unwrap());
    let mut heads = Vec::new();
    for _ in 0..3 {
        let answer = ok(server.push(&token, author, batch.clone()).await).await;
        let receipt: Receipt = answer.json().await.unwrap();
        heads.push((receipt.seq, receipt.head));
    }
    assert!(heads.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(visits(&server), 1);
}

#[tokio::test]
async fn a_gap_is_told_with_what_the_server_has() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    server.synced(&tablet, &token).await;
    let have = tablet.status().unwrap().seq;
    tablet.seal(visit().given()).unwrap();
    tablet.seal(visit().given()).unwrap();
    let mut late = tablet.next_push().unwrap();
    late.items.remove(0);
    late.from = late.from.next();
    let answer = server
        .push(&token, tablet.author().unwrap(), encoded(&late))
        .await;
    let problem = problem(answer).await;
    assert_eq!((problem.status, problem.code.as_str()), (409, "gap"));
    assert_eq!(problem.have, Some(have));
}

#[tokio::test]
async fn a_fork_is_told_with_the_first_entry_that_differs() {
    let server = running().await;
    let key = SoftwareKey::generate().unwrap();
    let enrolment = server.admitted(&key).await;
    let first = encoded(&journal_of(&key, &[b"{}", b"[1]"]));
    ok(server.push(&enrolment.token, enrolment.author, first).await).await;
    let other = encoded(&journal_of(&key, &[b"{}", b"[2]", b"[3]"]));
    let answer = server.push(&enrolment.token, enrolment.author, other).await;
    let problem = problem(answer).await;
    assert_eq!((problem.status, problem.code.as_str()), (409, "forked"));
    assert_eq!(problem.have, Some(Seq(2)));
    let state = server.county.journal(enrolment.author).unwrap().unwrap();
    assert_eq!(state.seq, Seq(2));
}

#[tokio::test]
async fn payloads_that_are_no_facts_are_kept_and_set_aside() {
    let server = running().await;
    let key = SoftwareKey::generate().unwrap();
    let enrolment = server.admitted(&key).await;
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let payloads: [&[u8]; 4] = [b"\xff\xfe\x00", b"{}", deep.as_bytes(), b""];
    let batch = encoded(&journal_of(&key, &payloads));
    let answer = ok(server.push(&enrolment.token, enrolment.author, batch).await).await;
    let receipt: Receipt = answer.json().await.unwrap();
    assert_eq!(receipt.seq, Seq(4));
    let codes: Vec<_> = receipt
        .set_aside
        .iter()
        .map(|one| (one.seq.0, one.code.as_str()))
        .collect();
    assert_eq!(codes, [1, 2, 3, 4].map(|seq| (seq, "payload-malformed")));
    assert!(server.county.verify().unwrap().ok);
    assert_eq!(visits(&server), 0);
}

#[tokio::test]
async fn a_tablet_cannot_speak_for_headquarters() {
    let server = running().await;
    let key = SoftwareKey::generate().unwrap();
    let enrolment = server.admitted(&key).await;
    let fact = Fact {
        id: kakou_domain::FactId(uuid_of(1)),
        scope: vec!["410523".parse().unwrap()],
        at: "2020-02-16T08:00:00+08:00".parse().unwrap(),
        clock: None,
        follows: Vec::new(),
        by: "甲".to_owned(),
        body: Body::DivisionDefined(kakou_domain::places::DivisionDefined {
            code: "410523".parse().unwrap(),
            name: "别县".to_owned(),
        }),
    };
    let batch = encoded(&journal_of(&key, &[&fact.to_payload().unwrap()]));
    let answer = ok(server.push(&enrolment.token, enrolment.author, batch).await).await;
    let receipt: Receipt = answer.json().await.unwrap();
    assert_eq!(receipt.set_aside[0].code, "kind-not-allowed");
    server.projected();
    let county = "410523".parse().unwrap();
    assert_eq!(
        server.county.register().unwrap().divisions[&county],
        "汤阴县"
    );
}

#[tokio::test]
async fn a_visit_by_an_unknown_checklist_waits_until_it_is_published() {
    let server = running().await;
    // Another county has published what this one has not.
    let other = kakou_test_support::county();
    let file = std::fs::read(sample("checklists/flood-patrol.json")).unwrap();
    let template = Template::parse(&file).unwrap();
    other.publish_checklist(template.clone()).unwrap();
    let tablet = tablet();
    let pack = other.pack(vec!["410523".parse().unwrap()]).unwrap();
    kakou_test_support::load_pack(&tablet, &pack);
    let given = VisitGiven {
        site: SiteGiven::Named {
            division: "410523105201".parse().unwrap(),
            site_kind: "dyke_section".parse().unwrap(),
            name: "汤河左岸".to_owned(),
        },
        ..visit().answer("staffing.present", Answer::Count(0)).given()
    };
    let sealed = tablet.seal(given).unwrap();

    let key = tablet.own_key().unwrap();
    let enrolment = server.admitted(&key).await;
    let author = key.public_key().author();
    let batch = encoded(&tablet.next_push().unwrap());
    let answer = ok(server.push(&enrolment.token, author, batch.clone()).await).await;
    let receipt: Receipt = answer.json().await.unwrap();
    assert_eq!(receipt.set_aside.len(), 1);
    assert_eq!(receipt.set_aside[0].code, "unknown-checklist");
    assert_eq!(visits(&server), 0);

    let path = sample("checklists/flood-patrol.json");
    let (_, published) = kakou_server::publish(&server.county, &path).unwrap();
    assert!(published);
    assert_eq!(visits(&server), 1);
    let record = server.county.visit(sealed.id).unwrap().record;
    assert_eq!(record.findings[0].category, "staffing.unattended");
    let answer = ok(server.push(&enrolment.token, author, batch).await).await;
    let receipt: Receipt = answer.json().await.unwrap();
    assert!(receipt.set_aside.is_empty());
}

#[tokio::test]
async fn nobody_pushes_another_tablets_journal() {
    let server = running().await;
    let (tablet, _) = server.tablet("410523").await;
    let (_, other) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    let batch = encoded(&tablet.next_push().unwrap());
    let author = tablet.author().unwrap();
    let answer = server.push(&other, author, batch.clone()).await;
    assert_eq!(refused(answer).await, is(403, "not-your-journal"));
    let key = SoftwareKey::generate().unwrap();
    let enrolment = server.admitted(&key).await;
    let answer = server.push(&enrolment.token, enrolment.author, batch).await;
    assert_eq!(refused(answer).await, is(400, "another-author"));
}

fn uuid_of(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}
