//! What an export reads: every row once, in its order, however many pages there are.

use std::collections::BTreeSet;

use chrono::Duration;
use kakou_domain::fact::Body;
use kakou_domain::visit::VisitContent;
use kakou_domain::{Answer, FindingId, Nature};
use kakou_store::views::Page;
use kakou_store::{Result, StoreError};
use kakou_test_support::{Folder, county, tablet_of, visit};
use uuid::Uuid;

const VISITS: u128 = 450;

/// A visit with a fault and a need.
fn content(county: &Folder) -> VisitContent {
    let tablet = tablet_of(county);
    let short = Answer::Many(vec!["masks".to_owned()]);
    let given = visit().present(1).of(2).answer("supplies.short", short);
    let id = tablet.seal(given.given()).unwrap().id;
    tablet.visit(id).unwrap().current
}

/// A county with more visits than fit on a page, several of them in the same second.
fn filled() -> Folder {
    let county = county();
    let like = content(&county);
    let facts = (0..VISITS).map(|n| {
        let mut content = like.clone();
        content.visited_at += Duration::seconds(i64::try_from(n / 3).unwrap());
        for (place, finding) in (0..).zip(&mut content.findings) {
            finding.id = FindingId(Uuid::from_u128(n * 10 + place));
        }
        let scope = vec![content.site.division.clone()];
        (scope, Body::VisitSealed(Box::new(content)))
    });
    county.state(facts.collect()).unwrap();
    county.project_all().unwrap();
    county
}

fn all<T>(mut page: impl FnMut(Option<&str>) -> Result<Page<T>>) -> Vec<T> {
    let (mut rows, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let mut read = page(after.as_deref()).unwrap();
        rows.append(&mut read.rows);
        pages += 1;
        after = read.next;
        if after.is_none() {
            assert!(pages > 1, "one page is no test");
            return rows;
        }
    }
}

#[test]
fn every_visit_and_finding_comes_once_the_newest_first() {
    let county = filled();
    let read = county.snapshot(|snapshot| {
        let visits = all(|after| snapshot.visits(after));
        assert_eq!(snapshot.visit_total()?, visits.len() as u64);
        assert!(visits.is_sorted_by_key(|one| std::cmp::Reverse(one.content.visited_at)));
        let ids: BTreeSet<_> = visits.iter().map(|one| one.id).collect();
        assert_eq!(ids.len() as u128, VISITS);
        for nature in [Nature::Fault, Nature::Need] {
            let findings = all(|after| snapshot.findings(nature, after));
            assert_eq!(snapshot.finding_total(nature)?, findings.len() as u64);
            assert!(
                findings
                    .iter()
                    .all(|one| one.mention.finding.nature == nature)
            );
            assert!(findings.is_sorted_by_key(|one| std::cmp::Reverse(one.mention.found_at)));
            let ids: BTreeSet<_> = findings.iter().map(|one| one.id).collect();
            assert_eq!(ids.len() as u128, VISITS, "{nature:?}");
        }
        Ok::<_, StoreError>(())
    });
    read.unwrap();
}

#[test]
fn every_fact_comes_once_in_the_order_in_which_it_was_taken_in() {
    let county = filled();
    let facts = county.snapshot(|snapshot| {
        let facts = all(|after| snapshot.facts(after));
        assert_eq!(snapshot.last_fact()?, facts.last().map_or(0, |fact| fact.n));
        Ok::<_, StoreError>(facts)
    });
    let facts = facts.unwrap();
    assert!(facts.is_sorted_by_key(|fact| fact.n));
    let seqs: Vec<u64> = facts.iter().map(|fact| fact.seq.0).collect();
    assert!(seqs.iter().copied().eq(1..=facts.len() as u64));
    assert!(facts.len() as u128 > VISITS);
}

#[test]
fn a_view_stays_as_it_is_while_others_write() {
    let county = filled();
    let seen = county.snapshot(|snapshot| {
        let before = snapshot.visit_total()?;
        let body = Body::VisitSealed(Box::new(content(&county)));
        county.state(vec![(vec!["410523".parse().unwrap()], body)])?;
        county.project_all()?;
        Ok::<_, StoreError>((before, snapshot.visit_total()?))
    });
    let (before, meanwhile) = seen.unwrap();
    assert_eq!(meanwhile, before);
    let after = county.snapshot(|snapshot| snapshot.visit_total()).unwrap();
    assert_eq!(after, before + 1);
}

#[test]
fn what_is_no_place_to_go_on_from_is_refused() {
    let county = county();
    let refused = county.snapshot(|snapshot| snapshot.findings(Nature::Fault, Some("7")));
    assert_eq!(refused.unwrap_err().code(), "bad-cursor");
    let refused = county.snapshot(|snapshot| snapshot.facts(Some("x")));
    assert_eq!(refused.unwrap_err().code(), "bad-cursor");
}
