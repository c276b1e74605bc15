//! Items must be judged one after the other.

use super::fault::{Faults, Wrong};
use crate::checklist::Template;
use crate::checklist::order::circle;

pub(super) fn check(template: &Template, faults: &mut Faults) {
    let Some(places) = circle(&template.items) else {
        return;
    };
    let Some(first) = places.first() else { return };
    let path: Vec<&str> = places
        .iter()
        .chain([first])
        .filter_map(|place| template.items.get(*place))
        .map(|item| item.code.as_str())
        .collect();
    faults.add(
        format!("items[{first}]"),
        Wrong::Circular {
            path: path.join(" → "),
        },
    );
}
