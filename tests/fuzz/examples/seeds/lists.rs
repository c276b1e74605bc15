//! Lists as counties write them: CSV in the encodings of Excel, and workbooks.

use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;

use crate::Seed;

/// How many lines of a sample are enough.
const LINES: usize = 6;

const DIVISIONS: &str = include_str!("../../../../samples/tangyin-divisions.csv");
const SITES: &str = include_str!("../../../../samples/sample-sites.csv");
const ROSTERS: &str = include_str!("../../../../samples/sample-rosters.csv");
const UNITS: &str = "单位名称,乡镇\n任固镇政府,任固镇\n县教育局,\n";
const ODD: &str = "点位名称；类型;所属村;经度;纬度;坐标系;启用日期;撤销日期\n\
    \"白营村\n卡点\";村卡口;白营村;114.4163;35.9518;BD-09;2020年1月27日;43890\n\
    =#N/A;药店诊所;东店村;35.9;114.4;GCJ02;1/27/2020;\n";

pub(crate) fn seeds() -> Vec<Seed> {
    let samples = [
        ("divisions", short(DIVISIONS)),
        ("sites", short(SITES)),
        ("rosters", short(ROSTERS)),
        ("units", UNITS.to_owned()),
        ("odd", ODD.to_owned()),
    ];
    let mut seeds = Vec::new();
    for (name, text) in &samples {
        let tabs = format!("\u{feff}{}", text.replace(',', "\t"));
        let forms = [
            ("utf8", text.clone().into_bytes()),
            ("gb18030", GB18030.encode(text).0.into_owned()),
            (
                "utf16",
                tabs.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            ),
            ("xlsx", workbook(text)),
        ];
        for (form, bytes) in forms {
            seeds.push(("import", format!("{name}-{form}"), bytes));
        }
    }
    seeds
}

fn short(text: &str) -> String {
    let lines = text.lines().take(LINES);
    lines.flat_map(|line| [line, "\r\n"]).collect()
}

/// The same as a workbook; what is a number becomes one.
fn workbook(text: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, value) in (0..).zip(line.split([',', ';'])) {
            match value.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, value).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}
