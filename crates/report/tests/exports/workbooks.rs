//! Workbooks, read back with a reader of workbooks.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use kakou_report::export::Subject;
use kakou_test_support::visit;

use crate::support::World;

/// A sheet by its titles.
struct Sheet(Vec<Vec<Data>>);

impl Sheet {
    fn of(path: &Path, name: &str) -> Self {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let cells = book.worksheet_range(name).unwrap();
        Self(cells.rows().map(<[Data]>::to_vec).collect())
    }

    fn rows(&self) -> usize {
        self.0.len() - 1
    }

    /// Rows are counted from 1: 0 is the header.
    fn cell(&self, row: usize, title: &str) -> &Data {
        let wanted = Data::String(title.to_owned());
        let column = self.0[0].iter().position(|cell| *cell == wanted).unwrap();
        &self.0[row][column]
    }

    /// The row with this text in this column.
    fn row(&self, title: &str, text: &str) -> usize {
        let wanted = Data::String(text.to_owned());
        let mut rows = 1..self.0.len();
        rows.find(|row| *self.cell(*row, title) == wanted).unwrap()
    }
}

/// A file inside a workbook.
fn part(path: &Path, name: &str) -> String {
    let mut book = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    std::io::read_to_string(book.by_name(name).unwrap()).unwrap()
}

#[test]
fn days_moments_numbers_and_flags_have_their_types() {
    let world = World::filled();
    let (path, done) = world.export(Subject::Visits, "visits.xlsx");
    let visits = Sheet::of(&path, "督查记录");
    assert_eq!((visits.rows(), done.rows), (3, 3));
    let at = visits.cell(3, "督查时间");
    assert!(matches!(at, Data::DateTime(_)), "{at:?}");
    let day = NaiveDate::from_ymd_opt(2020, 2, 14).unwrap();
    let wall = day.and_hms_opt(9, 30, 0);
    let Data::DateTime(at) = at else { return };
    assert_eq!(at.as_datetime(), wall, "by the clock on the wall there");
    assert_eq!(visits.cell(3, "问题数"), &Data::Float(1.0));
    assert_eq!(visits.cell(3, "纬度（WGS-84）"), &Data::Float(35.92215));
    assert_eq!(visits.cell(3, "有更正"), &Data::Bool(true));
    assert_eq!(visits.cell(1, "纬度（WGS-84）"), &Data::Empty);
    let code = Data::String("410523105201".to_owned());
    assert_eq!(visits.cell(3, "区划代码"), &code, "a code is no number");
    let note = visits.cell(3, "备注");
    assert_eq!(
        note,
        &Data::String("=HYPERLINK(\"http://example.invalid\")".to_owned())
    );
}

#[test]
fn signs_that_no_workbook_may_hold_do_not_damage_it() {
    let world = World::filled();
    let hostile = "铃\u{7}<&>\"\u{b}_x0041_\u{fffe}\n行";
    let given = visit().on("2020-02-16T07:30:00+08:00").notes(hostile);
    world.tablet.seal(given.given()).unwrap();
    let (path, _) = world.export(Subject::Visits, "visits.xlsx");
    let visits = Sheet::of(&path, "督查记录");
    assert_eq!(visits.rows(), 4);
    let note = visits.cell(1, "备注");
    assert!(
        matches!(note, Data::String(text) if text.contains('铃')),
        "{note:?}"
    );
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    let forbidden = |sign: char| sign.is_control() && !"\n\r\t".contains(sign);
    assert!(!sheet.contains(|sign| forbidden(sign) || sign == '\u{fffe}'));
}

#[test]
fn all_is_a_workbook_with_a_sheet_a_subject() {
    let world = World::filled();
    let (path, done) = world.export(Subject::All, "all.xlsx");
    let book: Xlsx<_> = open_workbook(&path).unwrap();
    let names = [
        "督查记录",
        "问题",
        "需协调事项",
        "处理问责",
        "查验台账",
        "覆盖情况",
        "点位",
    ];
    assert_eq!(book.sheet_names(), names);
    let rows: usize = names.iter().map(|name| Sheet::of(&path, name).rows()).sum();
    assert_eq!(rows as u64, done.rows);
    let findings = Sheet::of(&path, "问题");
    let absent = findings.row("类别代码", "staffing.absent");
    assert!(matches!(
        findings.cell(absent, "整改期限"),
        Data::DateTime(_)
    ));
    assert_eq!(findings.cell(absent, "已逾期"), &Data::Bool(true));
    let tallies = Sheet::of(&path, "查验台账");
    assert!(matches!(tallies.cell(1, "日期"), Data::DateTime(_)));
    assert_eq!(tallies.cell(1, "检查车辆"), &Data::Float(120.0));
    assert_eq!(tallies.cell(1, "测温人次"), &Data::Empty, "nobody counted");
    let sites = Sheet::of(&path, "点位");
    assert_eq!(sites.rows(), 8);
    let baiying = sites.row("点位", "白营村卡点");
    assert_eq!(sites.cell(baiying, "未整改问题数"), &Data::Float(1.0));
    assert!(matches!(
        sites.cell(baiying, "最近督查时间"),
        Data::DateTime(_)
    ));
}

#[test]
fn the_header_stays_in_sight_and_filters() {
    let world = World::filled();
    let (path, _) = world.export(Subject::Visits, "visits.xlsx");
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"ySplit="1""#) && sheet.contains(r#"state="frozen""#));
    assert!(
        sheet.contains(r#"<autoFilter ref="A1:AD4"/>"#),
        "{}",
        &sheet[sheet.len() - 300..]
    );
    assert!(sheet.contains("<cols>"));
}
