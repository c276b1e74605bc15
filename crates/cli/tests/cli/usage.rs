//! Where `--data` stands, what `--json` prints, how wrong usage ends.

use serde_json::{Value, json};

use crate::tablet::{Tablet, program, run};

#[test]
fn the_data_folder_stands_before_or_after_the_verb_or_in_the_environment() {
    let tablet = Tablet::loaded();
    let data = tablet.data();
    let author = tablet.run(["status", "--json"]).json()["author"].clone();
    for mut command in [
        {
            let mut command = program();
            command.args(["status", "--json", "--data"]).arg(&data);
            command
        },
        {
            let mut command = program();
            command.arg("status").arg("--data").arg(&data).arg("--json");
            command
        },
        {
            let mut command = program();
            command.args(["status", "--json"]).env("KAKOU_DATA", &data);
            command
        },
    ] {
        assert_eq!(run(&mut command).quietly().json()["author"], author);
    }
}

#[test]
fn wrong_usage_ends_with_2_and_changes_nothing() {
    let tablet = Tablet::new();
    for args in [
        &[][..],
        &["fly"],
        &["seal"],
        &["seal", "a", "b"],
        &["status", "--loud"],
        &["draft"],
        &["draft", "new"],
        &["draft", "new", "--site", "白营村"],
        &["draft", "set", "1", "a"],
        &["amend", "00000000-0000-7000-8000-000000000000", "file"],
        &["visits", "--site", "x"],
        &["visits", "--township", "x"],
        &["visits", "--from", "2020-02-30"],
        &["visits", "--to", "gestern"],
        &["visits", "--limit", "-1"],
        &["visits", "--limit", "0"],
        &["enrol", "--server", "http://127.0.0.1:1"],
    ] {
        let ran = tablet.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
        assert!(!ran.err.is_empty() && ran.out.is_empty());
    }
    assert!(!tablet.data().exists());
}

#[test]
fn json_is_one_document_and_has_the_fields_of_the_contract() {
    let tablet = Tablet::loaded();
    let visit = json!({ "site": "白营村卡点", "division": "410523105201",
        "site_kind": "village_checkpoint", "visited_at": "2020-02-14T09:30:00+08:00",
        "method": "unannounced", "answers": { "staffing.present": 0, "staffing.rostered": 2 } });
    tablet.seal(&visit).quietly();
    let status = tablet.run(["status", "--json"]).json();
    let fields = |value: &Value, names: &[&str]| {
        for name in names {
            assert!(value.get(name).is_some(), "{name} is missing in {value}");
        }
    };
    fields(
        &status,
        &[
            "author",
            "name",
            "server",
            "seq",
            "acknowledged",
            "drafts",
            "pending",
            "set_aside",
            "last_contact",
            "clock_drift_ms",
        ],
    );
    assert_eq!(
        [
            &status["seq"],
            &status["pending"],
            &status["acknowledged"],
            &status["drafts"]
        ],
        [&json!(1), &json!(1), &json!(0), &json!(0)]
    );
    let visit = &tablet.visits()[0];
    fields(
        visit,
        &[
            "id",
            "author",
            "seq",
            "site",
            "visited_at",
            "method",
            "inspectors",
            "campaign",
            "checklist",
            "answers",
            "findings",
            "notes",
            "sealed_at",
            "synced",
        ],
    );
    fields(&visit["site"], &["id", "name", "kind", "division"]);
    fields(&visit["checklist"], &["id", "version"]);
    let finding = &visit["findings"][0];
    fields(
        finding,
        &["id", "category", "nature", "severity", "text", "state"],
    );
    assert_eq!(finding["state"], "raised");
    assert_eq!(
        (&visit["seq"], &visit["synced"]),
        (&json!(1), &json!(false))
    );
    let sites = tablet.run(["sites", "--json"]).json();
    fields(&sites[0], &["id", "name", "kind", "division"]);
    let verified = tablet.run(["verify", "--json"]).json();
    assert_eq!(verified["ok"], true);
    assert_eq!(verified["journals"].as_array().unwrap().len(), 2);
    let empty = tablet.run(["visits", "--json", "--kind", "school"]).json();
    assert_eq!(empty, json!([]));
}

#[test]
fn what_cannot_be_done_now_says_so_on_stderr() {
    let tablet = Tablet::loaded();
    tablet.run(["sync"]).refused("not-enrolled");
    tablet.run(["visits", "--after", "x"]).refused("bad-cursor");
    let code = [
        "enrol",
        "--server",
        "http://127.0.0.1:1",
        "--name",
        "一组",
        "--code",
        "x",
    ];
    tablet.run(code).refused("code-unknown");
    let plain = [
        "enrol",
        "--server",
        "http://192.0.2.1",
        "--name",
        "一组",
        "--code",
        "x",
    ];
    tablet.run(plain).refused("plain-http");
}

#[test]
fn verify_names_the_entry_that_was_altered() {
    let tablet = Tablet::loaded();
    let visit = json!({ "site": "白营村卡点", "division": "410523105201",
        "site_kind": "village_checkpoint", "visited_at": "2020-02-14T09:30:00+08:00",
        "method": "unannounced" });
    for _ in 0..3 {
        tablet.seal(&visit).quietly();
    }
    let author = tablet.run(["status", "--json"]).json()["author"].clone();
    let author = author.as_str().unwrap();
    let db = rusqlite::Connection::open(tablet.data().join("kakou.db")).unwrap();
    let text = "UPDATE entry SET payload = CAST(replace(payload, X'3230', X'3139') AS BLOB)
                WHERE hex(author) = upper(?1) AND seq = 2";
    assert_eq!(db.execute(text, [author]).unwrap(), 1);
    drop(db);
    let ran = tablet.run(["verify"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains(author) && ran.err.contains("entry 2: payload-altered"),
        "{ran:?}"
    );
    let report: Value = serde_json::from_str(&tablet.run(["verify", "--json"]).out).unwrap();
    assert_eq!(report["ok"], false);
}

#[test]
fn a_rebuild_changes_nothing() {
    let tablet = Tablet::loaded();
    let visit = json!({ "site": "白营村卡点", "division": "410523105201",
        "site_kind": "village_checkpoint", "visited_at": "2020-02-14T09:30:00+08:00",
        "method": "unannounced", "answers": { "staffing.present": 0 } });
    tablet.seal(&visit).quietly();
    let before = tablet.visits();
    tablet.run(["rebuild"]).quietly();
    assert_eq!(tablet.visits(), before);
}

#[test]
fn a_proof_is_checked_without_a_folder() {
    let proof = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fuzz/corpus/proof/seed-amended"
    );
    let tablet = Tablet::new();
    let proved = tablet.run(["verify-proof", proof, "--json"]).json();
    assert_eq!(proved["facts"].as_array().unwrap().len(), 2);
    assert_eq!(proved["facts"][0]["kind"], "visit.sealed");
    let said = tablet.run(["verify-proof", proof]).quietly().out;
    assert!(said.contains(proved["server"].as_str().unwrap()), "{said}");
    let own = tablet.data().join("none");
    let missing = own.to_str().unwrap();
    tablet.run(["verify-proof", missing]).refused("file");
    assert!(!tablet.data().exists(), "it made no folder");
}
