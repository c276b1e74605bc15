//! Rosters.

use chrono::NaiveTime;
use kakou_server::import::{Known, rosters, sites};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::{by_id, codes, csv, file, quiet, tangyin, tangyin_with_sites};

fn with_the_sample() -> Known {
    let mut known = tangyin_with_sites();
    known.sites.extend(by_id(
        sites(&file("sample-sites.csv"), &known, &mut quiet)
            .unwrap()
            .facts,
    ));
    known
}

#[test]
fn all_rows_of_a_site_make_one_roster_and_a_second_import_states_nothing() {
    let mut known = with_the_sample();
    let table = file("sample-rosters.csv");
    let first = rosters(&table, &known, &mut quiet).unwrap();
    assert_eq!((first.facts.len(), first.unchanged), (10, 0));
    assert_eq!(first.facts[0].shifts.len(), 2);
    let name = |roster: &kakou_domain::places::RosterSet| known.sites[&roster.site].name.clone();
    let white_camp = first
        .facts
        .iter()
        .find(|roster| name(roster) == "白营村卡点")
        .unwrap();
    assert_eq!(white_camp.shifts[0].required, 3);
    known.rosters = first
        .facts
        .into_iter()
        .map(|roster| (roster.site, roster))
        .collect();
    let second = rosters(&table, &known, &mut quiet).unwrap();
    assert_eq!((second.facts.len(), second.unchanged), (0, 10));
}

#[test]
fn the_order_of_the_shifts_in_the_file_means_nothing() {
    let mut known = with_the_sample();
    let read = |text: &str, known: &Known| rosters(&csv(text), known, &mut quiet).unwrap();
    let (day, night) = ("BY-01,白班,8:00,20:00,3\n", "BY-01,夜班,20:00,24:00,2\n");
    let heading = "编码,班次,开始时间,结束时间,应到人数\n";
    let first = read(&format!("{heading}{day}{night}"), &known).facts;
    assert_eq!(first[0].shifts[1].ends, Some(NaiveTime::MIN));
    known.rosters = first
        .into_iter()
        .map(|roster| (roster.site, roster))
        .collect();
    assert_eq!(read(&format!("{heading}{night}{day}"), &known).unchanged, 1);
    assert_eq!(read(&format!("{heading}{day}"), &known).facts.len(), 1);
}

#[test]
fn a_site_is_found_by_id_by_code_or_by_name() {
    let known = with_the_sample();
    let site = known
        .sites
        .values()
        .find(|site| site.name == "白营村卡点")
        .unwrap();
    let rows = [
        format!("site_id,required\n{},3\n", site.id()),
        "code,required\nby-01,3\n".to_owned(),
        "name,required\n白营村卡点,3\n".to_owned(),
        "乡镇,kind,name,required\n白营镇,村卡口,白营村卡点,3\n".to_owned(),
    ];
    for text in rows {
        let facts = rosters(&csv(&text), &known, &mut quiet).unwrap().facts;
        assert_eq!(facts[0].site, site.id(), "{text}");
    }
}

#[test]
fn a_site_that_is_not_the_only_one_or_not_there_is_named() {
    let text = "行政区划,编码,名称,应到人数\n,,段庄村卡点,2\n410523100210,,段庄村卡点,2\n\
                ,,无此卡点,2\n,BY-01,程岗村卡点,2\n,,,2\n";
    let errors = rosters(&csv(text), &with_the_sample(), &mut quiet).unwrap_err();
    let expected = [
        (2, "ambiguous-site"),
        (4, "unknown-site"),
        (5, "unknown-site"),
        (6, "missing-value"),
    ];
    assert_eq!(codes(&errors), expected);
    assert!(
        errors[0]
            .to_string()
            .contains("段庄村卡点 (410523100210, village_checkpoint)")
    );
}

#[test]
fn a_roster_of_zero_and_one_of_thousands_are_refused() {
    let text = "编码,应到人数,开始日期,结束日期\nBY-01,0,,\nBY-01,1001,,\nBY-01,,,\nBY-01,两,,\n\
                BY-01,2,2020-02-14,2020-02-13\nBY-01,2,,\nBY-01,3,,\n";
    let errors = rosters(&csv(text), &with_the_sample(), &mut quiet).unwrap_err();
    assert_eq!(
        codes(&errors),
        [
            (2, "out-of-range"),
            (3, "out-of-range"),
            (4, "missing-value"),
            (5, "bad-number"),
            (6, "dates-reversed"),
            (8, "duplicate-row"),
        ]
    );
    assert_eq!(
        errors[0].to_string(),
        "row 2, 应到人数: 0 does not lie between 1 and 1000"
    );
}

#[test]
fn times_of_a_workbook_are_times() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["名称", "开始时间", "结束时间", "应到人数"])
        .unwrap();
    sheet.write(1, 0, "白营村卡点").unwrap();
    let clock = Format::new().set_num_format("h:mm");
    sheet.write_with_format(1, 1, 8.0 / 24.0, &clock).unwrap();
    sheet.write_with_format(1, 2, 20.5 / 24.0, &clock).unwrap();
    sheet.write(1, 3, 3).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let table = kakou_server::import::table_from_bytes(&bytes, &mut quiet).unwrap();
    let facts = rosters(&table, &tangyin_with_sites(), &mut quiet)
        .unwrap()
        .facts;
    assert_eq!(facts[0].shifts[0].begins, NaiveTime::from_hms_opt(8, 0, 0));
    assert_eq!(facts[0].shifts[0].ends, NaiveTime::from_hms_opt(20, 30, 0));
}

#[test]
fn a_county_without_sites_knows_none() {
    let errors = rosters(&file("sample-rosters.csv"), &tangyin(), &mut quiet).unwrap_err();
    assert_eq!(errors.len(), 14);
    assert!(errors.iter().all(|error| error.code() == "unknown-site"));
}

#[test]
fn a_shift_names_the_roles_that_it_must_have() {
    let known = with_the_sample();
    let read = |roles: &str, required: u32| {
        let text = format!("编码,班次,应到人数,应有人员\nBY-01,夜班,{required},{roles}\n");
        rosters(&csv(&text), &known, &mut quiet)
    };
    let shift = &read("公安1 卫健1 社区1", 3).unwrap().facts[0].shifts[0];
    let roles: Vec<_> = shift.roles.iter().map(|one| one.role.as_str()).collect();
    assert_eq!(roles, ["community", "health", "police"]);
    let same = read("社区 卫健 公安", 3).unwrap();
    assert_eq!(same.facts[0].shifts[0], *shift);
    let refused = |roles, required| read(roles, required).unwrap_err()[0].code();
    assert_eq!(refused("公安2 卫健2", 3), "more-roles-than-required");
    assert_eq!(refused("城管1", 3), "unknown-role");
}
