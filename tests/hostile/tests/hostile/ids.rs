//! A fact's id belongs to its author.

use kakou_domain::FactId;
use kakou_hostile::{Client, County, FactBuilder, fact, visit_like};
use kakou_journal::SoftwareKey;
use kakou_test_support::visit;
use serde_json::{Value, json};
use uuid::Uuid;

/// An id as the version before made them: nobody's.
fn former_id(n: u128) -> Uuid {
    Uuid::from_u128(0x0170_4b4b_7000_7000_8000_0000_0000_0000 | n)
}

fn rewritten(payload: &Value) -> FactBuilder {
    let rewrite = FactBuilder::of(payload).says("/answers/staffing.present", 3);
    rewrite
        .says("/findings", json!([]))
        .says("/notes", "一切正常")
}

fn codes(all: &[Option<&str>]) -> Vec<Option<String>> {
    all.iter().map(|code| code.map(str::to_owned)).collect()
}

/// A tablet that was not brought up to date, with some visits under ids of before.
async fn of_before(county: &County, visits: u128) -> Client {
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let code = county.code("410523105");
    let mut tablet = Client::enrolled(&county.url, &code, "督查四组").await;
    let visits = (0..visits).map(|n| visit_like(&sealed, "东店村").id(former_id(n)));
    let aside = tablet.states(&visits.collect::<Vec<_>>()).await;
    assert!(aside.iter().all(Option::is_none), "{aside:?}");
    county.settle().await;
    tablet
}

#[tokio::test]
async fn a_rewrite_of_a_colleagues_receipted_visit_is_set_aside_everywhere() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.insider.seen("visit.sealed").await;
    county
        .refuses(&[(rewritten(&sealed), "id-not-yours")])
        .await;
}

#[tokio::test]
async fn what_was_sealed_but_not_sent_cannot_be_claimed_beforehand() {
    let mut county = County::new().await;
    let sealed = county
        .author
        .seal(visit().present(1).of(3).given())
        .unwrap();
    // Its id was seen on the screen.
    county.visited().await;
    let rewrite = rewritten(&county.of_author("visit.sealed")).id(sealed.id.0);
    let codes = county.insider.states(&[rewrite]).await;
    assert_eq!(codes, [Some("id-not-yours".to_owned())]);
    county.settle().await;
    for (place, store) in county.honest() {
        let page = store.visit(sealed.id).unwrap();
        assert_eq!(page.record.check_code, sealed.check_code, "{place}");
        assert_eq!(page.current.notes, "", "{place}");
    }
}

#[tokio::test]
async fn under_ids_of_before_what_the_server_took_first_stands_and_headquarters_says_so_once_a_push()
 {
    let mut county = County::new().await;
    of_before(&county, 20).await;
    let visits = county.insider.sees().await.into_iter();
    let visits = visits.filter(|fact| fact["kind"] == "visit.sealed");
    let theirs: Vec<_> = visits.filter(|fact| fact["by"] == "督查九组").collect();
    assert_eq!(theirs.len(), 20);
    let tried: Vec<_> = theirs
        .iter()
        .map(|one| (rewritten(one), "id-taken"))
        .collect();
    county.refuses(&tried).await;
    assert_eq!(county.of_headquarters("id.contested").len(), 1);
}

#[tokio::test]
async fn a_claim_that_came_first_is_reversed_by_a_person_on_every_device() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let honest = visit_like(&sealed, "东店村").id(former_id(1));
    let forged = honest.clone().says("/notes", "冒名写的");
    county.insider.states(&[forged]).await;
    county.settle().await;
    let code = county.code("410523105");
    let mut tablet = Client::enrolled(&county.url, &code, "督查四组").await;
    assert_eq!(tablet.states(&[honest]).await, codes(&[Some("id-taken")]));
    county.settle().await;
    let id = FactId(former_id(1));
    let claims = county.office.contested().unwrap();
    let aside = claims
        .iter()
        .find(|claim| claim.fact == id && !claim.stands);
    let check_code = aside.unwrap().check_code.clone();
    county
        .office
        .decide_contest(id, &check_code, "两人当面核对")
        .unwrap();
    county.settle().await;
    let before = county.seen();
    for (place, store) in county.honest() {
        let page = store.visit(id.into()).unwrap();
        assert_eq!(page.current.notes, "", "{place}");
        assert_eq!(page.record.check_code, check_code, "{place}");
    }
    // Saying it again does not help, and a newcomer sees the same.
    county
        .insider
        .states(&[rewritten(&sealed).id(former_id(1))])
        .await;
    county.unmoved(&before).await;
}

#[tokio::test]
async fn an_id_of_another_version_is_no_facts() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let finding: Uuid = sealed["body"]["findings"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let random = Uuid::from_u128(0x0170_4b4b_7000_4000_8000_0000_0000_0001);
    let tried = [finding, random, Uuid::nil(), Uuid::max()];
    let tried = tried.map(|id| (visit_like(&sealed, "东店村").id(id), "id-malformed"));
    county.refuses(&tried).await;
}

