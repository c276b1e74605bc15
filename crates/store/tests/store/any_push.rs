//! Whatever cut, repetition and order tablets' pushes come in, the server is the same afterwards.

mod dump;

use std::collections::VecDeque;
use std::sync::OnceLock;

use dump::{journals, projections};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{Answer, SiteKind};
use kakou_journal::Batch;
use kakou_store::{Store, StoreError};
use kakou_test_support::{Folder, exchange, two_tablets, visit};
use proptest::prelude::*;

use crate::author::{Author, restated};

/// A county that has admitted both tablets and has none of their entries; and their journals, each
/// of which refers to the other's.
struct Story {
    county: Folder,
    authors: [Author; 2],
}

fn story() -> &'static Story {
    static STORY: OnceLock<Story> = OnceLock::new();
    STORY.get_or_init(|| {
        let (county, one, other) = two_tablets();
        let before = county.copied();
        write(&county, &one, &other);
        Story {
            county: before,
            authors: [Author::of(&one), Author::of(&other)],
        }
    })
}

fn write(county: &Folder, one: &Folder, other: &Folder) {
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    let second = other.seal(visit().at("程岗村").present(0).of(2).given());
    let second = second.unwrap();
    exchange(county, &[one, other]);
    for (tablet, count) in [(one, 2), (other, 3)] {
        tablet
            .amend(sealed.id, "点错人数", |draft| {
                draft.answer("staffing.present", Some(Answer::Count(count)));
                draft.visited_at -= chrono::Duration::minutes(count);
            })
            .unwrap();
    }
    let finding = one.visit(second.id).unwrap().findings[0].line.id;
    for (tablet, to) in [
        (one, FindingState::Rectified),
        (other, FindingState::Assigned),
    ] {
        let mut body = FindingMoved::new(finding, to);
        body.unit = Some("白营村委会".to_owned());
        tablet.finding_move(body).unwrap();
    }
    exchange(county, &[one, other]);
    for (tablet, minute) in [(one, 10), (other, 20)] {
        let shop = SiteKind::new("shop").unwrap();
        let division = "410523105201".parse().unwrap();
        tablet.site_add(division, shop, "为民超市", None).unwrap();
        for second in 0..3 {
            let time = format!("2020-02-14T10:{minute}:0{second}+08:00");
            let visit = visit().on(&time).present(second).of(2).by("督查员甲");
            tablet.seal(visit.given()).unwrap();
        }
    }
    one.amend(sealed.id, "双方核对", |draft| {
        draft.notes = "三人".to_owned();
    })
    .unwrap();
}

/// One message on its way: whose, and which part of it, in thousandths.
#[derive(Debug, Clone)]
struct Sent {
    author: usize,
    from: usize,
    length: usize,
    /// Whether the server projects after it.
    projects: bool,
}

fn sent() -> impl Strategy<Value = Sent> {
    (0..2usize, 0..1_000usize, 0..8usize, any::<bool>()).prop_map(
        |(author, from, length, projects)| Sent {
            author,
            from,
            length,
            projects,
        },
    )
}

fn deliver(county: &Store, batch: &Batch) -> bool {
    match county.receive_push(batch) {
        Ok(_) => true,
        Err(StoreError::Gap { have }) => {
            assert!(have.next() < batch.from);
            false
        }
        Err(other) => panic!("{other}"),
    }
}

fn finish(county: &Store) {
    county.project_all().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_cut_repetition_and_order_gives_the_same_server(
        messages in prop::collection::vec(sent(), 0..24),
    ) {
        let story = story();
        let expected = expected();
        let county = story.county.copied();
        let mut waiting: VecDeque<(Batch, bool)> = messages
            .iter()
            .map(|sent| {
                let author = &story.authors[sent.author];
                let from = sent.from * author.len() / 1_000;
                let to = (from + sent.length).min(author.len());
                (author.cut(from, to), sent.projects)
            })
            .collect();
        // Whatever was left out comes at last, each journal as a whole.
        for author in &story.authors {
            waiting.push_back((author.cut(0, author.len()), true));
        }
        while let Some((batch, projects)) = waiting.pop_front() {
            if !deliver(&county, &batch) {
                waiting.push_back((batch, projects));
            } else if projects {
                county.project_pending().unwrap();
            }
        }
        finish(&county);
        prop_assert_eq!(&journals(&county), &expected.0);
        prop_assert_eq!(&projections(&county), &expected.1);
        prop_assert!(county.verify().unwrap().ok);
    }
}

