//! The whole path with the real binary: a code, enrolment, a push, and the visits on the server's
//! side.

use kakou_domain::Answer;
use kakou_journal::{Dictionary, Receipt, Signer, batch};
use kakou_store::read_code;
use kakou_sync::protocol::{EnrolRequest, Enrolment};
use kakou_test_support::{Folder, tablet, visit};
use serde_json::Value;

use crate::support::{Desk, Serving};

/// A tablet with three visits, enrolled and pushed.
async fn pushed(desk: &Desk, server: &Serving) -> Folder {
    // Reqwest is built without a choice of what makes HTTPS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::new();
    desk.run(&["pack", "--division", "410523", "--out", "p.kkp"])
        .good();
    let tablet = tablet();
    let pack = std::fs::read(desk.path("p.kkp")).unwrap();
    kakou_test_support::load_pack(&tablet, &pack);
    for (village, day) in [("白营村", 13), ("程岗村", 14), ("白营村", 15)] {
        let time = format!("2020-02-{day}T09:30:00+08:00");
        let visit = visit().at(village).on(&time).by("督查员甲");
        tablet.seal(visit.present(2).of(3).given()).unwrap();
    }
    let code = desk.run(&["enrol-code", "--division", "410523"]).good();
    let (secret, _) = read_code(code.lines().next().unwrap()).unwrap();
    let key = tablet.own_key().unwrap();
    let public_key = key.public_key();
    let proof = key.sign(&EnrolRequest::message(&secret, &public_key));
    let request = EnrolRequest {
        code: secret,
        public_key,
        name: "督查一组".to_owned(),
        proof: proof.unwrap(),
        succeeds: None,
    };
    let url = format!("{}/v1/enrol", server.url);
    let answer = http.post(url).json(&request).send().await.unwrap();
    let enrolment: Enrolment = answer.json().await.unwrap();
    let body = batch::encode(&tablet.next_push().unwrap(), Dictionary::newest()).unwrap();
    let url = format!("{}/v1/journals/{}/entries", server.url, enrolment.author);
    let push = http.post(url).bearer_auth(&enrolment.token).body(body);
    let receipt: Receipt = push.send().await.unwrap().json().await.unwrap();
    assert!(receipt.verify(&enrolment.headquarters.server_key).is_ok());
    assert!(receipt.set_aside.is_empty());
    tablet
}

#[tokio::test]
async fn what_a_tablet_logged_stands_on_the_servers_side() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let tablet = pushed(&desk, &server).await;

    let all = desk.run(&["visits"]).json();
    let all = all.as_array().unwrap();
    let days: Vec<_> = all
        .iter()
        .map(|one| one["visited_at"].as_str().unwrap())
        .collect();
    assert_eq!(
        days,
        [15, 14, 13].map(|day| format!("2020-02-{day}T09:30:00+08:00"))
    );
    let first = &all[0];
    assert_eq!(first["author"], tablet.author().unwrap().to_string());
    assert_eq!(
        first["answers"]["staffing.present"],
        serde_json::json!(Answer::Count(2))
    );
    assert_eq!(
        first["findings"][0]["text"],
        "卡点当日值班人员应为三人，实际只有两人在岗。"
    );
    assert_eq!(first["synced"], true);

    let count = |words: &[&str]| {
        let found = desk.run(&["visits"]).with(words).json();
        found.as_array().unwrap().len()
    };
    assert_eq!(count(&["--township", "410523105"]), 2);
    assert_eq!(count(&["--from", "2020-02-14", "--to", "2020-02-14"]), 1);
    assert_eq!(count(&["--search", "byc"]), 2);
    assert_eq!(count(&["--category", "staffing.absent"]), 3);
    assert_eq!(count(&["--inspector", "督查员乙"]), 0);

    let page = desk.run(&["visits", "--limit", "2"]).json();
    assert_eq!(page.as_array().unwrap().len(), 2);
    let key = page[1]["key"].as_str().unwrap();
    let rest = desk.run(&["visits", "--after", key]).json();
    assert_eq!(rest.as_array().unwrap().len(), 1);

    let table = desk.run(&["visits"]).good();
    let code = first["check_code"].as_str().unwrap();
    assert_eq!(
        table.lines().take(2).collect::<Vec<_>>(),
        [
            format!("2020-02-15 09:30  白营村卡点  {code}  已上传  督查员甲（登记名：督查一组）"),
            "    staffing.absent  卡点当日值班人员应为三人，实际只有两人在岗。".to_owned()
        ]
    );
    let wrong = desk.run(&["visits", "--from", "yesterday"]).said();
    assert_eq!(wrong.code, 2, "{}", wrong.err);

    let devices = desk.run(&["devices"]).json();
    assert_eq!(
        (&devices[0]["name"], &devices[0]["seq"]),
        (&"督查一组".into(), &3.into())
    );
    let author = devices[0]["author"].as_str().unwrap();
    desk.run(&["retire", author, "--reason", "丢失"]).good();
    assert_eq!(desk.run(&["devices"]).json()[0]["retired"], "丢失");
    assert!(desk.run(&["verify"]).json()["ok"] == true);
}

