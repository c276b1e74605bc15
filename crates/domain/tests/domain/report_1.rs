//! The first of the working reports: its eight visits raise exactly what the report says.

use std::path::Path;

use kakou_domain::checklist::{Evaluation, evaluate, standard};
use kakou_domain::{Answers, Method, Severity, SiteKind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Report {
    visits: Vec<Visit>,
}

#[derive(Deserialize)]
struct Visit {
    site: String,
    site_kind: SiteKind,
    method: Method,
    answers: Answers,
    #[serde(default)]
    finding_edits: Vec<Edit>,
    expected_findings: Vec<Expected>,
}

#[derive(Deserialize)]
struct Edit {
    category: String,
    text: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Expected {
    category: String,
    severity: Severity,
    text: String,
}

fn report() -> Report {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/cases/report-1.json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn evaluation(visit: &Visit) -> Evaluation {
    let templates = standard();
    let template = templates
        .iter()
        .find(|t| t.kind(&visit.site_kind).is_some())
        .unwrap();
    evaluate(template, &visit.site_kind, visit.method, &visit.answers)
}

#[test]
fn each_visit_raises_what_the_report_says_and_nothing_more() {
    for visit in report().visits {
        let evaluation = evaluation(&visit);
        assert_eq!(evaluation.invalid(), [], "{}", visit.site);
        let found: Vec<Expected> = evaluation
            .findings
            .into_iter()
            .map(|finding| {
                let edit = visit
                    .finding_edits
                    .iter()
                    .find(|e| e.category == finding.category);
                Expected {
                    text: edit.map_or(finding.text, |edit| edit.text.clone()),
                    category: finding.category,
                    severity: finding.severity,
                }
            })
            .collect();
        assert_eq!(found, visit.expected_findings, "{}", visit.site);
    }
}

#[test]
fn what_the_inspector_rewrote_had_a_sentence_of_its_own() {
    let texts: Vec<String> = report()
        .visits
        .iter()
        .filter(|visit| !visit.finding_edits.is_empty())
        .flat_map(|visit| evaluation(visit).findings)
        .map(|finding| finding.text)
        .collect();
    assert_eq!(
        texts,
        [
            "卡点当日值班人员应为三人，实际只有两人在岗。",
            "卡点防控措施不到位，仅用桌椅设简易路障，存在管控漏洞。",
            "夜间对出入人员把控不严，无人进行登记和体温测量。",
        ]
    );
}
