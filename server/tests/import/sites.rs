//! Sites and units.

use chrono::NaiveDate;
use kakou_server::import::{Known, read_table, sites, table_from_bytes, units};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::{by_id, csv, data, division, file, quiet, tangyin, tangyin_with_sites};

#[test]
fn the_sample_enriches_known_sites_and_a_second_import_states_nothing() {
    let mut known = tangyin_with_sites();
    let first = sites(&file("sample-sites.csv"), &known, &mut quiet).unwrap();
    assert_eq!((first.facts.len(), first.unchanged), (12, 0));
    assert!(first.ignored_headings.is_empty());
    known.sites.extend(by_id(first.facts));
    assert_eq!(known.sites.len(), 313 + 4);
    let second = sites(&file("sample-sites.csv"), &known, &mut quiet).unwrap();
    assert_eq!((second.facts.len(), second.unchanged), (0, 12));
}

#[test]
fn a_position_survives_being_written_as_json() {
    for site in sites(&file("sample-sites.csv"), &tangyin(), &mut quiet)
        .unwrap()
        .facts
    {
        let json = serde_json::to_string(&site).unwrap();
        assert_eq!(
            serde_json::from_str::<kakou_domain::places::SiteDefined>(&json).unwrap(),
            site
        );
    }
}

#[test]
fn the_same_place_in_three_systems_is_one_position() {
    let text = "division,kind,name,lon,lat,crs\n\
                410523105201,office,a,114.3571,35.9238,WGS-84\n\
                410523105201,office,b,114.3631438,35.9238956,gcj02\n\
                410523105201,office,c,114.3695517,35.9302385,百度坐标\n";
    let facts = sites(&csv(text), &tangyin(), &mut quiet).unwrap().facts;
    let positions: Vec<_> = facts.iter().map(|site| site.position.unwrap()).collect();
    for position in positions {
        assert!((position.latitude() - 35.9238).abs() < 2e-7, "{position:?}");
        assert!(
            (position.longitude() - 114.3571).abs() < 2e-7,
            "{position:?}"
        );
    }
}

#[test]
fn an_empty_cell_leaves_what_is_known() {
    let mut known = tangyin();
    let text =
        "行政区划,类型,名称,值班电话,责任单位\n410523105201,村卡口,白营村卡点,123,白营镇政府\n";
    known.sites = by_id(sites(&csv(text), &known, &mut quiet).unwrap().facts);
    let text = "行政区划,类型,名称,值班电话,包村干部\n410523105201,村卡口,白营村卡点,,镇长\n";
    let changed = sites(&csv(text), &known, &mut quiet).unwrap().facts;
    assert_eq!(changed[0].phone.as_deref(), Some("123"));
    assert_eq!(changed[0].unit.as_deref(), Some("白营镇政府"));
    assert_eq!(changed[0].liaison.as_deref(), Some("镇长"));
}

#[test]
fn a_village_is_found_by_its_everyday_name_in_its_township() {
    let text = "乡镇,村,类型,名称\n白营镇,白营村,village_checkpoint,白营村卡点\n\
                城关镇,段庄村村民委员会,村卡口,段庄村卡点\n菜园镇,,office,菜园镇政府\n";
    let facts = sites(&csv(text), &tangyin(), &mut quiet).unwrap().facts;
    let codes: Vec<&str> = facts.iter().map(|site| site.division.as_str()).collect();
    assert_eq!(codes, ["410523105201", "410523100210", "410523101"]);
}

#[test]
fn either_name_of_a_kind_means_it() {
    let text =
        "division,kind,name\n410523100,小区,甲\n410523100,家属院,乙\n410523100,小区/家属院,丙\n";
    let facts = sites(&csv(text), &tangyin(), &mut quiet).unwrap().facts;
    assert!(
        facts
            .iter()
            .all(|site| site.kind.as_str() == "residential_compound")
    );
}

#[test]
fn gb18030_as_excel_in_china_writes_it_gives_the_same_sites() {
    let text = std::fs::read_to_string(data("sample-sites.csv")).unwrap();
    let bytes = encoding_rs::GB18030.encode(&text).0;
    let table = table_from_bytes(&bytes, &mut quiet).unwrap();
    let known = tangyin();
    let expected = sites(&file("sample-sites.csv"), &known, &mut quiet).unwrap();
    assert_eq!(sites(&table, &known, &mut quiet).unwrap(), expected);
}

#[test]
fn a_workbook_with_a_title_real_dates_and_numbers_is_understood() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "汤阴县村卡口一览表").unwrap();
    let headings = [
        "行政区划代码",
        "类型",
        "名称",
        "值班电话",
        "经度",
        "纬度",
        "坐标系",
        "启用日期",
        "备注",
    ];
    sheet.write_row(1, 0, headings).unwrap();
    sheet.write(2, 0, 410_523_105_201_f64).unwrap();
    sheet.write_row(2, 1, ["村卡口", "白营村卡点"]).unwrap();
    sheet.write(2, 3, 13_800_000_000_f64).unwrap();
    sheet.write_row(2, 4, [114.4102, 35.9526]).unwrap();
    sheet.write(2, 6, "WGS-84").unwrap();
    let day = NaiveDate::from_ymd_opt(2020, 1, 27).unwrap();
    let format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_with_format(2, 7, 43_857, &format).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sites.xlsx");
    workbook.save(&path).unwrap();

    let table = read_table(&path, &mut quiet).unwrap();
    let imported = sites(&table, &tangyin(), &mut quiet).unwrap();
    let site = &imported.facts[0];
    assert_eq!(site.division, division("410523105201"));
    assert_eq!(site.phone.as_deref(), Some("13800000000"));
    assert_eq!(site.position.unwrap().longitude(), 114.4102);
    assert_eq!(site.in_service_from, Some(day));
    assert_eq!(imported.ignored_headings, ["备注"]);
}

#[test]
fn progress_ends_at_the_last_row() {
    let mut told = Vec::new();
    sites(&file("sample-sites.csv"), &tangyin(), &mut |done, total| {
        told.push((done, total));
    })
    .unwrap();
    assert_eq!(told.last(), Some(&(12, 12)));
}

#[test]
fn units_of_the_county_and_of_a_township_are_new_once() {
    let table = csv("单位名称,行政区划\n县交通运输局,汤阴县\n白营镇政府,410523105\n");
    let mut known = tangyin();
    let first = units(&table, &known, &mut quiet).unwrap();
    let divisions: Vec<&str> = first
        .facts
        .iter()
        .map(|unit| unit.division.as_str())
        .collect();
    assert_eq!(divisions, ["410523", "410523105"]);
    known = Known {
        units: first
            .facts
            .into_iter()
            .map(|unit| (unit.id, unit))
            .collect(),
        ..known
    };
    assert_eq!(units(&table, &known, &mut quiet).unwrap().unchanged, 2);
}
