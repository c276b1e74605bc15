//! The headings that are understood, in Chinese and in English.

use super::text;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Division,
    DivisionName,
    TownshipCode,
    Township,
    Village,
    Kind,
    Name,
    Code,
    SiteId,
    Unit,
    Liaison,
    Phone,
    Longitude,
    Latitude,
    CoordinateSystem,
    InServiceFrom,
    WithdrawnFrom,
    From,
    To,
    Shift,
    Begins,
    Ends,
    Required,
    Roles,
    Leader,
}

/// The columns of one kind of file, each with the headings that mean it; the first one is what an
/// error calls it.
pub(super) type Columns = &'static [(Field, &'static [&'static str])];

const DIVISION: (Field, &[&str]) = (
    Field::Division,
    &[
        "行政区划",
        "行政区划代码",
        "区划代码",
        "division",
        "division code",
    ],
);
const TOWNSHIP: (Field, &[&str]) = (
    Field::Township,
    &["乡镇", "乡镇名称", "所属乡镇", "township", "township name"],
);
const VILLAGE: (Field, &[&str]) = (
    Field::Village,
    &["村", "村名", "行政村", "所属村", "village", "village name"],
);
const KIND: (Field, &[&str]) = (
    Field::Kind,
    &["类型", "点位类型", "kind", "type", "site kind", "site type"],
);
const SITE_NAME: (Field, &[&str]) = (
    Field::Name,
    &[
        "名称",
        "点位名称",
        "点位",
        "卡点名称",
        "name",
        "site",
        "site name",
    ],
);
const SITE_CODE: (Field, &[&str]) = (Field::Code, &["编码", "点位编码", "code", "site code"]);

/// A file of divisions.
pub(super) const DIVISIONS: Columns = &[
    (
        Field::Division,
        &[
            "代码",
            "行政区划代码",
            "区划代码",
            "统计用区划代码",
            "code",
            "division code",
        ],
    ),
    (
        Field::DivisionName,
        &["名称", "行政区划名称", "区划名称", "name", "division name"],
    ),
    (Field::TownshipCode, &["乡镇代码", "township code"]),
    TOWNSHIP,
];

/// A file of units.
pub(super) const UNITS: Columns = &[
    (
        Field::Name,
        &["名称", "单位", "单位名称", "name", "unit", "unit name"],
    ),
    DIVISION,
    TOWNSHIP,
    VILLAGE,
];

/// A file of sites.
pub(super) const SITES: Columns = &[
    DIVISION,
    TOWNSHIP,
    VILLAGE,
    KIND,
    SITE_NAME,
    SITE_CODE,
    (Field::Unit, &["责任单位", "unit", "responsible unit"]),
    (Field::Liaison, &["包村干部", "联系干部", "liaison"]),
    (Field::Phone, &["值班电话", "电话", "phone", "duty phone"]),
    (Field::Longitude, &["经度", "longitude", "lon", "lng"]),
    (Field::Latitude, &["纬度", "latitude", "lat"]),
    (
        Field::CoordinateSystem,
        &["坐标系", "坐标系统", "coordinate system", "crs"],
    ),
    (
        Field::InServiceFrom,
        &["启用日期", "启用", "in service from"],
    ),
    (
        Field::WithdrawnFrom,
        &["撤销日期", "撤销", "withdrawn from"],
    ),
];

/// A file of rosters.
pub(super) const ROSTERS: Columns = &[
    (Field::SiteId, &["点位编号", "site id"]),
    SITE_CODE,
    DIVISION,
    TOWNSHIP,
    VILLAGE,
    KIND,
    SITE_NAME,
    (Field::From, &["开始日期", "from", "start date"]),
    (Field::To, &["结束日期", "to", "end date"]),
    (Field::Shift, &["班次", "shift"]),
    (Field::Begins, &["开始时间", "begins", "start time"]),
    (Field::Ends, &["结束时间", "ends", "end time"]),
    (Field::Required, &["应到人数", "required", "rostered"]),
    (Field::Roles, &["应有人员", "人员类别", "roles"]),
    (Field::Leader, &["带班干部", "leader"]),
];

/// The headings of a column, as a file of this kind may have them.
pub(super) fn accepted(columns: Columns, field: Field) -> &'static [&'static str] {
    columns
        .iter()
        .find(|(known, _)| *known == field)
        .map_or(&[], |(_, headings)| headings)
}

/// What a heading means in a file of this kind. Width, case and punctuation do not count.
pub(super) fn field(columns: Columns, heading: &str) -> Option<Field> {
    let key = text::key(heading);
    let means = |headings: &[&str]| headings.iter().any(|known| text::key(known) == key);
    columns
        .iter()
        .find(|(_, headings)| means(headings))
        .map(|(field, _)| *field)
}

/// Whether a text is a heading of any kind of file.
pub(super) fn is_known(heading: &str) -> bool {
    [DIVISIONS, UNITS, SITES, ROSTERS]
        .iter()
        .any(|columns| field(columns, heading).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_understood_whatever_its_width_case_and_punctuation() {
        for heading in ["应到人数", " 应到人数* ", "Required", "ＲＥＱＵＩＲＥＤ"] {
            assert_eq!(field(ROSTERS, heading), Some(Field::Required), "{heading}");
        }
        assert_eq!(field(SITES, "in_service_from"), Some(Field::InServiceFrom));
        assert_eq!(
            field(SITES, "Coordinate-System"),
            Some(Field::CoordinateSystem)
        );
        assert_eq!(field(SITES, "应到人数"), None);
        assert_eq!(field(SITES, ""), None);
    }

    #[test]
    fn no_heading_has_two_meanings_in_one_kind_of_file() {
        for columns in [DIVISIONS, UNITS, SITES, ROSTERS] {
            let mut all: Vec<String> = columns
                .iter()
                .flat_map(|(_, headings)| *headings)
                .map(|h| text::key(h))
                .collect();
            let count = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), count);
        }
    }
}
