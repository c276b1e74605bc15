//! Kinds of site, findings with their sentences, places and people, in the words of real reports.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// A kind of site and its checklist.
pub(crate) struct Kind {
    pub(crate) code: &'static str,
    pub(crate) checklist: &'static str,
    /// What its name ends in, after the village's.
    pub(crate) suffix: &'static str,
    pub(crate) place: &'static str,
    pub(crate) gate: &'static str,
    pub(crate) groups: &'static [&'static str],
}

impl Kind {
    /// Stands for the checklist's hash, which is the same in all of its visits.
    pub(crate) fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.checklist))
    }
}

const fn kind(
    code: &'static str,
    checklist: &'static str,
    [suffix, place, gate]: [&'static str; 3],
    groups: &'static [&'static str],
) -> Kind {
    Kind {
        code,
        checklist,
        suffix,
        place,
        gate,
        groups,
    }
}

#[rustfmt::skip]
pub(crate) static KINDS: &[Kind] = &[
    kind("village_checkpoint", "checkpoint", ["卡点", "卡点", "村口卡点"], &["staffing", "protection",
        "control", "registration", "disinfection", "gatherings", "publicity", "screening", "isolation", "supplies"]),
    kind("transport_checkpoint", "transport_checkpoint", ["交通卡点", "卡点", "卡点"],
        &["staffing", "protection", "control", "registration", "disinfection", "supplies"]),
    kind("residential_compound", "residential_compound", ["小区", "小区", "小区出入口"],
        &["staffing", "protection", "control", "registration", "disinfection", "gatherings", "publicity", "isolation"]),
    kind("office", "office", ["村委会", "单位", "单位值班室"],
        &["staffing", "protection", "control", "registration", "disinfection", "gatherings", "documents"]),
    kind("enterprise", "enterprise", ["工厂", "企业", "企业门岗"],
        &["staffing", "protection", "registration", "disinfection"]),
    kind("shop", "shop", ["超市", "该店", "店门口"],
        &["protection", "registration", "disinfection", "gatherings", "pricing"]),
    kind("pharmacy", "pharmacy", ["药店", "药店", "药店门口"],
        &["protection", "registration", "disinfection", "supplies", "pricing"]),
    kind("health_facility", "health_facility", ["卫生室", "医疗机构", "医疗机构入口"],
        &["staffing", "protection", "control", "registration", "disinfection", "supplies"]),
    kind("isolation_centre", "isolation_centre", ["隔离点", "隔离点", "隔离点出入口"],
        &["staffing", "protection", "control", "registration", "disinfection", "isolation", "supplies"]),
    kind("home_isolation", "home_isolation", ["居家隔离户1", "该户", "该户"], &["isolation"]),
    kind("school", "school", ["小学", "学校", "学校门岗"],
        &["staffing", "protection", "control", "registration", "disinfection", "gatherings", "publicity", "supplies"]),
];

/// An answer that raises a finding, and the finding's sentence.
pub(crate) struct Problem {
    pub(crate) item: &'static str,
    answers: &'static str,
    pub(crate) category: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) sentence: &'static str,
}

impl Problem {
    /// The answer, and those to what is asked after it.
    pub(crate) fn answers(&self) -> Map<String, Value> {
        serde_json::from_str(self.answers).unwrap_or_default()
    }
}

const fn problem(
    item: &'static str,
    answers: &'static str,
    category: &'static str,
    severity: &'static str,
    sentence: &'static str,
) -> Problem {
    Problem {
        item,
        answers,
        category,
        severity,
        sentence,
    }
}

