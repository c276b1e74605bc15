//! The problems kind by kind, with the places as examples, as in the second of the working reports:
//! «缺岗的点位2个。比如：A、B。»

use std::collections::BTreeMap;

use kakou_store::views::FindingView;

use super::matter::{Matter, Visited};
use super::phrases::{list, sentence};
use crate::bulletin::{Block, HeadingLevel, literal};

/// A kind of problem, and where it was found.
struct Kind<'a> {
    group: String,
    label: String,
    places: Vec<&'a Visited>,
    text: &'a str,
}

pub(super) fn problems(matter: &Matter) -> Vec<Block> {
    let kinds = kinds(matter);
    if kinds.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::heading(HeadingLevel::First, "发现的主要问题")];
    let mut group = "";
    for kind in &kinds {
        if kind.group != group {
            group = &kind.group;
            let title = format!("{}方面", literal(group).trim_end_matches("情况"));
            blocks.push(Block::heading(HeadingLevel::Second, title));
        }
        blocks.push(told(kind));
    }
    blocks
}

/// In the order of the checklists: their groups, and within them their categories.
fn kinds(matter: &Matter) -> Vec<Kind<'_>> {
    let mut kinds: BTreeMap<(usize, usize, &str), Kind<'_>> = BTreeMap::new();
    for one in matter.faulty() {
        for finding in one.faults() {
            let (place, group, label) = words(one, finding);
            let category = finding.line.category.as_str();
            let kind = kinds
                .entry((place.0, place.1, category))
                .or_insert_with(|| Kind {
                    group,
                    label,
                    places: Vec::new(),
                    text: &finding.line.text,
                });
            kind.places.push(one);
        }
    }
    kinds.into_values().collect()
}

/// Where a category stands in its checklist, and what its group and itself are called; last of all
/// what no checklist here knows.
fn words(one: &Visited, finding: &FindingView) -> ((usize, usize), String, String) {
    let category = &finding.line.category;
    known_words(one, finding).unwrap_or_else(|| {
        let last = (usize::MAX, usize::MAX);
        (last, "其他情况".to_owned(), category.clone())
    })
}

fn known_words(one: &Visited, finding: &FindingView) -> Option<((usize, usize), String, String)> {
    let template = one.page.template.as_ref()?;
    let mut said = one.page.current.findings.iter();
    let raised = said.find(|known| known.id == finding.line.id)?;
    let mut groups = template.groups.iter().enumerate();
    let (group, named) = groups.find(|(_, known)| known.code == raised.group)?;
    let mut categories = template.categories.iter().enumerate();
    let (place, label) = categories.find(|(_, known)| known.code == finding.line.category)?;
    let place = (group, place);
    Some((place, named.label.zh.clone(), label.label.zh.clone()))
}

fn told(kind: &Kind<'_>) -> Block {
    let names: Vec<String> = kind.places.iter().map(|one| literal(&one.place)).collect();
    let said = match kind.places.as_slice() {
        [_] => {
            let text = sentence(&literal(kind.text));
            format!("{}：{}，{text}", literal(&kind.label), names.concat())
        }
        places => format!(
            "{}的点位{}个。比如：{}。",
            literal(&kind.label),
            places.len(),
            list(&names, "个点位")
        ),
    };
    let facts = kind.places.iter().flat_map(|one| one.facts());
    Block::heading(HeadingLevel::Third, said).from_facts(facts)
}
