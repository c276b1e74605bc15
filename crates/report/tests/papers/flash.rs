//! The flash report.

use kakou_domain::draft::FindingEdit;
use kakou_domain::visit::Signature;
use kakou_domain::{Answer, VisitId};
use kakou_report::{Language, SlipOptions, daily, flash, options, remember};
use kakou_store::Store;
use kakou_test_support::{county, exchange, tablet_of, two_tablets, visit};

use crate::support::report_1;

/// Without the check code, which is another one for each sealing.
fn said(store: &Store, id: VisitId, options: &SlipOptions, language: Language) -> String {
    let text = flash(store, id, options, language).unwrap();
    let code = store.visit(id).unwrap().record.check_code;
    assert_eq!(code.len(), 8);
    text.replace(&code, "********")
}

#[test]
fn the_visits_of_the_first_report_are_told_as_people_write() {
    let tablet = tablet_of(&county());
    let none = SlipOptions::default();
    let told: Vec<String> = report_1(&tablet)
        .into_iter()
        .map(|id| said(&tablet, id, &none, Language::Chinese))
        .collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn two_findings_that_the_checklist_joins_are_one_sentence_and_count_as_two() {
    let tablet = tablet_of(&county());
    let given = visit()
        .answer("registration.crowding", Answer::YesNo(true))
        .answer("registration.shared_pen", Answer::YesNo(true));
    let id = tablet.seal(given.given()).unwrap().id;
    let text = said(&tablet, id, &SlipOptions::default(), Language::Chinese);
    assert!(
        text.contains("发现问题2个：卡点多人聚集签名，共用一支笔进行登记，存在交叉感染隐患。"),
        "{text}"
    );
}

#[test]
fn of_two_joined_findings_only_the_one_that_was_put_right_is_called_so() {
    let tablet = tablet_of(&county());
    let mut given = visit()
        .answer("registration.crowding", Answer::YesNo(true))
        .answer("registration.shared_pen", Answer::YesNo(true))
        .given();
    given.finding_edits = vec![FindingEdit {
        category: "registration.shared_pen".to_owned(),
        rectified_on_spot: true,
        ..FindingEdit::default()
    }];
    let id = tablet.seal(given).unwrap().id;
    let text = said(&tablet, id, &SlipOptions::default(), Language::Chinese);
    assert!(
        text.contains(
            "（1）卡点多人聚集签名，存在交叉感染隐患。（2）卡点共用一支笔进行登记，存在交叉感染隐患（已当场整改）。"
        ),
        "{text}"
    );
}

#[test]
fn needs_unit_deadline_and_good_practice_are_told() {
    let tablet = tablet_of(&county());
    let mut given = visit()
        .present(2)
        .of(3)
        .by("甲")
        .by("乙")
        .answer("supplies.short", Answer::Many(vec!["masks".to_owned()]))
        .given();
    given.good_practice = "卡点设\n热水。".to_owned();
    given.signature = Some(Signature::Nobody);
    let id = tablet.seal(given).unwrap().id;
    let chosen = SlipOptions {
        unit: "白营镇白营村".to_owned(),
        deadline: "2020-02-17".parse().ok(),
    };
    let text = said(&tablet, id, &chosen, Language::Chinese);
    assert!(
        text.starts_with("2月14日9时30分，甲、乙对白营镇白营村卡点进行实地暗访，"),
        "{text}"
    );
    for part in [
        "发现问题1个：卡点当日值班人员应为三人，实际只有两人在岗。",
        "需协调事项1项：口罩储备不足，需协调补充。",
        "亮点做法：卡点设 热水。",
        "责任单位：白营镇白营村，请于2月17日前整改到位。",
        "校验码：********。",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let english = said(&tablet, id, &chosen, Language::English);
    assert!(
        english.starts_with(
            "14 Feb, 09:30: 甲, 乙 inspected 白营村卡点, 白营镇 (Unannounced). Problems found: 1. "
        ),
        "{english}"
    );
}

#[test]
fn what_was_chosen_for_a_visit_is_remembered_and_begins_with_its_village() {
    let tablet = tablet_of(&county());
    let id = tablet.seal(visit().present(1).of(2).given()).unwrap().id;
    let first = options(&tablet, id).unwrap();
    assert_eq!(
        (first.unit.as_str(), first.deadline),
        ("白营镇白营村", None)
    );
    let chosen = SlipOptions {
        unit: "县卫健委".to_owned(),
        deadline: "2020-02-20".parse().ok(),
    };
    remember(&tablet, id, &chosen).unwrap();
    assert_eq!(options(&tablet, id).unwrap(), chosen);
    let unknown = VisitId("018f0000-0000-7000-8000-000000000000".parse().unwrap());
    assert_eq!(options(&tablet, unknown).unwrap_err().code(), "no-visit");
}

#[test]
fn the_admitted_name_stands_beside_another_that_is_claimed_also_in_the_daily_report() {
    let (county, one, other) = two_tablets();
    other.set_name("王某").unwrap();
    let id = other.seal(visit().by("王某").given()).unwrap().id;
    exchange(&county, &[&other, &one]);
    let none = SlipOptions::default();
    let text = said(&county, id, &none, Language::Chinese);
    assert!(text.contains("王某（登记名：督查一组（2））对"), "{text}");
    let text = said(&county, id, &none, Language::English);
    assert!(text.contains("王某 (admitted as 督查一组（2）)"), "{text}");
    let day = county.day("2020-02-14".parse().unwrap()).unwrap();
    let text = daily(&day, None);
    let line = "王某（登记名：督查一组（2））（未报）：检查点位1个";
    assert!(text.contains(line), "{text}");
}
