//! The county as it stands after set-up, and tables out of text.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kakou_domain::places::{DivisionDefined, SiteDefined};
use kakou_domain::{DivisionCode, SiteId, SiteKind};
use kakou_server::import::{
    Known, RowError, Table, divisions, read_table, sites_from_divisions, table_from_bytes,
};

/// Where the sample files lie.
pub(crate) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../samples")
        .join(name)
}

/// A progress bar that nobody looks at.
pub(crate) fn quiet(_done: usize, _total: usize) {}

/// A sample file.
pub(crate) fn file(name: &str) -> Table {
    read_table(&data(name), &mut quiet).unwrap()
}

/// A CSV text.
pub(crate) fn csv(text: &str) -> Table {
    table_from_bytes(text.as_bytes(), &mut quiet).unwrap()
}

pub(crate) fn division(code: &str) -> DivisionCode {
    DivisionCode::new(code).unwrap()
}

/// The real county's divisions.
pub(crate) fn tangyin_divisions() -> Vec<DivisionDefined> {
    let table = file("tangyin-divisions.csv");
    divisions(&table, &division("410523"), Some("汤阴县"), &mut quiet)
        .unwrap()
        .facts
}

/// The real county after set-up without sites.
pub(crate) fn tangyin() -> Known {
    let kinds = [
        ("village_checkpoint", "村卡口"),
        ("transport_checkpoint", "交通卡点"),
        ("residential_compound", "小区/家属院"),
        ("office", "机关单位"),
        ("pharmacy", "药店诊所"),
        ("school", "学校"),
    ];
    Known {
        county: division("410523"),
        divisions: tangyin_divisions()
            .into_iter()
            .map(|d| (d.code, d.name))
            .collect(),
        kinds: kinds
            .map(|(kind, name)| (SiteKind::new(kind).unwrap(), name.to_owned()))
            .into(),
        roles: [
            ("police", "公安"),
            ("health", "卫健"),
            ("community", "社区"),
        ]
        .map(|(role, name)| (role.to_owned(), name.to_owned()))
        .into(),
        units: BTreeMap::new(),
        sites: BTreeMap::new(),
        rosters: BTreeMap::new(),
    }
}

/// The same with one checkpoint a village and one office a township.
pub(crate) fn tangyin_with_sites() -> Known {
    let made = sites_from_divisions(&tangyin_divisions()).unwrap();
    Known {
        sites: by_id(made),
        ..tangyin()
    }
}

pub(crate) fn by_id(sites: Vec<SiteDefined>) -> BTreeMap<SiteId, SiteDefined> {
    sites.into_iter().map(|site| (site.id(), site)).collect()
}

/// Rows and codes of errors: `(3, "unknown-kind")`.
pub(crate) fn codes(errors: &[RowError]) -> Vec<(usize, &'static str)> {
    errors
        .iter()
        .map(|error| (error.row, error.code()))
        .collect()
}
