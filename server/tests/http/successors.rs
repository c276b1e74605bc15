//! A journal that cannot go on, and its successor.

use kakou_domain::AuthorId;
use kakou_journal::{Signer, SoftwareKey};
use kakou_store::views::VisitFilter;
use kakou_sync::protocol::SuccessorRequest;
use kakou_test_support::visit;
use reqwest::Response;

use crate::device::encoded;
use crate::support::{Running, is, ok, refused, running};

async fn announce(
    server: &Running,
    token: &str,
    before: AuthorId,
    key: &dyn Signer,
    signers: [&dyn Signer; 2],
) -> Response {
    let public_key = key.public_key();
    let message = SuccessorRequest::message(before, &public_key);
    let [new, old] = signers.map(|signer| signer.sign(&message).unwrap());
    let request = SuccessorRequest {
        public_key,
        proof: new,
        proof_of_old: Some(old),
    };
    let url = server.url(&format!("/v1/journals/{before}/successor"));
    let request = server.http.post(url).bearer_auth(token).json(&request);
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_successor_takes_over_the_token_and_the_old_journal_is_closed() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    tablet.seal(visit().given()).unwrap();
    server.synced(&tablet, &token).await;
    let sealed = tablet.seal(visit().at("程岗村").given()).unwrap();
    let before = tablet.author().unwrap();
    let old = tablet.own_key().unwrap();
    let late = encoded(&tablet.next_push().unwrap());
    tablet.succeed("forked").unwrap();
    let key = tablet.own_key().unwrap();
    for _ in 0..2 {
        // The second time as if the answer had been lost.
        let answer = ok(announce(&server, &token, before, &key, [&key, &old]).await).await;
        assert_eq!(answer.status(), 204);
    }
    server.synced(&tablet, &token).await;
    let closed = server.push(&token, before, late).await;
    assert_eq!(refused(closed).await, is(409, "closed"));
    server.projected();
    let visits = server
        .county
        .visits(&VisitFilter::default(), None, 10)
        .unwrap();
    assert_eq!(visits.rows.len(), 2);
    let author = tablet.author().unwrap();
    assert_eq!(
        server.county.visit(sealed.id).unwrap().record.author,
        author
    );
}

#[tokio::test]
async fn a_successor_needs_its_own_proof_and_a_key_of_its_own() {
    let server = running().await;
    let (tablet, token) = server.tablet("410523").await;
    let (other, _) = server.tablet("410523").await;
    let before = tablet.author().unwrap();
    let new = SoftwareKey::generate().unwrap();
    let own = tablet.own_key().unwrap();
    let stranger = SoftwareKey::generate().unwrap();
    // The second is somebody who has the token alone.
    for signers in [
        [&stranger as &dyn Signer, &own],
        [&new, &stranger],
        [&new, &new],
    ] {
        let wrong = announce(&server, &token, before, &new, signers).await;
        assert_eq!(refused(wrong).await, is(422, "bad-signature"));
    }
    let foreign = announce(&server, &token, other.author().unwrap(), &new, [&new, &own]).await;
    assert_eq!(refused(foreign).await, is(403, "not-your-journal"));
    let same = announce(&server, &token, before, &own, [&own, &own]).await;
    assert_eq!(refused(same).await, is(409, "author-taken"));
}
