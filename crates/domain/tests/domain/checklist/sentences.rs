//! The sentences are the ones that inspectors write.

use kakou_domain::checklist::join_sentences;
use serde_json::{Value, json};

use super::{template, texts, visit};

#[test]
fn a_village_checkpoint_is_spoken_of_as_in_the_reports() {
    let checkpoint = template("checkpoint");
    let cases: &[(Value, &[&str])] = &[
        (json!({"staffing.present": 0}), &["村口卡点无人值守。"]),
        (
            json!({"staffing.rostered": 120, "staffing.present": 2}),
            &["卡点当日值班人员应为120人，实际只有2人在岗。"],
        ),
        (
            json!({"staffing.leader_present": false}),
            &["带班干部不在岗。"],
        ),
        (
            json!({"staffing.duty_phone_calls": 1, "staffing.duty_phone_answered": 0}),
            &["现场拨打值班电话无人接听。"],
        ),
        (
            json!({"staffing.duty_phone_calls": 3, "staffing.duty_phone_answered": 0}),
            &["三次现场拨打值班电话均无人接听。"],
        ),
        (
            json!({
                "staffing.present": 1,
                "staffing.duty_phone_calls": 1, "staffing.duty_phone_answered": 0,
            }),
            &["有人值班，但现场拨打值班电话无人接听。"],
        ),
        (
            json!({"protection.staff_masked": false, "protection.public_masked": false}),
            &["值守人员未按要求佩戴口罩。", "存在人员不戴口罩出入的情况。"],
        ),
        (
            json!({"control.barrier": "blocked"}),
            &["违规封死或挖断道路。"],
        ),
        (
            json!({"control.barrier": "none"}),
            &["卡点防控措施不到位，未设置路障，存在管控漏洞。"],
        ),
        (
            json!({"control.barrier": "makeshift"}),
            &["卡点防控措施不到位，仅设简易路障，存在管控漏洞。"],
        ),
        (
            json!({"control.barrier": "makeshift", "control.barrier_material": ["rope", "tables"]}),
            &["卡点防控措施不到位，仅用桌椅、绳索设简易路障，存在管控漏洞。"],
        ),
        (
            json!({"control.single_entry": false, "control.outsiders_checked": false}),
            &["未实现一门出入。", "对外来人员和车辆查验不严。"],
        ),
        (
            json!({
                "registration.register": "incomplete",
                "registration.missing_fields": ["time", "origin"],
            }),
            &["《防疫防控出入登记表》登记信息不完善，缺少来自何地、时间。"],
        ),
        (
            json!({"registration.register": "none", "registration.temperature_measured": false}),
            &["人员出入未登记。", "未对出入人员测量体温。"],
        ),
        (
            json!({"registration.night": "register_only"}),
            &["夜间只登记，未测量体温。"],
        ),
        (
            json!({"disinfection.times_yesterday": 0}),
            &["未进行消毒。"],
        ),
        (
            json!({"disinfection.times_yesterday": 1, "disinfection.record_kept": false}),
            &["消毒未达到每日两次要求。", "无消毒记录。"],
        ),
        (
            json!({"gatherings.kind": ["cards", "other"]}),
            &["存在打牌打麻将现象。", "存在人员聚集现象。"],
        ),
        (
            json!({"gatherings.kind": ["gambling"], "gatherings.dispersed": true}),
            &["存在聚众赌博现象，已现场劝散。"],
        ),
        (
            json!({"gatherings.kind": ["drinking"], "gatherings.dispersed": false}),
            &["存在聚众饮酒现象，未能劝散。"],
        ),
        (json!({"publicity.forms": []}), &["未见防控宣传。"]),
        (
            json!({
                "isolation.observed": 1, "isolation.signs_posted": false,
                "isolation.twice_daily_temperature": false,
            }),
            &["未张贴隔离标识牌。", "未落实每日两次体温监测。"],
        ),
        (
            json!({"supplies.short": ["goggles", "masks"]}),
            &["口罩、护目镜储备不足，需协调补充。"],
        ),
    ];
    for (answers, expected) in cases {
        assert_eq!(
            texts(&visit(&checkpoint, answers.clone())),
            *expected,
            "{answers}"
        );
    }
}

#[test]
fn each_kind_of_site_has_its_own_words() {
    for (id, words) in [
        ("checkpoint", "村口卡点无人值守。"),
        ("transport_checkpoint", "卡点无人值守。"),
        ("residential_compound", "小区出入口无人值守。"),
        ("office", "单位值班室无人值守。"),
        ("enterprise", "企业门岗无人值守。"),
        ("health_facility", "医疗机构入口无人值守。"),
        ("isolation_centre", "隔离点出入口无人值守。"),
        ("school", "学校门岗无人值守。"),
    ] {
        assert_eq!(
            texts(&visit(&template(id), json!({"staffing.present": 0}))),
            [words]
        );
    }
}

#[test]
fn two_findings_that_belong_together_are_said_in_one_sentence() {
    let checkpoint = template("checkpoint");
    let found = visit(
        &checkpoint,
        json!({
            "staffing.leader_present": false,
            "registration.crowding": true, "registration.shared_pen": true,
            "disinfection.times_yesterday": 1, "disinfection.record_kept": false,
        }),
    );
    let found: Vec<(&str, &str)> = found
        .findings
        .iter()
        .map(|f| (f.category.as_str(), f.text.as_str()))
        .collect();
    let said = join_sentences(&checkpoint, &found);
    let texts: Vec<&str> = said.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "带班干部不在岗。",
            "卡点多人聚集签名，共用一支笔进行登记，存在交叉感染隐患。",
            "消毒未达到每日两次要求，且无消毒记录。",
        ]
    );
    assert_eq!(said[1].findings, [1, 2]);
    assert_eq!(said[2].findings, [3, 4]);
}

#[test]
fn a_rewritten_sentence_that_no_longer_fits_stays_alone() {
    let found = [
        (
            "registration.shared_pen",
            "卡点共用一支笔进行登记，存在交叉感染隐患。",
        ),
        ("registration.crowding", "现场十余人围在桌前签名。"),
    ];
    let said = join_sentences(&template("checkpoint"), &found);
    assert_eq!(said.len(), 2);
    assert_eq!(said[1].text, found[1].1);
}
