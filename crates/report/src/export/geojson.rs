//! A map layer, RFC 7946: WGS-84, longitude before latitude, a feature a line. Where nobody knows
//! where a thing is, its geometry is null.

use std::io::Write;

use serde::{Serialize, Serializer};

use super::cell::Cell;
use super::rows::Export;
use super::stopped::Stopped;
use super::table::{Head, Table};

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: Option<&'a Cell>,
    geometry: Option<Point>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

/// A row's cells by their columns' keys, in their order.
struct Properties<'a> {
    heads: &'a [Head],
    row: &'a [Cell],
}

pub(super) fn write(
    export: &mut Export<'_>,
    tables: &[&'static dyn Table],
    out: &mut impl Write,
) -> Result<u64, Stopped> {
    export.expect(tables)?;
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut rows = 0;
    for table in tables {
        let heads = table.heads();
        for row in export.rows(*table) {
            out.write_all(if rows == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &feature(*table, &heads, &row?))?;
            rows += 1;
        }
    }
    out.write_all(b"\n]}\n")?;
    Ok(rows)
}

fn feature<'a>(table: &dyn Table, heads: &'a [Head], row: &'a [Cell]) -> Feature<'a> {
    let cell = |key: &str| {
        let place = heads.iter().position(|head| head.key == key);
        place.and_then(|place| row.get(place))
    };
    let degrees = |key| match cell(key) {
        Some(Cell::Number(degrees)) => Some(*degrees),
        _ => None,
    };
    let place = degrees("longitude").zip(degrees("latitude"));
    Feature {
        r#type: "Feature",
        id: table.feature().and_then(cell),
        geometry: place.map(|(longitude, latitude)| Point {
            r#type: "Point",
            coordinates: [longitude, latitude],
        }),
        properties: Properties { heads, row },
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.heads.iter().map(|head| head.key).zip(self.row);
        // They stand in the geometry.
        serializer.collect_map(cells.filter(|(key, _)| !["latitude", "longitude"].contains(key)))
    }
}
