//! Files that are not what they should be.

use std::fs::File;

use crate::tablet::Tablet;

fn sealing(content: impl AsRef<[u8]>, code: &str) {
    let tablet = Tablet::loaded();
    let file = tablet.file("bad.json", content);
    let path = file.to_str().unwrap();
    let ran = tablet.run(["seal", path]).refused(code);
    assert!(ran.err.contains(path), "{}", ran.err);
    assert_eq!((ran.out.as_str(), tablet.visits().len()), ("", 0));
}

#[test]
fn what_is_not_json_or_not_visits_is_refused_with_its_path() {
    sealing("", "bad-input");
    sealing("{\"visits\": [", "bad-input");
    sealing("7", "bad-input");
    sealing("{\"visits\": 3}", "bad-input");
    sealing(b"{\"visits\": [{\"site\": \"\xff\xfe\"}]}", "bad-input");
    sealing("[1e999]", "bad-input");
}

#[test]
fn deep_nesting_is_refused() {
    sealing("[".repeat(200_000), "bad-input");
    let deep = format!("[{{\"notes\": {}1{}}}]", "[".repeat(500), "]".repeat(500));
    sealing(deep, "bad-input");
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let tablet = Tablet::loaded();
    let path = tablet.path("sparse.json");
    File::create(&path).unwrap().set_len(300 << 20).unwrap();
    for verb in ["seal", "load"] {
        let ran = tablet
            .run([verb, path.to_str().unwrap()])
            .refused("bad-input");
        assert!(ran.err.contains("314572800 bytes"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_refused_too() {
    let tablet = Tablet::loaded();
    tablet
        .run([
            "amend",
            "00000000-0000-7000-8000-000000000000",
            "/dev/zero",
            "--reason",
            "x",
        ])
        .refused("bad-input");
}

#[test]
fn a_file_that_is_not_there_or_a_folder_is_named() {
    let tablet = Tablet::loaded();
    let absent = tablet.path("absent.json");
    for path in [absent.as_path(), tablet.data().as_path()] {
        let path = path.to_str().unwrap();
        let ran = tablet.run(["seal", path]).refused("file");
        assert!(ran.err.contains(path), "{}", ran.err);
    }
}

#[test]
fn a_damaged_or_foreign_pack_changes_nothing() {
    let tablet = Tablet::loaded();
    let pack = std::fs::read(tablet.path("pack")).unwrap();
    let mut flipped = pack.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for (content, code) in [
        (pack[..pack.len() / 2].to_vec(), "pack-altered"),
        (flipped, "pack-altered"),
        (b"not a pack".to_vec(), "not-a-pack"),
    ] {
        let file = tablet.file("other", content);
        tablet.run(["load", file.to_str().unwrap()]).refused(code);
    }
    let other = kakou_test_support::county();
    let pack = other.pack(vec!["410523".parse().unwrap()]).unwrap();
    let file = tablet.file("other", pack);
    let file = file.to_str().unwrap();
    tablet.run(["load", file]).refused("other-server");
    tablet.run(["verify"]).quietly();
    let file = tablet.path("pack");
    let again = tablet.run(["load", file.to_str().unwrap()]).quietly();
    assert!(again.out.starts_with("0 new"), "{}", again.out);
}

#[test]
fn a_tablet_that_trusts_nobody_says_whose_pack_it_is_and_takes_it_by_the_fingerprint_alone() {
    let (tablet, county) = (Tablet::new(), kakou_test_support::county());
    let pack = county.pack(vec!["410523".parse().unwrap()]).unwrap();
    let print = kakou_store::Pack::read(&pack).unwrap().fingerprint();
    let file = tablet.file("pack", pack);
    let load = ["load", file.to_str().unwrap()];
    let trusting = |print: &str| tablet.run([&load[..], &["--trust", print]].concat());
    let refused = tablet.run(load).refused("pack-not-trusted");
    assert!(refused.err.contains(&print) && refused.err.contains("410523"));
    trusting("0000-0000-0000").refused("pack-other-fingerprint");
    trusting("R117").refused("pack-other-fingerprint");
    assert!(tablet.run(["sites"]).quietly().out.is_empty());
    let loaded = trusting(&print.to_lowercase()).quietly();
    assert!(loaded.out.contains(&print), "{}", loaded.out);
    assert!(!tablet.run(["sites"]).quietly().out.is_empty());
    assert!(tablet.run(load).quietly().out.starts_with("0 new"));
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let tablet = Tablet::new();
    std::fs::create_dir(tablet.data()).unwrap();
    std::fs::write(tablet.data().join("kakou.db"), "a letter").unwrap();
    let ran = tablet.run(["status"]);
    assert_eq!(ran.code, 1);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let kept = std::fs::read(tablet.data().join("kakou.db")).unwrap();
    assert_eq!(kept, b"a letter");
}
