//! Whose name stands on a fact.

use kakou_domain::VisitId;
use kakou_hostile::{Client, County, visit_like};
use serde_json::json;

#[tokio::test]
async fn headquarters_name_on_an_inspectors_fact_is_refused() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let names = ["汤阴县", " 汤阴县 ", "汤 阴 县", "汤阴县\u{3000}"];
    let tried = names.map(|name| (visit_like(&sealed, "东店村").by(name), "name-not-yours"));
    county.refuses(&tried).await;
}

#[tokio::test]
async fn headquarters_name_with_what_nobody_sees_in_it_is_refused() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let names = [
        "汤阴\u{200b}县",
        "\u{feff}汤阴县",
        "汤阴县\u{2060}",
        "\u{202e}汤阴县",
    ];
    let tried = names.map(|name| (visit_like(&sealed, "东店村").by(name), "name-not-yours"));
    county.refuses(&tried).await;
}

#[tokio::test]
async fn a_colleagues_name_on_a_fact_stands_beside_the_name_of_who_was_admitted() {
    let mut county = County::new().await;
    county.visited().await;
    let sealed = county.of_author("visit.sealed");
    let claimed = visit_like(&sealed, "东店村").by("督查一组");
    let own = county
        .takes(&[claimed], &["coverage", "day ", "site "])
        .await[0];
    for (place, store) in county.honest() {
        let page = json!(store.visit(VisitId(own.0)).unwrap()).to_string();
        assert!(page.contains("督查九组"), "{place}");
    }
}

#[tokio::test]
async fn a_township_hears_of_every_admission_and_of_no_others_names() {
    let county = County::with_insider_of("410523107").await;
    county.visited().await;
    let seen = county.insider.sees().await;
    let admitted: Vec<_> = seen
        .iter()
        .filter(|one| one["kind"] == "author.admitted")
        .collect();
    assert!(admitted.len() >= 3, "{admitted:?}");
    let all = json!(seen).to_string();
    let writers = county.insider.feed("", 0).await.parts.into_iter();
    let writers: String = writers.map(|part| part.writer.name).collect();
    for name in ["督查一组", "督查二组"] {
        assert!(!all.contains(name) && !writers.contains(name), "{name}");
    }
}

#[tokio::test]
async fn a_second_device_under_a_colleagues_name_is_admitted_and_marked() {
    let county = County::new().await;
    county.visited().await;
    let code = county.code("410523105");
    let second = Client::enrolled(&county.url, &code, "督查一组").await;
    let devices = county.office.devices().unwrap().into_iter();
    let mut its = devices.filter(|device| device.author == second.author());
    assert_eq!(its.next().unwrap().name, "督查一组（2）");
}
