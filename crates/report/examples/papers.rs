//! Writes papers of a visit with everything in it to a folder, to be looked at:
//! `cargo run -p kakou-report --example papers -- FOLDER`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "who looks at papers reads what went wrong"
)]

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{ImageFormat, Rgb, RgbImage};
use kakou_domain::draft::FindingEdit;
use kakou_domain::visit::Signature;
use kakou_domain::{Answer, Fix, Position, VisitId};
use kakou_report::{Language, SlipForm, SlipOptions, flash, record_pdf, save, slip};
use kakou_store::{PhotoGiven, Store};
use kakou_test_support::{county, tablet_of, visit};

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    let tablet = tablet_of(&county());
    write(&tablet, full(&tablet), &folder, "full");
    let clean = tablet.seal(visit().present(3).of(3).given()).unwrap().id;
    write(&tablet, clean, &folder, "clean");
}

fn full(store: &Store) -> VisitId {
    let mut given = visit()
        .present(2)
        .of(3)
        .by("督查员甲")
        .by("督查员乙")
        .answer("control.barrier", Answer::One("blocked".to_owned()))
        .answer("protection.staff_masked", Answer::YesNo(false))
        .answer("publicity.forms", Answer::Many(Vec::new()))
        .answer(
            "supplies.short",
            Answer::Many(vec!["masks".to_owned(), "vehicles".to_owned()]),
        )
        .notes("当日大雪，路面结冰。")
        .given();
    given.finding_edits = vec![FindingEdit {
        category: "protection.staff_unmasked".to_owned(),
        rectified_on_spot: true,
        ..FindingEdit::default()
    }];
    given.good_practice = "卡点设热水和取暖设备，登记桌一米线清楚。".to_owned();
    given.signature = Some(Signature::Signed {
        role: "村党支部书记".to_owned(),
        strokes: vec![
            (0..60).map(|n| [100 + n * 6, 200 + (n * n) % 97]).collect(),
            (0..50).map(|n| [300 + n * 5, 150 + n * 3]).collect(),
            vec![[620, 180]],
        ],
    });
    given.photos = [
        (Some("control.barrier"), 1600, 1200),
        (Some("staffing.present"), 900, 1200),
        (None, 1600, 1200),
    ]
    .map(|(shows, width, height)| PhotoGiven {
        bytes: photo(width, height),
        shows: shows.map(str::to_owned),
        position: Some(Fix::Known {
            position: Position::new(35.92215, 114.36214).unwrap(),
            accuracy_m: Some(8.0),
            at: given.visited_at,
        }),
    })
    .to_vec();
    let id = store.seal(given).unwrap().id;
    let change = |draft: &mut kakou_domain::draft::Draft| {
        draft.answer("protection.public_masked", Some(Answer::YesNo(true)));
        draft.notes = "当日大雪，路面结冰，已撒盐。".to_owned();
    };
    store.amend(id, "漏记一项", change).unwrap();
    id
}

fn photo(width: u32, height: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let shade = u8::try_from(90 + (x / 40 + y / 40) % 2 * 60).unwrap();
        Rgb([shade, shade + 20, 250 - shade])
    });
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

fn write(store: &Store, visit: VisitId, folder: &Path, name: &str) {
    let to = SlipOptions {
        unit: "白营镇白营村".to_owned(),
        deadline: "2020-02-17".parse().ok(),
    };
    for (language, code) in [(Language::Chinese, "zh"), (Language::English, "en")] {
        for (form, ending) in [(SlipForm::Picture, "png"), (SlipForm::Pages, "pdf")] {
            let paper = slip(store, visit, &to, language, form).unwrap();
            save(&folder.join(format!("{name}-slip-{code}.{ending}")), &paper).unwrap();
        }
        let paper = record_pdf(store, visit, language).unwrap();
        save(&folder.join(format!("{name}-record-{code}.pdf")), &paper).unwrap();
        println!("{}\n", flash(store, visit, &to, language).unwrap());
    }
}
