//! Sites: a row each, withdrawn ones among them.

use kakou_domain::Position;
use kakou_store::views::ExportedSite as Site;

use super::cell::Cell;
use super::table::{Shape, column};

pub(super) static SITES: Shape<Site> = Shape {
    key: "sites",
    feature: Some("site_id"),
    columns: &[
        column("site", 18, |site, _| Cell::text(&site.site.name)),
        column("kind", 12, |site, source| source.kind(&site.site.kind)),
        column("township", 12, |site, source| {
            source.township(&site.site.division)
        }),
        column("village", 12, |site, source| {
            source.division(&site.site.division)
        }),
        column("code", 14, |site, _| {
            Cell::maybe(site.site.code.as_ref(), Cell::text)
        }),
        column("unit", 18, |site, _| {
            Cell::maybe(site.site.unit.as_ref(), Cell::text)
        }),
        column("liaison", 14, |site, _| {
            Cell::maybe(site.site.liaison.as_ref(), Cell::text)
        }),
        column("phone", 14, |site, _| {
            Cell::maybe(site.site.phone.as_ref(), Cell::text)
        }),
        column("in_service_from", 12, |site, _| {
            Cell::maybe(site.site.in_service_from, Cell::Date)
        }),
        column("withdrawn_from", 12, |site, _| {
            Cell::maybe(site.site.withdrawn_from, Cell::Date)
        }),
        column("open_faults", 10, |site, _| {
            Cell::count(site.row.open_findings as usize)
        }),
        column("worst", 10, |site, source| {
            Cell::maybe(site.row.worst, |worst| source.word("severity", worst))
        }),
        column("last_visited_at", 17, |site, _| {
            let last = site.row.last_visit.as_ref();
            Cell::maybe(last, |last| Cell::moment(&last.visited_at))
        }),
        column("latitude", 11, |site, _| {
            Cell::maybe(site.site.position.map(Position::latitude), Cell::Number)
        }),
        column("longitude", 11, |site, _| {
            Cell::maybe(site.site.position.map(Position::longitude), Cell::Number)
        }),
        column("site_id", 37, |site, _| Cell::id(site.row.id)),
        column("division", 14, |site, _| Cell::id(&site.site.division)),
    ],
    total: |source| source.snapshot.site_total(),
    page: |source, after| source.snapshot.sites(after),
};