type Expected = (Vec<String>, Vec<String>);

/// The server to which each journal came once, as a whole.
fn expected() -> &'static Expected {
    static EXPECTED: OnceLock<Expected> = OnceLock::new();
    EXPECTED.get_or_init(|| {
        let county = story().county.copied();
        for author in &story().authors {
            assert!(deliver(&county, &author.cut(0, author.len())));
        }
        finish(&county);
        (journals(&county), projections(&county))
    })
}

#[test]
fn a_rebuild_gives_the_same_projections_to_the_last_column() {
    let county = story().county.copied();
    for author in story().authors.iter().rev() {
        assert!(deliver(&county, &author.cut(0, author.len())));
    }
    finish(&county);
    let before = projections(&county);
    assert_eq!(before, expected().1);
    county.drop_projections().unwrap();
    finish(&county);
    assert_eq!(projections(&county), before);
}

/// The id is the sealed visit's of one; the other states a correction of another visit by it.
#[test]
fn an_id_of_another_is_claimed_in_vain_whichever_comes_first() {
    let (county, one, other) = two_tablets();
    let claimed = one.seal(visit().present(1).of(3).given()).unwrap();
    let another = one.seal(visit().at("程岗村").given()).unwrap();
    let correction = one.amend(another.id, "点错人数", |draft| {
        draft.notes = "两人".to_owned();
    });
    correction.unwrap();
    let mut sealed = Author::of(&one);
    let correction = restated(sealed.items.pop(), |fact| {
        fact["id"] = claimed.id.to_string().into();
    });
    let authors = [
        Author::stating(&one, sealed.items),
        Author::stating(&other, vec![correction]),
    ];
    for server in in_either_order(&county, &authors) {
        let corrected = server.visit(another.id).unwrap();
        assert_eq!(corrected.current.notes, "", "it fits no key of its journal");
        assert_eq!(server.visit(claimed.id).unwrap().findings.len(), 1);
    }
}

/// A finding's id is made of its visit's; the other states a visit of its own that names it too.
#[test]
fn a_visit_that_names_anothers_finding_tells_of_one_of_its_own() {
    let (county, one, other) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap();
    let finding = one.visit(sealed.id).unwrap().findings[0].line.id;
    let claiming = visit().at("程岗村").present(0).of(2);
    other.seal(claiming.given()).unwrap();
    let claim = restated(Author::of(&other).items.pop(), |fact| {
        fact["body"]["findings"][0]["id"] = finding.to_string().into();
    });
    let authors = [Author::of(&one), Author::stating(&other, vec![claim])];
    for server in in_either_order(&county, &authors) {
        let named = server.finding(finding).unwrap();
        assert!(!named.line.conflict);
        assert_eq!(
            server.visit(sealed.id).unwrap().findings[0].line.id,
            finding
        );
    }
}

/// Both are sealed visits, at other times and with other findings.
#[test]
fn a_visit_under_anothers_id_is_set_aside_whichever_comes_first() {
    let (county, one, other) = two_tablets();
    let claimed = one.seal(visit().present(1).of(3).given()).unwrap();
    let later = visit().on("2020-02-15T10:00:00+08:00").by("督查员甲");
    let later = later.answer("disinfection.record_kept", Answer::YesNo(false));
    other.seal(later.given()).unwrap();
    let claim = restated(Author::of(&other).items.pop(), |fact| {
        fact["id"] = claimed.id.to_string().into();
    });
    let authors = [Author::of(&one), Author::stating(&other, vec![claim])];
    for server in in_either_order(&county, &authors) {
        assert_eq!(server.visit(claimed.id).unwrap().findings.len(), 1);
        let aside = server.set_aside(other.author().unwrap()).unwrap();
        assert_eq!(aside[0].code, "id-not-yours");
    }
}

/// The server after two journals came, each as a whole, first the one and first the other: what it
/// says is the same.
fn in_either_order(county: &Folder, [first, second]: &[Author; 2]) -> [Folder; 2] {
    let servers = [[first, second], [second, first]].map(|authors| {
        let county = county.copied();
        for author in authors {
            assert!(deliver(&county, &author.cut(0, author.len())));
            finish(&county);
        }
        county
    });
    let [one, other] = servers.each_ref().map(|server| projections(server));
    let differ = one.iter().filter(|line| !other.contains(line));
    assert_eq!(differ.collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(one.len(), other.len());
    servers
}
