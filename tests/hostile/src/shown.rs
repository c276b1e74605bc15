//! What people look at on a device, all of it, to be compared before and after.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kakou_domain::Nature;
use kakou_store::Store;
use kakou_store::views::{DispositionFilter, FindingFilter, SiteFilter, VisitFilter};
use serde::Serialize;
use serde_json::{Value, json};

/// What a device shows: each thing under a name of its own. That something waits to be sent is not in
/// it.
pub fn shown(store: &Store) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    let mut show = |name: String, value: Value| {
        all.insert(name, value);
    };
    let records = store.visit_records(&VisitFilter::default(), None, 500);
    for record in records.unwrap().rows {
        let page = json(store.visit(record.id).unwrap());
        for part in ["record", "original", "current", "findings", "dispositions"] {
            show(format!("visit {} {part}", record.id), page[part].clone());
        }
    }
    for nature in [Nature::Fault, Nature::Need] {
        let filter = FindingFilter {
            nature,
            ..FindingFilter::default()
        };
        for finding in store.findings(&filter, None, 500).unwrap().rows {
            show(format!("finding {}", finding.line.id), json(finding));
        }
    }
    let sites = store.sites(&SiteFilter::default(), None, 500).unwrap();
    for site in sites.rows {
        show(
            format!("site {}", site.id),
            json(store.site(site.id).unwrap()),
        );
    }
    let given = DispositionFilter::default();
    show(
        "dispositions".into(),
        json(store.dispositions(&given).unwrap()),
    );
    let (from, to) = (day(14), day(20));
    show("tallies".into(), json(store.tallies(from, to).unwrap()));
    show("coverage".into(), json(store.coverage(None, to).unwrap()));
    for n in 14..=20 {
        let mut view = json(store.day(day(n)).unwrap());
        // Which tablets were heard of is nothing that anybody stated.
        view["tablets"] = Value::Null;
        show(format!("day {n}"), view);
    }
    show("teams".into(), json(store.teams().unwrap()));
    show("rounds".into(), json(store.campaigns().unwrap()));
    show("assignments".into(), json(store.assignments().unwrap()));
    show("bulletins".into(), json(store.bulletins().unwrap()));
    show("checklists".into(), json(store.checklists().unwrap()));
    show("conflicts".into(), json(store.conflicts().unwrap()));
    let register = store.register().unwrap();
    show("divisions".into(), json(register.divisions));
    show(
        "units".into(),
        json!(
            register
                .units
                .values()
                .map(|unit| &unit.name)
                .collect::<Vec<_>>()
        ),
    );
    for (site, roster) in register.rosters {
        show(format!("roster {site}"), json(roster));
    }
    all
}

/// The things that are not as they were, by name: what was and what is.
pub fn difference(
    was: &BTreeMap<String, Value>,
    is: &BTreeMap<String, Value>,
) -> BTreeMap<String, (Value, Value)> {
    let names = was.keys().chain(is.keys());
    let of =
        |shown: &BTreeMap<String, Value>, name: &str| shown.get(name).cloned().unwrap_or_default();
    let pairs = names.map(|name| (name.clone(), (of(was, name), of(is, name))));
    pairs.filter(|(_, (was, is))| was != is).collect()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
}

fn json(value: impl Serialize) -> Value {
    let mut value = serde_json::to_value(value).unwrap();
    forget_follows(&mut value);
    value
}

/// What a next statement will follow nobody looks at.
fn forget_follows(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("follows");
            fields.values_mut().for_each(forget_follows);
        }
        Value::Array(all) => all.iter_mut().for_each(forget_follows),
        _ => {}
    }
}
