//! Lists that a county imports.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::LazyLock;

use kakou_domain::checklist::standard;
use kakou_domain::places::DivisionDefined;
use kakou_domain::{DivisionCode, SiteKind};
use kakou_server::import::{
    Imported, Known, RowError, divisions, rosters, sites, sites_from_divisions, table_from_bytes,
    units,
};

use crate::code::is_a_code;

/// Reads the bytes as a file of divisions, of units, of sites and of rosters. What is taken in is
/// known afterwards: the same file again states nothing.
pub fn import(bytes: &[u8]) {
    let table = match table_from_bytes(bytes, &mut |_, _| ()) {
        Ok(table) => table,
        Err(refused) => return is_a_code(refused.code()),
    };
    let known = &*KNOWN;
    let read = divisions(&table, &known.county, None, &mut |_, _| ());
    if let Some(facts) = good(read) {
        let codes: BTreeSet<&DivisionCode> = facts.iter().map(|division| &division.code).collect();
        assert_eq!(codes.len(), facts.len(), "a division is defined once");
        assert!(codes.iter().all(|code| known.county.contains(code)));
        sites_from_divisions(&facts).unwrap();
    }
    let read = |known: &Known| good(units(&table, known, &mut |_, _| ()));
    again(read, |known, unit| {
        known.units.insert(unit.id, unit);
    });
    let read = |known: &Known| good(sites(&table, known, &mut |_, _| ()));
    again(read, |known, site| {
        known.sites.insert(site.id(), site);
    });
    let read = |known: &Known| good(rosters(&table, known, &mut |_, _| ()));
    again(read, |known, roster| {
        known.rosters.insert(roster.site, roster);
    });
}

/// The facts, or nothing where rows were refused, each with its place and a code.
fn good<T>(read: Result<Imported<T>, Vec<RowError>>) -> Option<Vec<T>> {
    match read {
        Ok(imported) => Some(imported.facts),
        Err(errors) => {
            assert!(!errors.is_empty(), "refused, and nothing said");
            for error in &errors {
                is_a_code(error.code());
                assert!(error.row >= 1);
                assert!(!error.to_string().contains('\0'));
            }
            None
        }
    }
}

fn again<T: Debug>(read: impl Fn(&Known) -> Option<Vec<T>>, learn: impl Fn(&mut Known, T)) {
    let Some(facts) = read(&KNOWN) else {
        return;
    };
    if facts.is_empty() {
        return;
    }
    let mut known = KNOWN.clone();
    for fact in facts {
        learn(&mut known, fact);
    }
    let second = read(&known).unwrap_or_else(|| panic!("refused the second time"));
    assert!(second.is_empty(), "stated twice: {second:?}");
}

static KNOWN: LazyLock<Known> = LazyLock::new(import_county);

/// A small county that lists are read for: two townships, three villages, their sites.
pub fn import_county() -> Known {
    let named = |(code, name): &(&str, &str)| DivisionDefined {
        code: DivisionCode::new(code).unwrap(),
        name: (*name).to_owned(),
    };
    let all: Vec<DivisionDefined> = COUNTY.iter().map(named).collect();
    let sites = sites_from_divisions(&all).unwrap();
    let standard = standard();
    let kinds = standard.iter().flat_map(|template| &template.kinds);
    let roles = standard.iter().flat_map(|template| template.roles());
    Known {
        county: all[0].code.clone(),
        divisions: all.into_iter().map(|one| (one.code, one.name)).collect(),
        kinds: kinds
            .map(|kind| {
                (
                    SiteKind::new(kind.code.as_str()).unwrap(),
                    kind.name.zh.clone(),
                )
            })
            .collect(),
        roles: roles
            .map(|role| (role.code.clone(), role.label.zh.clone()))
            .collect(),
        units: [].into(),
        sites: sites.into_iter().map(|site| (site.id(), site)).collect(),
        rosters: [].into(),
    }
}

const COUNTY: [(&str, &str); 6] = [
    ("410523", "汤阴县"),
    ("410523102", "任固镇"),
    ("410523105", "白营镇"),
    ("410523102204", "綦逐村民委员会"),
    ("410523105201", "白营村村民委员会"),
    ("410523105202", "东店村村民委员会"),
];
