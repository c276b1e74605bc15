//! What a template's conditions and sentences can name.

use std::collections::{BTreeMap, BTreeSet};

use crate::checklist::{Item, Template};

/// The names of a template. A name that stands twice means its last.
pub(super) struct Scope<'a> {
    pub(super) items: BTreeMap<&'a str, &'a Item>,
    pub(super) constants: BTreeSet<&'a str>,
}

impl<'a> Scope<'a> {
    pub(super) fn of(template: &'a Template) -> Self {
        Self {
            items: template
                .items
                .iter()
                .map(|item| (item.code.as_str(), item))
                .collect(),
            constants: template.constants.keys().map(String::as_str).collect(),
        }
    }
}
