//! Invented facts in the shape of real ones: whole visits by every standard checklist, their
//! amendments, sites, rosters and what becomes of findings.

use serde_json::{Map, Value, json};

use super::items::{GROUPS, Item, OWN, UNANSWERED};
use super::random::Random;
use super::words::{CLOSINGS, KINDS, Kind, PROBLEMS, Problem, TEAMS, VILLAGES};

/// 2020-02-10T00:00:00+08:00 in milliseconds.
const FIRST_DAY: u64 = 1_581_264_000_000;
const DAY: u64 = 86_400_000;

/// Payloads without end, the same for the same seed.
pub(crate) fn facts(seed: u64) -> impl Iterator<Item = Vec<u8>> {
    let mut random = Random::new(seed);
    std::iter::from_fn(move || Some(fact(&mut random).into_bytes()))
}

fn fact(random: &mut Random) -> String {
    let millis = FIRST_DAY + random.below(20) * DAY + 28_800_000 + random.below(36_000_000);
    let (division, village) = *random.pick(VILLAGES);
    let id = random.uuid(7, millis);
    let before = millis - random.below(DAY);
    let earlier = random.uuid(7, before);
    let (kind, follows, body) = match random.below(20) {
        0 => (
            "site.defined",
            vec![],
            site_defined(random, division, village),
        ),
        1 => ("roster.set", vec![], roster(random, millis)),
        2 | 3 => ("finding.moved", vec![earlier], moved(random, millis)),
        4 => {
            let mut body = visit(random, division, village, millis);
            body["visit"] = json!(earlier);
            body["reason"] = json!("实到人数录入有误。");
            ("visit.amended", vec![earlier], body)
        }
        _ => (
            "visit.sealed",
            vec![],
            visit(random, division, village, millis),
        ),
    };
    let measured = millis - random.below(DAY);
    let drift = random.below(400) as i64 - 200;
    // A tablet that has not met a server yet knows nothing of its clock.
    let clock = match random.below(4) {
        0 => Value::Null,
        _ => json!({"drift_ms": drift, "measured_at": time(measured)}),
    };
    // Written out, because the order of these fields is the one that real payloads have.
    format!(
        r#"{{"id":"{id}","kind":"{kind}","scope":["{division}"],"at":"{}","clock":{},"follows":{},"by":"{}","body":{}}}"#,
        time(millis),
        ordered(&clock, &["drift_ms", "measured_at"]),
        json!(follows),
        random.pick(TEAMS).0,
        ordered(&body, BODY_FIELDS),
    )
}

/// The order in which bodies, and what stands in them, write their fields.
const BODY_FIELDS: &[&str] = &[
    "visit",
    "reason",
    "finding",
    "to",
    "unit",
    "deadline",
    "site",
    "campaign",
    "team",
    "inspectors",
    "method",
    "started_at",
    "visited_at",
    "position",
    "lat",
    "lon",
    "accuracy_m",
    "unavailable",
    "checklist",
    "id",
    "day",
    "shift",
    "staff",
    "role",
    "count",
    "leader",
    "version",
    "hash",
    "answers",
    "filled",
    "findings",
    "item",
    "group",
    "category",
    "nature",
    "severity",
    "text",
    "evidence",
    "good_practice",
    "notes",
    "name",
    "kind",
    "division",
    "code",
    "liaison",
    "duty_phone",
    "in_service",
    "from",
    "until",
];

/// JSON text with an object's fields in this order; fields that are not listed come last, by name.
fn ordered(value: &Value, order: &[&str]) -> String {
    let joined = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Object(fields) => {
            let place = |name: &str| order.iter().position(|one| *one == name);
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_by_key(|name| place(name).unwrap_or(order.len()));
            let field =
                |name: &String| format!("{}:{}", json!(name), ordered(&fields[name], order));
            format!("{{{}}}", joined(names.into_iter().map(field).collect()))
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                joined(items.iter().map(|item| ordered(item, order)).collect())
            )
        }
        plain => plain.to_string(),
    }
}

fn visit(random: &mut Random, division: &str, village: &str, millis: u64) -> Value {
    let kind = if random.chance(55) {
        &KINDS[0]
    } else {
        random.pick(KINDS)
    };
    let problems: Vec<&Problem> = problems(random, kind);
    let mut answers = answers(random, kind);
    let mut findings = Vec::new();
    for problem in problems {
        answers.extend(problem.answers());
        findings.push(finding(random, kind, problem));
    }
    let groups: Vec<&str> = kind
        .groups
        .iter()
        .copied()
        .filter(|_| random.chance(60))
        .collect();
    let (_, inspectors) = *random.pick(TEAMS);
    json!({
        "site": {
            "id": random.uuid(5, 0),
            "name": format!("{village}{}", kind.suffix),
            "kind": kind.code,
            "division": division,
        },
        "campaign": if random.chance(50) { json!(random.uuid(7, FIRST_DAY)) } else { Value::Null },
        "team": if random.chance(50) { json!(random.uuid(7, FIRST_DAY)) } else { Value::Null },
        "inspectors": inspectors,
        "method": random.pick(&["unannounced", "unannounced", "unannounced", "announced", "phone_check"]),
        "started_at": time(millis - 60_000 - random.below(240_000)),
        "visited_at": time(millis - 30_000),
        "position": position(random),
        "checklist": {"id": kind.checklist, "version": 1, "hash": kind.hash()},
        "answers": answers,
        "filled": groups,
        "findings": findings,
        "evidence": [],
        "good_practice": [],
        "notes": *random.pick(&["", "", "", "", "", "已现场反馈村委会。", "要求立即整改。"]),
    })
}

