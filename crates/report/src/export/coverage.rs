//! Coverage: how much of each round is done, a row a township. Where there is no round, all sites
//! are due and every visit counts.

use kakou_store::Result;
use kakou_store::views::{CampaignView, Page, TownshipCoverage};

use super::cell::Cell;
use super::rows::Source;
use super::table::{Shape, column};

/// A township's share of a round.
pub(super) struct Share {
    round: Option<CampaignView>,
    township: TownshipCoverage,
}

pub(super) static COVERAGE: Shape<Share> = Shape {
    key: "coverage",
    feature: None,
    columns: &[
        column("campaign", 24, |share, _| {
            of_round(share, |round| Cell::text(&round.title))
        }),
        column("from", 12, |share, _| {
            of_round(share, |round| Cell::day(&round.from))
        }),
        column("to", 12, |share, _| {
            of_round(share, |round| Cell::maybe(round.to.as_deref(), Cell::day))
        }),
        column("township", 12, |share, _| Cell::text(&share.township.name)),
        column("due", 8, |share, _| Cell::Number(share.township.due.into())),
        column("done", 8, |share, _| {
            Cell::Number(share.township.done.into())
        }),
        column("rate", 10, |share, _| rate(&share.township)),
        column("campaign_id", 37, |share, _| {
            of_round(share, |round| Cell::id(round.id))
        }),
        column("division", 14, |share, _| {
            Cell::id(&share.township.division)
        }),
    ],
    total: |_| Ok(0),
    page: |source, _| shares(source),
};

/// Some townships of some rounds: all of them are one page.
fn shares(source: &Source<'_>) -> Result<Page<Share>> {
    let rounds = source.snapshot.coverage()?.into_iter();
    let rows = rounds.flat_map(|one| {
        let round = one.campaign;
        let townships = one.coverage.townships.into_iter();
        townships.map(move |township| Share {
            round: round.clone(),
            township,
        })
    });
    Ok(Page {
        rows: rows.collect(),
        next: None,
    })
}

fn of_round(share: &Share, cell: impl FnOnce(&CampaignView) -> Cell) -> Cell {
    Cell::maybe(share.round.as_ref(), cell)
}

/// In per cent, to a tenth; where nothing is due there is none.
fn rate(township: &TownshipCoverage) -> Cell {
    if township.due == 0 {
        return Cell::Empty;
    }
    let share = f64::from(township.done) / f64::from(township.due);
    Cell::Number((share * 1000.0).round() / 10.0)
}
