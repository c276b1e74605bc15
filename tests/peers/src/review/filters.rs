//! What is asked for.

use kakou_store::Store;
use kakou_store::views::{Outcome, VisitFilter, VisitRow};

use crate::Result;

/// Each with its name.
pub(super) type Filters = Vec<(&'static str, VisitFilter)>;

/// Filters and searches that find much, little and nothing in a store of many visits.
pub(super) fn filters(store: &Store) -> Result<Filters> {
    let newest = store.visits(&VisitFilter::default(), None, 1)?.rows;
    let newest = newest.into_iter().next().ok_or("no visits")?;
    let mut all = vec![("all visits", VisitFilter::default())];
    all.extend(single(&newest));
    all.extend(searches());
    all.extend(several(&newest));
    Ok(all)
}

fn single(newest: &VisitRow) -> Filters {
    let all = VisitFilter::default;
    let inspector = |name: &str| Some(name.to_owned());
    let from = newest.visited_at.get(..10).map(str::to_owned);
    let to = Some("2000-01-01".to_owned());
    let township = newest.site.division.township();
    let site = Some(newest.site.id);
    let kind = Some(newest.site.kind.clone());
    let category = Some("staffing.absent".to_owned());
    let (someone, nobody) = (inspector("督查员丙"), inspector("督查员"));
    let (faults, clean) = (Some(Outcome::Faults), Some(Outcome::Clean));
    vec![
        ("today", VisitFilter { from, ..all() }),
        ("long ago", VisitFilter { to, ..all() }),
        ("a township", VisitFilter { township, ..all() }),
        ("a site", VisitFilter { site, ..all() }),
        ("a kind of site", VisitFilter { kind, ..all() }),
        ("a category", VisitFilter { category, ..all() }),
        (
            "an inspector",
            VisitFilter {
                inspector: someone,
                ..all()
            },
        ),
        (
            "nobody",
            VisitFilter {
                inspector: nobody,
                ..all()
            },
        ),
        (
            "unsynced",
            VisitFilter {
                unsynced: true,
                ..all()
            },
        ),
        (
            "with faults",
            VisitFilter {
                outcome: faults,
                ..all()
            },
        ),
        (
            "clean",
            VisitFilter {
                outcome: clean,
                ..all()
            },
        ),
    ]
}

fn searches() -> Filters {
    vec![
        ("search of one character, common: 村", search("村")),
        ("search of one character, rare: 童", search("童")),
        ("search of two characters, common: 小路", search("小路")),
        ("search of two characters, a village: 白营", search("白营")),
        ("search of two characters, rare: 走失", search("走失")),
        (
            "search of five characters, common: 告知带班干",
            search("告知带班干"),
        ),
        (
            "search of five characters, a site: 白营村卡点",
            search("白营村卡点"),
        ),
        (
            "search of five characters, rare: 遇见走失儿",
            search("遇见走失儿"),
        ),
        ("search of initials: byckd", search("byckd")),
        ("search without a hit: 无此词语啊", search("无此词语啊")),
    ]
}

fn several(newest: &VisitRow) -> Filters {
    let township = newest.site.division.township();
    let category = Some("staffing.absent".to_owned());
    let inspector = Some("督查员丙".to_owned());
    let in_township = VisitFilter {
        township,
        category,
        ..VisitFilter::default()
    };
    let searched = VisitFilter {
        search: Some("村".to_owned()),
        ..in_township.clone()
    };
    let clean = VisitFilter {
        outcome: Some(Outcome::Clean),
        ..search("小路")
    };
    let theirs = VisitFilter {
        inspector,
        ..in_township
    };
    vec![
        ("search of 村, a township, a category", searched),
        ("search of 小路, clean", clean),
        ("a category, a township, an inspector", theirs),
    ]
}

fn search(words: &str) -> VisitFilter {
    VisitFilter {
        search: Some(words.to_owned()),
        ..VisitFilter::default()
    }
}
