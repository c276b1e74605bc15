//! What stands in a record.

use kakou_domain::Answer;
use kakou_test_support::{county, exchange, tablet_of, two_tablets, visit};

use super::*;

fn text(store: &Store, visit: VisitId) -> String {
    let subject = Subject::read(store, visit, Language::Chinese).unwrap();
    paper(store, &subject).unwrap().text().unwrap().join("\n")
}

#[test]
fn a_record_has_every_answer_and_what_was_not_looked_at() {
    let tablet = tablet_of(&county());
    let given = visit()
        .present(2)
        .of(3)
        .answer("control.barrier", Answer::One("makeshift".to_owned()))
        .answer(
            "control.single_entry",
            Answer::NotApplicable("开放式村庄".to_owned()),
        )
        .notes("当日大雪");
    let id = tablet.seal(given.given()).unwrap().id;
    let text = text(&tablet, id);
    let code = tablet.visit(id).unwrap().record.check_code;
    for part in [
        "督查记录",
        "白营镇白营村卡点",
        "待交办",
        "在岗情况",
        "实到人数",
        "▲ 简易路障",
        "不适用",
        "开放式村庄",
        "未检查",
        "测量体温",
        "当日大雪",
        "暗访未亮明身份",
        &code,
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn the_admitted_name_stands_beside_another_that_is_claimed() {
    let (county, one, other) = two_tablets();
    other.set_name("王某").unwrap();
    let id = other.seal(visit().by("王某").given()).unwrap().id;
    other
        .amend(id, "补记", |draft| draft.notes = "已核实".to_owned())
        .unwrap();
    exchange(&county, &[&other, &one]);
    let text = text(&county, id);
    assert_eq!(
        text.matches("王某（登记名：督查一组（2））").count(),
        2,
        "{text}"
    );
}

#[test]
fn a_correction_stands_beside_the_original() {
    let tablet = tablet_of(&county());
    let id = tablet.seal(visit().present(2).of(3).given()).unwrap().id;
    tablet
        .amend(id, "点名时漏记一人", |draft| {
            draft.answer("staffing.present", Some(Answer::Count(3)));
            draft.notes = "已核实".to_owned();
        })
        .unwrap();
    let text = text(&tablet, id);
    let changed = text.rsplit("点名时漏记一人").next().unwrap();
    for part in ["原记录", "更正为", "2人", "3人", "（无）", "已核实"] {
        assert!(changed.contains(part), "{part} is not in {changed}");
    }
    assert!(text.contains("已撤销"), "{text}");
    assert!(text.contains("现行"), "{text}");
    assert!(!text.contains("▲ 3人"), "it was right after all: {text}");
}
