//! What stands on a slip.

use kakou_domain::Answer;
use kakou_domain::draft::FindingEdit;
use kakou_domain::visit::Signature;
use kakou_test_support::{county, tablet_of, visit};

use super::*;

fn text(store: &Store, visit: VisitId, language: Language, form: SlipForm) -> String {
    let chosen = SlipOptions {
        unit: "白营镇白营村".to_owned(),
        deadline: "2020-02-17".parse().ok(),
    };
    text_of(
        &Subject::read(store, visit, language).unwrap(),
        store,
        &chosen,
        form,
    )
}

fn text_of(subject: &Subject, store: &Store, chosen: &SlipOptions, form: SlipForm) -> String {
    let paper = paper(store, subject, chosen, form).unwrap();
    paper.text().unwrap().join("\n")
}

#[test]
fn a_slip_says_what_was_found_where_and_by_when_it_must_be_put_right() {
    let tablet = tablet_of(&county());
    let mut given = visit()
        .present(2)
        .of(3)
        .by("甲")
        .answer("protection.staff_masked", Answer::YesNo(false))
        .answer("supplies.short", Answer::Many(vec!["masks".to_owned()]))
        .given();
    given.finding_edits = vec![FindingEdit {
        category: "protection.staff_unmasked".to_owned(),
        rectified_on_spot: true,
        ..FindingEdit::default()
    }];
    given.signature = Some(Signature::Refused {
        reason: "不认可".to_owned(),
    });
    let id = tablet.seal(given).unwrap().id;
    let code = tablet.visit(id).unwrap().record.check_code;
    for form in [SlipForm::Picture, SlipForm::Pages] {
        let text = text(&tablet, id, Language::Chinese, form);
        for part in [
            "问题交办单",
            "白营村卡点",
            "（白营镇）",
            "2020年2月14日9时30分",
            "实地暗访",
            "发现问题",
            "2个",
            "▲ 较重",
            "卡点当日值班人员应为三人，实际只有两人在岗。",
            "已当场整改",
            "需协调事项",
            "口罩储备不足，需协调补充。",
            "白营镇白营村",
            "2020年2月17日前",
            "拒签：不认可",
            &code,
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("练习"));
    }
}

#[test]
fn a_site_without_a_fault_is_called_exemplary_only_when_all_was_looked_at() {
    let tablet = tablet_of(&county());
    let id = tablet.seal(visit().present(3).of(3).given()).unwrap().id;
    let text = text(&tablet, id, Language::Chinese, SlipForm::Picture);
    assert!(text.contains("未发现问题"), "{text}");
    assert!(text.contains("项未检查"), "{text}");
    assert!(!text.contains("规范点位"), "{text}");
    let mut subject = Subject::read(&tablet, id, Language::Chinese).unwrap();
    subject
        .page
        .current
        .answers
        .retain(|_, answer| *answer != Answer::NotChecked);
    let text = text_of(
        &subject,
        &tablet,
        &SlipOptions::default(),
        SlipForm::Picture,
    );
    assert!(text.contains("规范点位"), "{text}");
    assert!(!text.contains("未检查"), "{text}");
}

#[test]
fn a_slip_of_practice_is_marked_as_one() {
    let tablet = tablet_of(&county());
    let id = tablet.seal(visit().present(1).of(2).given()).unwrap().id;
    let mut subject = Subject::read(&tablet, id, Language::Chinese).unwrap();
    subject.practice = true;
    for form in [SlipForm::Picture, SlipForm::Pages] {
        let text = text_of(&subject, &tablet, &SlipOptions::default(), form);
        assert!(text.contains("练习"), "{text}");
    }
}

#[test]
fn a_photo_that_is_not_here_or_damaged_says_so() {
    let tablet = tablet_of(&county());
    let id = tablet.seal(visit().present(1).of(2).given()).unwrap().id;
    let mut subject = Subject::read(&tablet, id, Language::Chinese).unwrap();
    let evidence = kakou_domain::visit::Evidence {
        sha256: "ab".repeat(32),
        size: 1,
        media_type: "image/jpeg".to_owned(),
        shows: Some("staffing.present".to_owned()),
        taken_at: subject.now,
        position: None,
    };
    subject
        .page
        .record
        .evidence
        .push(kakou_store::views::EvidenceView {
            evidence,
            here: false,
            supplement: None,
        });
    let text = text_of(
        &subject,
        &tablet,
        &SlipOptions::default(),
        SlipForm::Picture,
    );
    assert!(text.contains("照片尚未下载"), "{text}");
    assert!(text.contains("白营镇白营村卡点 · 实到人数"), "{text}");
}

#[test]
fn steering_characters_and_code_are_only_text() {
    let tablet = tablet_of(&county());
    let hostile = "#panic() $x$ @a \\u{1} [*b*] 100% <c> \"d\"";
    let given = visit().present(1).of(2).says("staffing.absent", hostile);
    let id = tablet.seal(given.given()).unwrap().id;
    let text = text(&tablet, id, Language::Chinese, SlipForm::Pages);
    assert!(text.replace('\u{200b}', "").contains(hostile), "{text}");
}

#[test]
fn an_english_slip_keeps_the_sentences_as_they_were_sealed() {
    let tablet = tablet_of(&county());
    let id = tablet.seal(visit().present(2).of(3).given()).unwrap().id;
    let text = text(&tablet, id, Language::English, SlipForm::Pages);
    for part in [
        "Hand-over slip",
        "▲ Major",
        "卡点当日值班人员应为三人",
        "17 Feb 2020",
        "Page 1 of 1",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}