fn position(random: &mut Random) -> Value {
    match random.below(4) {
        0 => json!({
            "lat": (35_800_000 + random.below(200_000)) as f64 / 1e6,
            "lon": (114_200_000 + random.below(400_000)) as f64 / 1e6,
            "accuracy_m": 4 + random.below(30),
        }),
        1 => json!({"unavailable": "no_fix"}),
        _ => Value::Null,
    }
}

fn items(kind: &Kind) -> impl Iterator<Item = &'static Item> {
    let own = OWN
        .iter()
        .filter(|(owner, _)| *owner == kind.code)
        .flat_map(|(_, items)| *items);
    let groups = kind.groups;
    GROUPS
        .iter()
        .filter(move |(group, _)| groups.contains(group))
        .flat_map(|(_, items)| *items)
        .chain(own)
}

/// Most visits go through the whole list, some look at a part of it.
fn answers(random: &mut Random, kind: &Kind) -> Map<String, Value> {
    let answered = *random.pick(&[20, 60, 100, 100, 100, 100]);
    let mut answers = Map::new();
    for item in items(kind) {
        let usual = item.answer(random, &answers);
        let answer = if random.chance(answered) {
            usual
        } else {
            json!(UNANSWERED)
        };
        answers.insert(item.code.to_owned(), answer);
    }
    answers
}

fn problems(random: &mut Random, kind: &Kind) -> Vec<&'static Problem> {
    let codes: Vec<&str> = items(kind).map(|item| item.code).collect();
    let possible: Vec<&Problem> = PROBLEMS
        .iter()
        .filter(|problem| codes.contains(&problem.item))
        .collect();
    let mut chosen: Vec<&Problem> = Vec::new();
    for _ in 0..*random.pick(&[0, 0, 1, 1, 1, 2, 3]) {
        let problem = *random.pick(&possible);
        if chosen.iter().all(|one| one.item != problem.item) {
            chosen.push(problem);
        }
    }
    chosen
}

fn finding(random: &mut Random, kind: &Kind, problem: &Problem) -> Value {
    let group = problem.item.split('.').next().unwrap_or_default();
    let number = *random.pick(&["两", "三", "四", "五", "六"]);
    json!({
        "id": random.uuid(5, 0),
        "item": problem.item,
        "group": group,
        "category": problem.category,
        "nature": if problem.category == "supplies.short" { "need" } else { "fault" },
        "severity": problem.severity,
        "text": problem
            .sentence
            .replace("{place}", kind.place)
            .replace("{gate}", kind.gate)
            .replace("{n}", number),
    })
}

fn site_defined(random: &mut Random, division: &str, village: &str) -> Value {
    let kind = random.pick(KINDS);
    json!({
        "id": random.uuid(5, 0),
        "name": format!("{village}{}", kind.suffix),
        "kind": kind.code,
        "division": division,
        "code": null,
        "unit": null,
        "liaison": "包村干部",
        "duty_phone": null,
        "position": null,
        "in_service": {"from": "2020-01-26", "until": null},
    })
}

fn roster(random: &mut Random, millis: u64) -> Value {
    json!({
        "site": random.uuid(5, 0),
        "day": &time(millis)[..10],
        "shift": random.pick(&["day", "night"]),
        "staff": [{"role": "值守人员", "count": 2 + random.below(4)}],
        "leader": "带班干部",
    })
}

fn moved(random: &mut Random, millis: u64) -> Value {
    let before = millis - random.below(DAY);
    json!({
        "finding": random.uuid(5, 0),
        "visit": random.uuid(7, before),
        "to": random.pick(&["assigned", "assigned", "rectifying", "rectified", "verified", "withdrawn"]),
        "unit": random.uuid(5, 0),
        "deadline": &time(millis + 3 * DAY)[..10],
        "text": random.pick(CLOSINGS),
    })
}

/// RFC 3339 with the offset of China. The days lie in February 2020.
fn time(millis: u64) -> String {
    let since = millis - (FIRST_DAY - 9 * DAY);
    let (day, rest) = (since / DAY + 1, since % DAY);
    let (month, day) = if day > 29 { (3, day - 29) } else { (2, day) };
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, milli) = (rest / 1_000 % 60, rest % 1_000);
    format!("2020-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}+08:00")
}
