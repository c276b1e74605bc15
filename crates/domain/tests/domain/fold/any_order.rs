//! Whatever arrives, in whatever order, cut into whatever batches, however often: the same rows.

use kakou_domain::fact::Fact;
use kakou_domain::fold::{Row, Rows, fold};
use proptest::prelude::*;

use super::builders::{VISIT, amended, folded, id, sealed, visit_of};
use super::shelf::Shelf;
use super::world::any_facts;

/// Facts, and a way in which they may arrive: shuffled, some of them again, in batches.
fn deliveries() -> impl Strategy<Value = (Vec<Fact>, Vec<Vec<Fact>>)> {
    any_facts().prop_flat_map(|facts| {
        let again = prop::sample::subsequence(facts.clone(), 0..=facts.len());
        let all = again.prop_map({
            let facts = facts.clone();
            move |again| [facts.clone(), again].concat()
        });
        let cuts = prop::collection::vec(1..6usize, 1..8);
        (
            Just(facts),
            (all.prop_shuffle(), cuts).prop_map(|(all, cuts)| cut(&all, &cuts)),
        )
    })
}

fn cut(mut facts: &[Fact], sizes: &[usize]) -> Vec<Vec<Fact>> {
    let mut batches = Vec::new();
    for size in sizes.iter().cycle() {
        if facts.is_empty() {
            break;
        }
        let (batch, rest) = facts.split_at((*size).min(facts.len()));
        batches.push(batch.to_vec());
        facts = rest;
    }
    batches
}

/// Everything that is read from a row, so that nothing in it may fail.
fn read(row: &Row) -> String {
    match row {
        Row::Visit(row) => {
            format!(
                "{:?}",
                (
                    row.original(),
                    row.current(),
                    row.conflict(),
                    row.follow_next()
                )
            )
        }
        Row::Finding(row) => {
            format!(
                "{:?}",
                (
                    row.shown(),
                    row.state(),
                    row.conflict(),
                    row.follow_next(),
                    row.assigned()
                )
            )
        }
        Row::Site(row) => format!("{:?}", (row.defined.current(), row.defined.conflict())),
        other => format!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn rows_do_not_depend_on_order_batches_or_repetition((facts, batches) in deliveries()) {
        let mut in_memory = Rows::new();
        let mut shelf = Shelf::default();
        for batch in &batches {
            fold(&mut in_memory, batch.iter().cloned());
            shelf.take_in(batch);
        }
        let at_once = folded(&facts);
        prop_assert_eq!(&in_memory, &at_once);
        prop_assert_eq!(&shelf.rows(), &at_once);
    }

    #[test]
    fn what_a_store_keeps_is_the_same_to_the_byte((facts, batches) in deliveries()) {
        let mut one = Shelf::default();
        let mut other = Shelf::default();
        one.take_in(&facts);
        batches.iter().for_each(|batch| other.take_in(batch));
        prop_assert_eq!(one.table(), other.table());
        prop_assert_eq!(one.table().len(), one.len(), "two rows share a name");
    }

    #[test]
    fn whatever_arrived_can_be_shown((facts, batches) in deliveries()) {
        let at_once = folded(&facts);
        let mut later = Rows::new();
        fold(&mut later, batches.iter().flatten().cloned());
        for (key, row) in &at_once {
            prop_assert_eq!(read(row), read(&later[key]));
        }
    }
}

#[test]
fn two_facts_that_claim_one_id_fold_alike_in_either_order() {
    let one = amended(2, &[VISIT], "甲", &[]);
    let other = amended(2, &[VISIT], "乙", &[]);
    let first = visit_of(&[sealed(&[]), one.clone(), other.clone()]);
    let second = visit_of(&[other, sealed(&[]), one]);
    assert_eq!(first, second);
    assert_eq!(first.amended.head_ids(), [id(2)]);
}
