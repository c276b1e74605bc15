//! Whatever a file has in it, it is read or refused, and nothing panics.

use kakou_server::import::{Table, divisions, rosters, sites, table_from_bytes, units};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::support::{division, quiet, tangyin_with_sites};

fn interpret(table: &Table) {
    let known = tangyin_with_sites();
    let _ = divisions(table, &known.county, None, &mut quiet);
    let _ = units(table, &known, &mut quiet);
    let _ = sites(table, &known, &mut quiet);
    let _ = rosters(table, &known, &mut quiet);
}

fn read(bytes: &[u8]) {
    if let Ok(table) = table_from_bytes(bytes, &mut quiet) {
        interpret(&table);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        read(&bytes);
    }

    #[test]
    fn any_values_under_real_headings_are_read_or_refused(
        rows in proptest::collection::vec(proptest::collection::vec(".{0,12}|[0-9.e:/-]{1,14}", 14), 0..6),
    ) {
        let headings = "行政区划,乡镇,村,类型,名称,编码,经度,纬度,坐标系,启用日期,开始时间,应到人数,代码,点位编号";
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        read(format!("{headings}\n{}", lines.join("\n")).as_bytes());
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["名称", "行政区划"]).unwrap();
        sheet.write_row(1, 0, ["县教育局", division("410523").as_str()]).unwrap();
        let mut bytes = workbook.save_to_buffer().unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        read(&bytes);
        read(&bytes[..place]);
    }
}