#[tokio::test]
async fn what_tablets_pushed_is_exported_while_the_server_goes_on() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let tablet = pushed(&desk, &server).await;
    let told = desk
        .run(&["export", "visits", "--out", "visits.geojson"])
        .json();
    assert_eq!(
        (&told["rows"], &told["file"]),
        (&3.into(), &"visits.geojson".into())
    );
    let layer = std::fs::read(desk.path("visits.geojson")).unwrap();
    assert_eq!(told["bytes"], layer.len());
    desk.run(&["export", "facts", "--out", "facts.jsonl"])
        .good();
    let facts = std::fs::read_to_string(desk.path("facts.jsonl")).unwrap();
    let author = tablet.author().unwrap().to_string();
    assert_eq!(
        facts.lines().filter(|line| line.contains(&author)).count(),
        3 + 2,
        "its visits, its admission and its name"
    );
    let refused = desk
        .run(&["export", "sites", "--out", "sites.jsonl"])
        .said();
    assert!(
        refused.err.trim_end().ends_with("[export-form]"),
        "{}",
        refused.err
    );
}

#[tokio::test]
async fn the_log_says_what_was_asked_and_nothing_that_is_nobodys_business() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    let tablet = pushed(&desk, &server).await;
    let (status, log) = server.terminated();
    assert!(status.success());
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let push = lines
        .iter()
        .find(|line| line["span"]["route"] == "/v1/journals/{author}/entries")
        .unwrap();
    assert_eq!(push["fields"]["status"], 200);
    assert_eq!(push["span"]["method"], "POST");
    assert!(push["span"]["id"].is_string() && push["fields"]["ms"].is_u64());
    let author = tablet.author().unwrap().to_string();
    for secret in ["督查一组", "白营村", author.as_str(), "Bearer"] {
        assert!(!log.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_visit_is_proved_to_whoever_has_nothing_but_the_file() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    pushed(&desk, &server).await;
    let listed = desk.run(&["visits"]).json();
    let (id, code) = (&listed[0]["id"], listed[0]["check_code"].as_str().unwrap());
    let said = desk
        .run(&["proof", id.as_str().unwrap(), "--out", "visit.proof"])
        .good();
    assert!(said.contains(code), "{said}");
    // Without the county's folder, as somebody else.
    let verified = |file: &str| desk.without_county(&["verify-proof", file]);
    let said = verified("visit.proof").good();
    assert!(said.contains(code) && said.contains("督查一组"), "{said}");
    assert!(said.contains("received by"), "{said}");
    let proof = std::fs::read_to_string(desk.path("visit.proof")).unwrap();
    desk.file("altered.proof", proof.replace("督查员甲", "督查员乙"));
    verified("altered.proof").fails("proof-entry");
    verified("nothing.proof").fails("bad-value");

    let found = desk
        .run(&["visits", "--search", &code.to_lowercase()])
        .json();
    assert_eq!(found.as_array().unwrap().len(), 1);
}
