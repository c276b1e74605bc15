//! The disk fills up under the tablet, at whichever byte. What was acknowledged is there; what was
//! not is said to be refused for want of room, and goes through when there is some.

use std::path::{Path, PathBuf};

use kakou_test_support::on_a_small_disk;
use serde_json::{Value, json};

use crate::tablet::Tablet;

/// Each verb's lines go to standard output, and then its exit code.
const VERBS: &str = r#"
cp -r "$DATA" "$DISK/data"
k() { "$KAKOU" --data "$DISK/data" "$@" 2>&1; echo "exit $?"; }
"#;

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_kakou"))
}

/// A tablet with a draft that has an answer.
fn with_draft() -> (Tablet, String) {
    let tablet = Tablet::loaded();
    let draft = tablet.draft_with_present("2");
    (tablet, draft)
}

fn run(tablet: &Tablet, script: &str, more: &[(&str, &Path)]) -> Option<String> {
    let (data, program) = (tablet.data(), program());
    let mut given = vec![("DATA", data.as_path()), ("KAKOU", program.as_path())];
    given.extend(more);
    on_a_small_disk(4_096, &format!("{VERBS}\n{script}"), &given)
}

/// The lines between two marks.
fn between<'a>(said: &'a str, from: &str, to: &str) -> &'a str {
    let start = said.find(from).unwrap() + from.len();
    let end = said[start..].find(to).unwrap();
    said[start..start + end].trim()
}

#[test]
fn a_draft_stays_with_every_answer_until_there_is_room_to_seal_it() {
    let (tablet, draft) = with_draft();
    let script = r#"
for kib in 0 4 16 32 36 40 48 64 80 96 112 128 160 200 240 300 400; do
  fill $kib
  echo "== $kib"; k draft seal "$DRAFT"; echo "--"
  room
  k draft show "$DRAFT" --json; echo "++"
  k verify
  k draft list --json | grep -q "$DRAFT" || break
done
echo "== end"; k visits --json
"#;
    let Some(said) = run(&tablet, script, &[("DRAFT", Path::new(&draft))]) else {
        return;
    };
    let mut refused = 0;
    for try_ in said
        .split("== ")
        .skip(1)
        .filter(|part| !part.starts_with("end"))
    {
        let sealing = between(try_, "\n", "--");
        let after = between(try_, "--", "++");
        if sealing.ends_with("exit 0") {
            assert!(after.contains("[no-draft]"), "{try_}");
            continue;
        }
        refused += 1;
        assert!(sealing.contains("[disk-full]"), "{try_}");
        assert!(sealing.contains("make room and do it again"), "{try_}");
        let page: Value = serde_json::from_str(after.lines().next().unwrap()).unwrap();
        assert_eq!(page["draft"]["answers"]["staffing.present"], 2, "{try_}");
    }
    assert!(refused >= 3, "{said}");
    assert_eq!(said.matches("BAD").count(), 0, "{said}");
    let visits = said.split("== end\n").nth(1).unwrap();
    assert_eq!(visits.matches("\"check_code\"").count(), 1, "{visits}");
}

#[test]
fn a_file_of_visits_says_which_were_sealed_before_the_disk_was_full() {
    let tablet = Tablet::loaded();
    let visits: Vec<Value> = (0..60)
        .map(|n| {
            json!({
                "site": kakou_test_support::id("白营村").to_string(), "method": "unannounced",
                "visited_at": format!("2020-02-14T10:{n:02}:00+08:00"),
                "answers": {"staffing.rostered": 3, "staffing.present": 2},
            })
        })
        .collect();
    let file = tablet.file("visits.json", Value::from(visits).to_string());
    let script = r#"
fill 600
"$KAKOU" --data "$DISK/data" seal "$FILE" 2>"$DISK/../err"; echo "exit $?"
echo "== refused"; grep -c 'disk-full' "$DISK/../err"; rm "$DISK/../err"
room
echo "== there"; "$KAKOU" --data "$DISK/data" visits --json
echo "== verify"; k verify
"#;
    let script = script.replace("$DISK/../err", "$ERR");
    let err = tablet.path("err");
    let given = [("FILE", file.as_path()), ("ERR", err.as_path())];
    let Some(said) = run(&tablet, &script, &given) else {
        return;
    };
    let sealed = between(&format!("\n{said}"), "\n", "exit 1")
        .lines()
        .count();
    let refused: usize = between(&said, "== refused", "==").parse().unwrap();
    let there: Value = serde_json::from_str(between(&said, "== there", "==")).unwrap();
    assert!(sealed > 0 && refused > 0, "{said}");
    assert_eq!(sealed + refused, 60, "{said}");
    assert_eq!(there.as_array().unwrap().len(), sealed, "{said}");
    assert!(!said.contains("BAD"), "{said}");
}

