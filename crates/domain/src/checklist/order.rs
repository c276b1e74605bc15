//! In which order items can be judged: one after those that its relevance and validity read.

use std::collections::BTreeMap;

use super::Item;

/// The items' places so that each comes after what it reads, as far as that is possible: of a
/// circle, one member comes first and finds the others unknown.
pub(super) fn order(items: &[Item]) -> Vec<usize> {
    walk(items).order
}

/// A circle of items whose relevance or validity read one another, as places in the list: the
/// last reads the first.
pub(super) fn circle(items: &[Item]) -> Option<Vec<usize>> {
    walk(items).circle
}

struct Walk {
    order: Vec<usize>,
    circle: Option<Vec<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Depth first, with a stack of its own: how deep the items of a foreign file hang together must
/// not matter.
fn walk(items: &[Item]) -> Walk {
    let places: BTreeMap<&str, usize> = items
        .iter()
        .enumerate()
        .map(|(place, item)| (item.code.as_str(), place))
        .collect();
    let mut marks = vec![Mark::New; items.len()];
    let mut result = Walk {
        order: Vec::with_capacity(items.len()),
        circle: None,
    };
    for start in 0..items.len() {
        let mut stack: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut enter = (marks[start] == Mark::New).then_some(start);
        loop {
            if let Some(place) = enter.take() {
                marks[place] = Mark::Open;
                stack.push((place, reads(&items[place], &places, place)));
            }
            let Some((place, open)) = stack.last_mut() else {
                break;
            };
            match open.pop() {
                Some(next) if marks[next] == Mark::New => enter = Some(next),
                Some(next) if marks[next] == Mark::Open && result.circle.is_none() => {
                    result.circle = Some(
                        stack
                            .iter()
                            .map(|(place, _)| *place)
                            .skip_while(|at| *at != next)
                            .collect(),
                    );
                }
                Some(_) => {}
                None => {
                    marks[*place] = Mark::Done;
                    result.order.push(*place);
                    stack.pop();
                }
            }
        }
    }
    result
}

/// What an item's relevance, choices and validity read. Its own answer in its own constraints is no
/// circle.
fn reads(item: &Item, places: &BTreeMap<&str, usize>, own: usize) -> Vec<usize> {
    let relevance = item.relevant.iter().flat_map(|condition| condition.items());
    let validity = item
        .constraints
        .iter()
        .flat_map(|constraint| constraint.holds.items());
    relevance
        .chain(item.answer.among())
        .filter_map(|code| places.get(code).copied())
        .chain(
            validity
                .filter_map(|code| places.get(code).copied())
                .filter(|place| *place != own),
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items called by their codes, each relevant when the others that it names are yes.
    fn items(reads: &[(&str, &[&str])]) -> Vec<Item> {
        let item = |(code, others): &(&str, &[&str])| {
            let parts: Vec<_> = others
                .iter()
                .map(|other| serde_json::json!({"is": {"item": other, "value": true}}))
                .collect();
            serde_json::from_value(serde_json::json!({
                "code": code, "group": "g", "label": {"zh": "项", "en": "Item"},
                "answer": "yes_no", "relevant": {"all": parts},
            }))
            .unwrap()
        };
        reads.iter().map(item).collect()
    }

    #[test]
    fn an_item_comes_after_what_it_reads() {
        let items = items(&[
            ("a", &["b", "c"]),
            ("b", &["c"]),
            ("c", &[]),
            ("d", &["gone"]),
        ]);
        assert_eq!(order(&items), [2, 1, 0, 3]);
        assert_eq!(circle(&items), None);
    }

    #[test]
    fn a_circle_is_found_and_every_item_still_has_its_turn() {
        let items = items(&[("x", &["a"]), ("a", &["b"]), ("b", &["c"]), ("c", &["a"])]);
        assert_eq!(circle(&items), Some(vec![1, 2, 3]));
        let mut all = order(&items);
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let codes: Vec<String> = (0..50_000).map(|n| format!("i{n}")).collect();
        let reads: Vec<Vec<&str>> = (0..codes.len())
            .map(|n| codes.get(n + 1).map(String::as_str).into_iter().collect())
            .collect();
        let chain: Vec<(&str, &[&str])> = codes
            .iter()
            .zip(&reads)
            .map(|(code, reads)| (code.as_str(), reads.as_slice()))
            .collect();
        assert_eq!(order(&items(&chain)).len(), codes.len());
    }
}
