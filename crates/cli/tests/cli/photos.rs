//! Photos on the command line: on a draft, in a visits' file, added later.

use std::io::Cursor;
use std::path::PathBuf;

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use crate::tablet::Tablet;

fn photo(tablet: &Tablet, name: &str, red: u8) -> PathBuf {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(64, 48, Rgb([red, 80, 160]));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    tablet.file(name, file.into_inner())
}

fn visit(photos: Value) -> Value {
    json!({ "site": "白营村卡点", "division": "410523105201", "site_kind": "village_checkpoint",
            "visited_at": "2020-02-14T09:30:00+08:00", "method": "unannounced",
            "answers": { "staffing.rostered": 2, "staffing.present": 2 }, "photos": photos })
}

fn evidence(visit: &Value) -> &Vec<Value> {
    visit["evidence"].as_array().unwrap()
}

#[test]
fn photos_of_a_visits_file_lie_beside_it_and_stand_in_the_record() {
    let tablet = Tablet::loaded();
    photo(&tablet, "gate.png", 10);
    let elsewhere = photo(&tablet, "all.png", 20);
    let photos = json!([{ "file": "gate.png", "shows": "control.barrier" }, { "file": elsewhere }]);
    tablet.seal(&visit(photos)).quietly();

    let sealed = &tablet.visits()[0];
    let [gate, all] = &evidence(sealed)[..] else {
        panic!("{sealed}")
    };
    assert_eq!(
        (&gate["shows"], &all["shows"]),
        (&json!("control.barrier"), &Value::Null)
    );
    assert_eq!(
        (&gate["here"], &gate["media_type"]),
        (&json!(true), &json!("image/jpeg"))
    );
    assert_eq!(gate["taken_at"], "2020-02-14T09:30:00+08:00");
    let name = gate["sha256"].as_str().unwrap();
    let kept = tablet.data().join("evidence").join(name);
    assert_eq!(
        kept.metadata().unwrap().len(),
        gate["size"].as_u64().unwrap()
    );
}

#[test]
fn a_visit_whose_photo_is_missing_or_none_is_named_and_left_out() {
    let tablet = Tablet::loaded();
    tablet.file("text.png", "not a picture");
    for (file, code) in [
        ("nowhere.png", "[file]"),
        ("text.png", "[photo-unknown-format]"),
    ] {
        let ran = tablet.seal(&json!([visit(json!([{ "file": file }]))]));
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(": [0]: "), "{ran:?}");
        assert!(ran.err.trim_end().ends_with(code), "{ran:?}");
    }
    assert!(tablet.visits().is_empty());
}

#[test]
fn photos_are_put_on_a_draft_and_added_to_what_it_becomes() {
    let tablet = Tablet::loaded();
    let new = ["draft", "new", "--division", "410523105201"];
    let kind = ["--kind", "village_checkpoint", "--name", "白营村卡点"];
    let draft = tablet.run([new, kind].concat()).quietly();
    let draft = draft.out.trim();
    let (first, second) = (photo(&tablet, "1.png", 1), photo(&tablet, "2.png", 2));
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());

    let put = ["draft", "photo", draft, first, "--shows", "control.barrier"];
    assert!(tablet.run(put).quietly().out.starts_with("saved "));
    tablet.run(["draft", "seal", draft]).quietly();
    let added = tablet.run([
        "supplement",
        draft,
        second,
        first,
        "--note",
        "登记表",
        "--json",
    ]);
    let record = added.quietly().json();
    assert_eq!(evidence(&record).len(), 2, "the first one was there");
    assert_eq!(evidence(&record)[0]["supplement"], Value::Null);
    assert_eq!(evidence(&record)[1]["supplement"]["notes"], "登记表");
    assert_eq!(tablet.visits()[0]["evidence"], record["evidence"]);
    tablet.run(["verify"]).quietly();
}

#[test]
fn a_supplement_of_an_unknown_visit_is_refused() {
    let tablet = Tablet::loaded();
    let file = photo(&tablet, "1.png", 1);
    let unknown = "01900000-0000-7000-8000-000000000000";
    let run = tablet.run(["supplement", unknown, file.to_str().unwrap()]);
    run.refused("no-visit");
}

#[test]
fn a_move_names_its_photos_and_does_not_happen_with_what_is_none() {
    let tablet = Tablet::loaded();
    let mut absent = visit(json!([]));
    absent["answers"]["staffing.present"] = json!(0);
    tablet.seal(&absent).quietly();
    let found = tablet.run(["findings", "--json"]).quietly().json();
    let id = found[0]["id"].as_str().unwrap();
    let text = tablet.file("text.png", "not a picture");
    let (first, second) = (photo(&tablet, "1.png", 1), photo(&tablet, "2.png", 2));
    let moved = |photos: &[&PathBuf]| {
        let mut args = vec!["finding", "move", id, "rectified", "--json"];
        for file in photos {
            args.extend(["--photo", file.to_str().unwrap()]);
        }
        tablet.run(args)
    };
    moved(&[&first, &text]).refused("photo-unknown-format");
    moved(&[&first, &PathBuf::from("nowhere.png")]).refused("file");
    let show = || {
        tablet
            .run(["finding", "show", id, "--json"])
            .quietly()
            .json()
    };
    assert_eq!(show()["moves"], json!([]));

    let view = moved(&[&first, &second]).quietly().json();
    assert_eq!(evidence(&view["moves"][0]).len(), 2);
    assert_eq!(
        evidence(&view["moves"][0])[0]["shows"],
        "staffing.unattended"
    );
    assert_eq!(show()["moves"], view["moves"]);
    tablet.run(["verify"]).quietly();
}
