//! Whatever arrives, in whatever order, cut into whatever batches, however often: the same rows.

use kakou_domain::fold::{Row, Rows, fold, take_out};
use kakou_domain::origin::Stated;
use proptest::prelude::*;

use super::builders::folded_as;
use super::shelf::Shelf;
use super::world::any_facts;

/// Facts, and a way in which they may arrive: shuffled, some of them again, in batches.
fn deliveries() -> impl Strategy<Value = (Vec<Stated>, Vec<Vec<Stated>>)> {
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

fn cut(mut facts: &[Stated], sizes: &[usize]) -> Vec<Vec<Stated>> {
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
        Row::Site(row) => format!("{:?}", (row.current(), row.conflict(), row.heads())),
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
        let at_once = folded_as(&facts);
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
        let at_once = folded_as(&facts);
        let mut later = Rows::new();
        fold(&mut later, batches.iter().flatten().cloned());
        for (key, row) in &at_once {
            prop_assert_eq!(read(row), read(&later[key]));
        }
    }

    #[test]
    fn what_is_taken_out_was_never_there((facts, _) in deliveries(), one: prop::sample::Index) {
        prop_assume!(!facts.is_empty());
        let n = one.index(facts.len());
        let mut rows = folded_as(&facts);
        take_out(&mut rows, &facts[n].fact);
        let mut others = facts.clone();
        others.remove(n);
        let without = folded_as(&others);
        for (key, row) in &rows {
            let never = without.get(key).cloned().unwrap_or_else(|| key.empty());
            prop_assert_eq!(row, &never);
        }
    }
}
