//! A bulletin is checked, and issued as it was checked.

use kakou_report::bulletin::{BulletinForm, text};
use kakou_report::{
    BulletinAsked, BulletinHeading, ProblemOrder, Standing, check, draw_up, issue, issued_bulletin,
    standing,
};
use kakou_store::views::BulletinState;
use kakou_test_support::{county, visit};

const HOURS: i64 = 3_600_000;

/// A bulletin of all visits, with a number.
pub(super) fn asked() -> BulletinAsked {
    BulletinAsked {
        campaign: None,
        from: None,
        to: None,
        form: BulletinForm::Official,
        order: ProblemOrder::Place,
        names: false,
        supplements: None,
        heading: BulletinHeading {
            number: "汤疫防指〔2020〕3号".to_owned(),
            ..BulletinHeading::default()
        },
    }
}

#[test]
fn time_alone_changes_nothing_of_what_was_checked() {
    let county = county();
    let given = visit().at("白营村").present(1).of(2).given();
    county.seal(given).unwrap();
    let draft = draw_up(&county, &asked()).unwrap();
    check(&county, &draft, &asked(), "督查员甲").unwrap();
    county.clock.advance(30 * HOURS);
    let later = draw_up(&county, &asked()).unwrap();
    assert_ne!(
        text(&later.document),
        text(&draft.document),
        "it says as of when"
    );
    let found = standing(&county, &asked(), &later).unwrap();
    assert!(matches!(found, Standing::Checked(..)), "{found:?}");
    let (issued, view) = issue(&county, &asked(), "督查办主任").unwrap();
    assert_eq!(issued.document, draft.document);
    let kept = issued_bulletin(&county, view.id).unwrap();
    assert_eq!((kept.document, kept.as_of), (draft.document, draft.as_of));
}

#[test]
fn a_visit_that_comes_in_after_the_check_is_not_issued_unread() {
    let county = county();
    let seal = |village| {
        let given = visit().at(village).present(1).of(2).given();
        county.seal(given).unwrap();
    };
    seal("白营村");
    let draft = draw_up(&county, &asked()).unwrap();
    check(&county, &draft, &asked(), "督查员甲").unwrap();
    seal("程岗村");
    let refused = issue(&county, &asked(), "督查办主任").unwrap_err();
    assert_eq!(refused.code(), "bulletin-changed");
    let told = refused.details().join("\n");
    assert!(
        told.contains("程岗村卡点。") && !told.contains("白营村卡点。"),
        "{told}"
    );
    let lines = county.bulletins().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].state, BulletinState::Checked);
    // Checked again, it may be issued; the later check is the one that it rests on.
    let draft = draw_up(&county, &asked()).unwrap();
    let second = check(&county, &draft, &asked(), "督查员乙").unwrap();
    let (_, view) = issue(&county, &asked(), "督查办主任").unwrap();
    assert_eq!(view.issued.check, Some(second.id));
    assert_eq!(view.check, Some(second));
    assert!(county.verify().unwrap().ok);
}

#[test]
fn a_draft_is_a_file_in_each_format_with_a_name_for_it() {
    use kakou_report::bulletin::BulletinFormat::{Docx, Html, Text};
    let county = county();
    let given = visit().at("白营村").present(1).of(2).given();
    county.seal(given).unwrap();
    let draft = draw_up(&county, &asked()).unwrap();
    for (format, ending, begins) in [
        (Docx, "docx", "PK"),
        (Html, "html", "<!DOCTYPE html>"),
        (Text, "txt", "______文件"),
    ] {
        let (name, bytes) = draft.file(format).unwrap();
        assert_eq!(name, format!("关于督查情况的通报.{ending}"));
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
    }
}
