//! The checklists that the app ships with. What kinds of site have in common is written once, as
//! parts; a kind names the parts that it uses and adds its own. What is composed is
//! self-contained, as what headquarters publishes is.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rule::category_of;
use super::{Category, Condition, Group, Item, Join, KindWords, Raises, Template, Words};

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../checklists/", $folder, "/", $name, ".json")))),*]
    };
}

const GROUPS: &str = include_str!("../../checklists/groups.json");
const COMMON: &str = include_str!("../../checklists/common.json");
const PARTS: &[(&str, &str)] = files!("parts":
    "staffing" "protection" "control" "registration" "disinfection" "gatherings" "publicity"
    "screening" "isolation" "supplies" "documents" "pricing");
const KINDS: &[(&str, &str)] = files!("kinds":
    "checkpoint" "transport_checkpoint" "residential_compound" "office" "enterprise" "shop"
    "pharmacy" "health_facility" "isolation_centre" "home_isolation" "school");

/// The shipped checklists: `checkpoint` for village checkpoints, and one for each other kind of
/// site with the kind's code as its id. (That each of the files is well-formed is a test.)
pub fn standard() -> Vec<Template> {
    KINDS
        .iter()
        .filter_map(|(_, file)| compose(file).ok())
        .collect()
}

/// What several kinds of site have in common.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    #[serde(default)]
    constants: BTreeMap<String, i64>,
    items: Vec<Item>,
    categories: Vec<Category>,
    #[serde(default)]
    joins: Vec<Join>,
}

/// What one kind of site has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    id: String,
    version: u32,
    title: Words,
    kinds: Vec<KindWords>,
    uses: Vec<Use>,
    #[serde(default)]
    items: Vec<Item>,
    #[serde(default)]
    categories: Vec<Category>,
}

/// What each kind has besides, unless it uses the same part itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    uses: Vec<Use>,
}

/// How a part is used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Use {
    part: String,
    /// Its items stand in this group instead.
    group: Option<String>,
    /// Its items are asked only then.
    relevant: Option<Condition>,
    /// Without these items.
    #[serde(default)]
    without: Vec<String>,
    /// These items are called differently.
    #[serde(default)]
    labels: BTreeMap<String, Words>,
}

fn compose(file: &str) -> Result<Template, serde_json::Error> {
    let kind: Kind = serde_json::from_str(file)?;
    let common: Common = serde_json::from_str(COMMON)?;
    let groups: Vec<Group> = serde_json::from_str(GROUPS)?;
    let mut template = Template {
        id: kind.id,
        version: kind.version,
        title: kind.title,
        kinds: kind.kinds,
        constants: BTreeMap::new(),
        groups,
        items: Vec::new(),
        categories: Vec::new(),
        joins: Vec::new(),
    };
    let used = |part: &str| kind.uses.iter().any(|own| own.part == part);
    for usage in kind
        .uses
        .iter()
        .chain(common.uses.iter().filter(|usage| !used(&usage.part)))
    {
        add(&mut template, usage)?;
    }
    template.items.extend(kind.items);
    template.categories.extend(kind.categories);
    tidy(&mut template);
    Ok(template)
}

fn add(template: &mut Template, usage: &Use) -> Result<(), serde_json::Error> {
    let text = PARTS
        .iter()
        .find(|(name, _)| *name == usage.part)
        .map_or("", |(_, text)| *text);
    let part: Part = serde_json::from_str(text)?;
    template.constants.extend(part.constants);
    template.categories.extend(part.categories);
    template.joins.extend(part.joins);
    for mut item in part.items {
        if usage.without.contains(&item.code) {
            continue;
        }
        if let Some(group) = &usage.group {
            item.group.clone_from(group);
        }
        if let Some(relevant) = &usage.relevant {
            item.relevant = Some(relevant.clone());
        }
        if let Some(label) = usage.labels.get(&item.code) {
            item.label = label.clone();
        }
        template.items.push(item);
    }
    Ok(())
}

/// Leaves out groups without items and categories that no item raises; items stand in the order of
/// their groups.
fn tidy(template: &mut Template) {
    let Template {
        groups,
        items,
        categories,
        joins,
        ..
    } = template;
    groups.retain(|group| items.iter().any(|item| item.group == group.code));
    items.sort_by_key(|item| groups.iter().position(|group| group.code == item.group));
    categories.retain(|category| items.iter().any(|item| raises(item, &category.code)));
    joins.retain(|join| {
        [&join.first, &join.second]
            .iter()
            .all(|code| categories.iter().any(|category| category.code == **code))
    });
}

fn raises(item: &Item, category: &str) -> bool {
    item.rules.iter().any(|rule| match &rule.raises {
        Raises::Category(code) => code == category,
        Raises::EachChoice(pattern) => {
            let mut choices = item.answer.choices().iter();
            choices.any(|choice| category_of(pattern, &choice.code) == category)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shipped_file_composes_and_stands() {
        for (name, file) in KINDS {
            let template = compose(file).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(template.id, *name);
            assert_eq!(template.check(), Ok(()), "{name}");
        }
    }

    #[test]
    fn what_is_left_out_takes_its_category_along() {
        let (_, file) = KINDS
            .iter()
            .find(|(name, _)| *name == "transport_checkpoint")
            .unwrap();
        let template = compose(file).unwrap();
        assert!(template.item("control.single_entry").is_none());
        assert!(template.category("control.multiple_entries").is_none());
        assert!(template.category("control.weak_barrier").is_some());
    }
}
