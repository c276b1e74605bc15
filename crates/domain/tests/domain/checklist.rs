//! Checklists through their public face.

mod flood_patrol;
mod properties;
mod refused;
mod sentences;
mod shipped;
mod small;

use kakou_domain::checklist::{Evaluation, Template, evaluate, standard};
use kakou_domain::{Answers, Method};
use serde_json::Value;

/// A shipped checklist.
fn template(id: &str) -> Template {
    standard()
        .into_iter()
        .find(|template| template.id == id)
        .unwrap()
}

fn answers(json: Value) -> Answers {
    serde_json::from_value(json).unwrap()
}

/// An announced visit to the checklist's first kind of site.
fn visit(template: &Template, json: Value) -> Evaluation {
    evaluate(
        template,
        &template.kinds[0].code,
        Method::Announced,
        &answers(json),
    )
}

/// The sentence of each finding.
fn texts(evaluation: &Evaluation) -> Vec<&str> {
    evaluation
        .findings
        .iter()
        .map(|finding| finding.text.as_str())
        .collect()
}