#[rustfmt::skip]
pub(crate) static PROBLEMS: &[Problem] = &[
    problem("staffing.present", r#"{"staffing.present":0}"#, "staffing.unattended", "grave", "{gate}无人值守。"),
    problem("staffing.present", r#"{"staffing.present":1}"#, "staffing.absent", "major", "{place}当日值班人员应为{n}人，实际只有一人在岗。"),
    problem("staffing.present", r#"{"staffing.present":2}"#, "staffing.absent", "major", "{place}当日值班人员应为{n}人，实际只有两人在岗。"),
    problem("staffing.leader_present", r#"{"staffing.leader_present":false}"#, "staffing.no_leader", "major", "带班干部不在岗。"),
    problem("staffing.duty_phone_answered", r#"{"staffing.duty_phone_answered":0}"#, "staffing.phone_unanswered", "major", "有人值班，但{n}次现场拨打值班电话均无人接听。"),
    problem("staffing.duty_phone_answered", r#"{"staffing.duty_phone_answered":0}"#, "staffing.phone_unanswered", "major", "有人值班，但现场拨打值班电话无人接听。"),
    problem("protection.staff_masked", r#"{"protection.staff_masked":false,"protection.unmasked_count":2}"#, "protection.staff_unmasked", "major", "值守人员未按要求佩戴口罩。"),
    problem("protection.public_masked", r#"{"protection.public_masked":false,"protection.unmasked_count":3}"#, "protection.public_unmasked", "minor", "存在人员不戴口罩出入的情况。"),
    problem("control.barrier", r#"{"control.barrier":"blocked"}"#, "control.road_blocked", "grave", "违规封死或挖断道路。"),
    problem("control.barrier", r#"{"control.barrier":"none"}"#, "control.no_barrier", "major", "{place}防控措施不到位，未设置路障，存在管控漏洞。"),
    problem("control.barrier", r#"{"control.barrier":"makeshift","control.barrier_material":["tables","rope"]}"#, "control.weak_barrier", "major", "{place}防控措施不到位，仅用桌椅、绳索设简易路障，存在管控漏洞。"),
    problem("control.barrier", r#"{"control.barrier":"makeshift","control.barrier_material":["debris","vehicle"]}"#, "control.weak_barrier", "major", "{place}防控措施不到位，仅用杂物、车辆设简易路障，存在管控漏洞。"),
    problem("control.single_entry", r#"{"control.single_entry":false}"#, "control.multiple_entries", "major", "未实现一门出入。"),
    problem("control.outsiders_checked", r#"{"control.outsiders_checked":false}"#, "control.outsiders_unchecked", "major", "对外来人员和车辆查验不严。"),
    problem("registration.register", r#"{"registration.register":"none"}"#, "registration.none", "major", "人员出入未登记。"),
    problem("registration.register", r#"{"registration.register":"incomplete","registration.missing_fields":["id_number","origin"]}"#, "registration.incomplete", "major", "《防疫防控出入登记表》登记信息不完善，缺少身份证号、来自何地。"),
    problem("registration.register", r#"{"registration.register":"incomplete","registration.missing_fields":["name","phone","address","purpose","vehicle","time","temperature"]}"#, "registration.incomplete", "major", "《防疫防控出入登记表》登记信息不完善，缺少姓名、电话、住址、事由、车牌、时间、体温。"),
    problem("registration.temperature_measured", r#"{"registration.temperature_measured":false}"#, "registration.no_temperature", "major", "未对出入人员测量体温。"),
    problem("registration.night", r#"{"registration.night":"none"}"#, "registration.night_gap", "major", "夜间对出入人员把控不严，无人进行登记和体温测量。"),
    problem("registration.night", r#"{"registration.night":"register_only"}"#, "registration.night_gap", "major", "夜间只登记，未测量体温。"),
    problem("registration.crowding", r#"{"registration.crowding":true}"#, "registration.crowding", "major", "{place}多人聚集签名，存在交叉感染隐患。"),
    problem("registration.shared_pen", r#"{"registration.shared_pen":true}"#, "registration.shared_pen", "major", "{place}共用一支笔进行登记，存在交叉感染隐患。"),
    problem("disinfection.times_yesterday", r#"{"disinfection.times_yesterday":0}"#, "disinfection.none", "major", "未进行消毒。"),
    problem("disinfection.times_yesterday", r#"{"disinfection.times_yesterday":1}"#, "disinfection.too_few", "major", "消毒未达到每日两次要求。"),
    problem("disinfection.record_kept", r#"{"disinfection.record_kept":false}"#, "disinfection.no_record", "major", "无消毒记录。"),
    problem("gatherings.kind", r#"{"gatherings.kind":["gambling"],"gatherings.dispersed":true}"#, "gatherings.gambling", "major", "存在聚众赌博现象，已现场劝散。"),
    problem("gatherings.kind", r#"{"gatherings.kind":["drinking"],"gatherings.dispersed":true}"#, "gatherings.drinking", "major", "存在聚众饮酒现象，已现场劝散。"),
    problem("gatherings.kind", r#"{"gatherings.kind":["banquet"],"gatherings.dispersed":false}"#, "gatherings.banquet", "grave", "存在聚餐宴席现象，未能劝散。"),
    problem("gatherings.kind", r#"{"gatherings.kind":["cards"],"gatherings.dispersed":true}"#, "gatherings.cards", "major", "存在打牌打麻将现象，已现场劝散。"),
    problem("gatherings.kind", r#"{"gatherings.kind":["other"],"gatherings.dispersed":true}"#, "gatherings.other", "major", "存在人员聚集现象，已现场劝散。"),
    problem("publicity.forms", r#"{"publicity.forms":[]}"#, "publicity.none", "minor", "未见防控宣传。"),
    problem("screening.returnees_registered", r#"{"screening.returnees_registered":false}"#, "screening.returnees_missed", "major", "外返人员排查登记不到位。"),
    problem("isolation.signs_posted", r#"{"isolation.signs_posted":false}"#, "isolation.no_sign", "major", "未张贴隔离标识牌。"),
    problem("isolation.twice_daily_temperature", r#"{"isolation.twice_daily_temperature":false}"#, "isolation.no_monitoring", "major", "未落实每日两次体温监测。"),
    problem("supplies.short", r#"{"supplies.short":["masks","disinfectant"]}"#, "supplies.short", "major", "口罩、消毒液储备不足，需协调补充。"),
    problem("supplies.short", r#"{"supplies.short":["thermometers","protective_clothing","goggles"]}"#, "supplies.short", "major", "体温枪、防护服、护目镜储备不足，需协调补充。"),
    problem("vehicles.checked", r#"{"vehicles.checked":false}"#, "vehicles.unchecked", "major", "对过往车辆查验不严。"),
    problem("screening.health_code_checked", r#"{"screening.health_code_checked":false}"#, "screening.no_health_code", "major", "未查验健康码。"),
    problem("patrol.daily", r#"{"patrol.daily":false}"#, "patrol.none", "major", "未落实每日巡查。"),
    problem("vehicles.registered", r#"{"vehicles.registered":false}"#, "vehicles.unregistered", "major", "出入车辆未登记。"),
    problem("readiness.mechanism", r#"{"readiness.mechanism":false}"#, "readiness.no_mechanism", "major", "防控机制不到位。"),
    problem("readiness.screening", r#"{"readiness.screening":false}"#, "readiness.no_screening", "major", "员工排查不到位。"),
    problem("readiness.supplies", r#"{"readiness.supplies":false}"#, "readiness.no_supplies", "major", "设施物资不到位。"),
    problem("readiness.management", r#"{"readiness.management":false}"#, "readiness.no_management", "major", "内部管理不到位。"),
    problem("trading.must_close", r#"{"trading.must_close":true,"trading.closed":false}"#, "trading.open_against_order", "grave", "属停业范围，仍在营业。"),
    problem("pricing.raised", r#"{"pricing.raised":true}"#, "pricing.raised", "major", "存在哄抬价格现象。"),
    problem("pricing.marked", r#"{"pricing.marked":false}"#, "pricing.unmarked", "major", "未明码标价。"),
    problem("medicine.buyers_registered", r#"{"medicine.buyers_registered":false}"#, "medicine.buyers_unregistered", "major", "购药人员未登记。"),
    problem("supplies.inventory_known", r#"{"supplies.inventory_known":false}"#, "supplies.inventory_unclear", "major", "防护物资底数不清。"),
    problem("waste.handled", r#"{"waste.handled":false}"#, "waste.mishandled", "major", "医疗废物处置不规范。"),
    problem("isolation.education", r#"{"isolation.education":false}"#, "isolation.no_education", "major", "隔离教育不到位。"),
    problem("isolation.provisions", r#"{"isolation.provisions":false}"#, "isolation.no_provisions", "major", "生活保障不到位。"),
    problem("isolation.team", r#"{"isolation.team":false}"#, "isolation.no_team", "major", "包保专班未落实。"),
    problem("school.closed_gate", r#"{"school.closed_gate":false}"#, "school.open_gate", "major", "未落实封闭管理。"),
    problem("documents.duty_roster", r#"{"documents.duty_roster":false}"#, "documents.no_duty_roster", "major", "无值班表。"),
    problem("documents.screening_ledger", r#"{"documents.screening_ledger":false}"#, "documents.no_screening_ledger", "major", "无排查台账。"),
    problem("documents.temperature_ledger", r#"{"documents.temperature_ledger":false}"#, "documents.no_temperature_ledger", "major", "无体温台账。"),
    problem("documents.daily_report", r#"{"documents.daily_report":false}"#, "documents.no_daily_report", "major", "未落实每日一报、零报告。"),
    problem("documents.donation_ledger", r#"{"documents.donation_ledger":false}"#, "documents.no_donation_ledger", "major", "无捐赠款物台账，未公开。"),
];

#[rustfmt::skip]
pub(crate) const VILLAGES: &[(&str, &str)] = &[
    ("410523100200", "石家庄"), ("410523100202", "陈孔村"), ("410523100206", "东关村"),
    ("410523101200", "菜园南街"), ("410523101201", "官司村"), ("410523101204", "马营村"),
    ("410523102204", "綦逐村"), ("410523103201", "程岗村"), ("410523104202", "尚家庵村"),
    ("410523105200", "白龙二村街"), ("410523105201", "白营村"), ("410523105203", "大性村"),
    ("410523106205", "伏道村"), ("410523107202", "韩庄村"), ("410523200201", "古贤村"),
    ("410523201203", "瓦岗村"), ("410523202207", "小河村"), ("410523100400", "汤河办事处社区"),
];

/// Who writes the entry, and the inspectors of the visit.
pub(crate) const TEAMS: &[(&str, &[&str])] = &[
    ("督查一组", &["督查一组"]),
    ("督查二组", &["督查员甲", "督查员乙"]),
    ("督查三组", &["督查三组"]),
    ("平板一", &["督查员丙"]),
];

/// What stands with a finding's move.
pub(crate) const CLOSINGS: &[&str] = &[
    "",
    "",
    "已整改到位。",
    "限期三日内整改。",
    "复查合格，予以销号。",
];