#[test]
fn a_photo_without_room_leaves_the_draft_and_no_half_file() {
    let (tablet, draft) = with_draft();
    let photo = tablet.file("photo.jpg", kakou_test_support::photo(1).bytes);
    let script = r#"
fill 40
k draft photo "$DRAFT" "$PHOTO"
room
echo "== files"; find "$DISK/data/evidence" -type f 2>/dev/null | wc -l
echo "== draft"; k draft show "$DRAFT" --json
"#;
    let given = [("DRAFT", Path::new(&draft)), ("PHOTO", photo.as_path())];
    let Some(said) = run(&tablet, script, &given) else {
        return;
    };
    assert!(said.contains("[no-room-for-photos]"), "{said}");
    assert_eq!(between(&said, "== files", "=="), "0");
    assert!(said.contains("\"evidence\":[]"), "{said}");
}

#[test]
fn rows_that_found_no_room_are_made_again_when_there_is_some() {
    let tablet = Tablet::loaded();
    let script = r#"
fill 60
echo "== full"; k rebuild
room
echo "== again"; k rebuild
k sites --search byc
k verify
"#;
    let Some(said) = run(&tablet, script, &[]) else {
        return;
    };
    let full = between(&said, "== full", "==");
    assert!(full.contains("[disk-full]"), "{said}");
    let again = said.split("== again").nth(1).unwrap();
    assert!(
        again.contains("rebuilt") && again.contains("白营村卡点"),
        "{said}"
    );
    assert!(!again.contains("exit 1"), "{said}");
}

#[test]
fn an_export_and_a_bundle_without_room_leave_nothing_behind() {
    let tablet = Tablet::loaded();
    let notes = "字".repeat(300);
    for _ in 0..20 {
        let draft = tablet.draft();
        tablet.run(["draft", "note", &draft, &notes]).quietly();
        tablet.run(["draft", "seal", &draft]).quietly();
    }
    let script = r#"
mkdir "$DISK/out"
"$KAKOU" --data "$DATA" status >/dev/null
fill 0
for args in "bundle --out" "export facts --out"; do
  file="$DISK/out/$(echo $args | cut -d' ' -f1).jsonl"
  "$KAKOU" --data "$DATA" $args "$file" 2>&1; echo "exit $?"
done
room
echo "== left"; ls -A "$DISK/out" | wc -l
"#;
    let Some(said) = run(&tablet, script, &[]) else {
        return;
    };
    assert_eq!(said.matches("[disk-full]").count(), 2, "{said}");
    assert_eq!(said.matches("exit 1").count(), 2, "{said}");
    assert_eq!(said.split("== left").nth(1).unwrap().trim(), "0", "{said}");
}

#[test]
fn a_repair_without_room_changes_nothing_and_says_so() {
    let (tablet, draft) = with_draft();
    let script = r#"
printf 'water' | dd of="$DISK/data/kakou.db" conv=notrunc 2>/dev/null
before=$(sha256sum < "$DISK/data/kakou.db")
fill 100
echo "== full"; k repair
room
[ "$before" = "$(sha256sum < "$DISK/data/kakou.db")" ] && echo "untouched"
echo "== again"; k repair
k draft show "$DRAFT" --json
"#;
    let Some(said) = run(&tablet, script, &[("DRAFT", Path::new(&draft))]) else {
        return;
    };
    assert!(
        between(&said, "== full", "==").contains("[disk-full]"),
        "{said}"
    );
    assert!(said.contains("untouched"), "{said}");
    let again = said.split("== again").nth(1).unwrap();
    assert!(again.contains("\"staffing.present\":2"), "{said}");
}
