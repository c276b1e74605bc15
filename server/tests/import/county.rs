//! Set-up of a county from a file of divisions.

use kakou_domain::{Level, SiteId, SiteKind};
use kakou_server::import::{divisions, read_table, sites_from_divisions};
use rust_xlsxwriter::Workbook;

use crate::support::{codes, csv, data, division, file, quiet, tangyin_divisions};

#[test]
fn the_real_county_has_ten_townships_and_303_villages() {
    let all = tangyin_divisions();
    let count = |level| {
        all.iter()
            .filter(|division| division.code.level() == level)
            .count()
    };
    assert_eq!(count(Level::County), 1);
    assert_eq!(count(Level::Township), 10);
    assert_eq!(count(Level::Village), 303);
    assert_eq!(all[0].name, "汤阴县");
    let white_camp = all
        .iter()
        .find(|d| d.code == division("410523105201"))
        .unwrap();
    assert_eq!(white_camp.name, "白营村村民委员会");
}

#[test]
fn its_sites_have_the_eight_of_the_report_among_them() {
    let sites = sites_from_divisions(&tangyin_divisions()).unwrap();
    assert_eq!(sites.len(), 303 + 10);
    let report = std::fs::read(data("cases/report-1.json")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    let visits = report["visits"].as_array().unwrap();
    assert_eq!(visits.len(), 8);
    for visit in visits {
        let text = |key: &str| visit[key].as_str().unwrap();
        let kind = SiteKind::new(text("site_kind")).unwrap();
        let id = SiteId::of(&division(text("division")), &kind, text("site"));
        assert!(sites.iter().any(|site| site.id() == id), "{}", text("site"));
    }
}

#[test]
fn without_a_name_the_county_is_called_by_its_code() {
    let table = file("tangyin-divisions.csv");
    let all = divisions(&table, &division("410523"), None, &mut quiet)
        .unwrap()
        .facts;
    assert_eq!(all[0].name, "410523");
}

#[test]
fn the_national_list_with_twelve_digits_everywhere_is_understood() {
    let table = csv("统计用区划代码,名称,城乡分类代码\n\
                     410523000000,汤阴县,\n410523100000,城关镇,\n410523100200,石家庄村民委员会,122\n");
    let imported = divisions(&table, &division("410523"), None, &mut quiet).unwrap();
    let codes: Vec<&str> = imported
        .facts
        .iter()
        .map(|division| division.code.as_str())
        .collect();
    assert_eq!(codes, ["410523", "410523100", "410523100200"]);
    assert_eq!(imported.facts[0].name, "汤阴县");
    assert_eq!(imported.ignored_headings, ["城乡分类代码"]);
}

#[test]
fn a_workbook_with_codes_stored_as_numbers_gives_the_same_divisions() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let text = std::fs::read_to_string(data("tangyin-divisions.csv")).unwrap();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, value) in (0..).zip(line.split(',')) {
            match value.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, value).unwrap(),
            };
        }
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("divisions.csv"); // a wrong extension does not matter
    workbook.save(&path).unwrap();
    let table = read_table(&path, &mut quiet).unwrap();
    let imported = divisions(&table, &division("410523"), Some("汤阴县"), &mut quiet).unwrap();
    assert_eq!(imported.facts, tangyin_divisions());
}

#[test]
fn everything_wrong_with_a_file_of_divisions_is_said_at_once() {
    let table = csv("code,name,township_code,township\n\
                     410523100200,石家庄村民委员会,410523100,城关镇\n\
                     410523100200,北关村民委员会,410523100,城关镇\n\
                     410522100201,陈孔村村民委员会,,\n\
                     41052310020,武家庄村村民委员会,410523100,城关镇\n\
                     4.10523E+11,焦孔村村民委员会,410523100,城关镇\n\
                     410523100206,,410523100,城关镇\n\
                     410523100207,南园村村民委员会,410523101,城关镇\n\
                     410523100208,苏孔村村民委员会,410523100,菜园镇\n");
    let errors = divisions(&table, &division("410523"), None, &mut quiet).unwrap_err();
    assert_eq!(
        codes(&errors),
        [
            (3, "duplicate-row"),
            (4, "outside-county"),
            (5, "bad-division-code"),
            (6, "lost-digits"),
            (7, "missing-value"),
            (8, "divisions-disagree"),
            (9, "two-names"),
        ]
    );
}

#[test]
fn a_township_needs_a_name() {
    let table = csv("code,name\n410523100200,石家庄村民委员会\n");
    let errors = divisions(&table, &division("410523"), None, &mut quiet).unwrap_err();
    assert_eq!(codes(&errors), [(2, "unnamed-township")]);
    assert_eq!(
        errors[0].to_string(),
        "row 2: township 410523100 has no name in this file"
    );
}
