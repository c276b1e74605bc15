//! Everything that is wrong is said at once, by row and column, in clear words.

use kakou_server::import::{sites, units};

use crate::support::{codes, csv, quiet, tangyin};

#[test]
fn every_error_of_every_row_of_a_file_of_sites_is_said_at_once() {
    let long = "长".repeat(201);
    let text = format!(
        "行政区划,类型,名称,经度,纬度,坐标系,启用日期,撤销日期\n\
         410523105201,村卡口,好的卡点,,,,,\n\
         ,,,,,,,\n\
         410523999,村寨,,,,,,\n\
         410522100,村卡口,甲,,,,,\n\
         段庄村,村卡口,乙,,,,,\n\
         白营镇,村卡口,丙,114.3,35.9,,,\n\
         白营镇,村卡口,丁,114.3,35.9,西安80,,\n\
         白营镇,村卡口,戊,35.9,114.3,WGS-84,,\n\
         白营镇,村卡口,己,114.3,,WGS-84,,\n\
         白营镇,村卡口,庚,东经114度,35.9,WGS-84,,\n\
         白营镇,村卡口,辛,,,,2020-02-30,\n\
         白营镇,村卡口,壬,,,,2020-02-14,2020-02-13\n\
         白营镇,村卡口,{long},,,,,\n\
         白营镇,村卡口,\"两\n行\",,,,,\n\
         410523105201,村卡口,好的卡点,,,,,\n"
    );
    let errors = sites(&csv(&text), &tangyin(), &mut quiet).unwrap_err();
    assert_eq!(
        codes(&errors),
        [
            (4, "unknown-division"),
            (4, "unknown-kind"),
            (4, "missing-value"),
            (5, "outside-county"),
            (6, "ambiguous-division"),
            (7, "missing-coordinate-system"),
            (8, "unknown-coordinate-system"),
            (9, "outside-china"),
            (10, "missing-value"),
            (11, "bad-number"),
            (12, "bad-date"),
            (13, "dates-reversed"),
            (14, "text-too-long"),
            (15, "control-character"),
            (16, "duplicate-row"),
        ]
    );
    let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(said[2], "row 4, 名称: a value is missing");
    assert_eq!(
        said[4],
        "row 6, 行政区划: 段庄村 can be 城关镇 段庄村 (410523100210) or \
         宜沟镇 段庄村 (410523104205); give the township too, or the code"
    );
    assert!(
        said[7].ends_with("does not lie in China; the two seem to be exchanged"),
        "{}",
        said[7]
    );
    assert_eq!(said[14], "row 16, 名称: row 2 states the same already");
}

#[test]
fn a_missing_heading_is_one_error_that_names_what_is_accepted() {
    let errors = sites(&csv("名称,启用日期\n甲,x\n乙,y\n"), &tangyin(), &mut quiet).unwrap_err();
    assert_eq!(
        codes(&errors),
        [(1, "missing-heading"), (1, "missing-heading")]
    );
    let said = errors[1].to_string();
    assert!(said.contains("类型") && said.contains("kind"), "{said}");
}

#[test]
fn two_columns_that_mean_the_same_are_refused() {
    let table = csv("名称,name,行政区划\n甲,乙,410523\n");
    let errors = units(&table, &tangyin(), &mut quiet).unwrap_err();
    assert_eq!(codes(&errors), [(1, "duplicate-heading")]);
    assert_eq!(errors[0].column.as_deref(), Some("name"));
}

#[test]
fn a_code_and_a_name_that_do_not_agree_are_refused() {
    let text = "行政区划,乡镇,村,类型,名称\n410523105201,菜园镇,,村卡口,甲\n\
                410523105201,白营镇,白营村,村卡口,乙\n410523105,,白营村,村卡口,丙\n";
    let errors = sites(&csv(text), &tangyin(), &mut quiet).unwrap_err();
    assert_eq!(codes(&errors), [(2, "divisions-disagree")]);
}

#[test]
fn a_file_without_anything_that_is_known_says_what_it_needs() {
    let errors = units(&csv("甲,乙\n1,2\n"), &tangyin(), &mut quiet).unwrap_err();
    assert_eq!(
        codes(&errors),
        [(1, "missing-heading"), (1, "missing-heading")]
    );
}