#[tokio::test]
async fn of_ones_own_two_payloads_under_one_id_the_earlier_stands() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let id = county.insider.new_id();
    let one = visit_like(&sealed, "东店村").id(id.0);
    let other = one.clone().says("/notes", "后来写的");
    let third = one.clone().says("/notes", "再后来写的");
    let aside = county.insider.states(&[one, other]).await;
    assert_eq!(aside, codes(&[None, Some("id-taken")]));
    county.settle().await;
    county.refuses(&[(third, "id-taken")]).await;
    assert_eq!(county.of_headquarters("id.contested"), Vec::<Value>::new());
}

#[tokio::test]
async fn a_successor_carries_its_predecessors_facts_over_and_rewrites_none() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let first = visit_like(&sealed, "东店村");
    let id = county.insider.new_id();
    county.insider.states(&[first.clone().id(id.0)]).await;
    county.settle().await;
    let before = county.seen();
    let (author, token) = (county.insider.author(), county.insider.token.clone());
    let key = SoftwareKey::generate().unwrap();
    let old = &county.insider.key;
    county
        .insider
        .succeed(author, &key, Some(old))
        .await
        .unwrap();
    let mut successor = Client::with(&county.url, key, token);
    let again = first.clone().id(id.0);
    let rewrite = again.clone().says("/notes", "改过的");
    let aside = successor.states(&[rewrite, again]).await;
    assert_eq!(aside, codes(&[Some("id-taken"), None]));
    // Which of its journals it stands in is all that may differ.
    for (place, changes) in county.changes(&before).await {
        for (name, (was, is)) in changes {
            let (mut was, mut is) = (was, is);
            for record in [&mut was, &mut is] {
                record["author"] = Value::Null;
                record["seq"] = Value::Null;
            }
            assert_eq!(was, is, "{place}: {name}");
        }
    }
}

#[tokio::test]
async fn a_colleagues_fact_that_is_copied_word_for_word_stays_the_colleagues() {
    let mut county = County::new().await;
    of_before(&county, 1).await;
    let all = county.insider.sees().await.into_iter();
    let visits: Vec<_> = all.filter(|fact| fact["kind"] == "visit.sealed").collect();
    assert_eq!(visits.len(), 2);
    let before = county.seen();
    // As it stands in the feed: the bytes are the same, and so is the hash.
    for part in county.insider.feed("", 0).await.parts {
        for item in part.batch.items {
            let kakou_journal::Item::Payload(payload) = item else {
                continue;
            };
            let fact: Value = serde_json::from_slice(&payload).unwrap();
            if fact["kind"] == "visit.sealed" {
                county.insider.write_payload(payload);
            }
        }
    }
    let aside = county.insider.push().await;
    assert!(
        aside.contains(&Some("id-not-yours".to_owned())),
        "{aside:?}"
    );
    county.unmoved(&before).await;
}

#[tokio::test]
async fn with_a_stolen_token_alone_nobody_goes_on_in_anothers_journal() {
    let county = County::new().await;
    county.visited().await;
    let victim = county.author.author().unwrap();
    let stolen = county.author.account().unwrap().unwrap().token;
    let key = SoftwareKey::generate().unwrap();
    let thief = Client::with(&county.url, SoftwareKey::generate().unwrap(), stolen);
    let before = county.seen();
    let stranger = SoftwareKey::generate().unwrap();
    for (old, code) in [
        (None, "succession-unsigned"),
        (Some(&stranger), "bad-signature"),
        (Some(&key), "bad-signature"),
        (Some(&county.insider.key), "bad-signature"),
    ] {
        let old = old.map(|old| old as &dyn kakou_journal::Signer);
        let refused = thief.succeed(victim, &key, old).await.unwrap_err();
        assert_eq!(refused.code, code);
    }
    county.unmoved(&before).await;
    county.visited().await;
}

#[tokio::test]
async fn nobody_enrols_as_the_successor_of_a_journal_without_its_key() {
    let county = County::new().await;
    county.visited().await;
    let victim = county.author.own_key().unwrap();
    let victim = kakou_journal::Signer::public_key(&victim);
    let before = county.seen();
    let code = county.code("410523105");
    let refused = Client::refused_as_successor(&county.url, &code, victim).await;
    assert_eq!(refused.code, "bad-signature");
    county.unmoved(&before).await;
}

#[tokio::test]
async fn what_no_program_knows_is_kept_and_changes_nothing() {
    let mut county = County::new().await;
    county.visited().await;
    let before = county.seen();
    let unknown = fact("weather.observed").body(json!({"rain": true}));
    assert_eq!(county.insider.states(&[unknown]).await, [None]);
    county.insider.write_payload(b"no fact at all".to_vec());
    county.insider.write_payload(vec![0xff; 1_000]);
    let aside = county.insider.push().await;
    assert_eq!(aside, codes(&[Some("payload-malformed"); 2]));
    county.unmoved(&before).await;
}
