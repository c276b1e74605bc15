//! Tallies: a row a site, day and shift, as they stand now. What nobody counted is empty, not none.

use kakou_store::views::TallyView as Tally;

use super::cell::Cell;
use super::rows::Source;
use super::table::{Shape, column};

pub(super) static TALLIES: Shape<Tally> = Shape {
    key: "tallies",
    feature: None,
    columns: &[
        column("site", 18, |tally, _| Cell::text(&tally.recorded.site.name)),
        column("township", 12, |tally, _| Cell::text(&tally.township)),
        column("day", 12, |tally, _| Cell::Date(tally.recorded.day)),
        column("shift", 10, |tally, _| Cell::text(&tally.recorded.shift)),
        column("vehicles_checked", 10, |tally, _| {
            counted(tally.recorded.counts.vehicles_checked)
        }),
        column("vehicles_turned_back", 10, |tally, _| {
            counted(tally.recorded.counts.vehicles_turned_back)
        }),
        column("temperatures_taken", 10, |tally, _| {
            counted(tally.recorded.counts.temperatures_taken)
        }),
        column("people_from", 30, people_from),
        column("corrections", 10, |tally, _| {
            Cell::Number(tally.corrections.into())
        }),
        column("reason", 30, |tally, _| Cell::text(&tally.recorded.reason)),
        column("conflict", 10, |tally, _| Cell::Flag(tally.conflict)),
        column("tally_id", 37, |tally, _| Cell::id(tally.id)),
        column("site_id", 37, |tally, _| Cell::id(tally.recorded.site.id)),
        column("division", 14, |tally, _| {
            Cell::id(&tally.recorded.site.division)
        }),
    ],
    total: |source| source.snapshot.tally_total(),
    page: |source, after| source.snapshot.tallies(after),
};

fn counted(count: Option<u32>) -> Cell {
    Cell::maybe(count, |count| Cell::Number(count.into()))
}

/// 湖北3人、郑州2人
fn people_from(tally: &Tally, source: &Source<'_>) -> Cell {
    let regions = tally.recorded.counts.people_from.iter().map(|from| {
        let n = from.people.to_string();
        let values = [("region", &*from.region), ("n", &*n)];
        source.language.fill("people_from", &values)
    });
    let regions: Vec<String> = regions.collect();
    Cell::text(regions.join(source.language.say("list_comma")))
}
