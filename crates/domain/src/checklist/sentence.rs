//! Sentences with slots: read, and filled with what is known.

use super::numerals::Numerals;

/// A sentence that is not written as sentences are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum SentenceError {
    #[error("a bracket is not closed, or closed without being open")]
    Unbalanced,
    #[error("one bracket stands within another")]
    Nested,
    #[error("a slot is empty")]
    EmptySlot,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// `{slot}`, by its name.
    Slot(String),
    /// `[…]`: said only when each slot in it has a value.
    Optional(Vec<Piece>),
}

/// What stands in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Number(i64),
    Text(String),
}

/// Reads a sentence.
pub(super) fn parse(text: &str) -> Result<Vec<Piece>, SentenceError> {
    let mut done = Vec::new();
    let mut optional: Option<Vec<Piece>> = None;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '[', ']']) {
        let (before, from) = rest.split_at(at);
        let pieces = optional.as_mut().unwrap_or(&mut done);
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let (mark, after) = from.split_at(1);
        rest = after;
        match mark {
            "{" => {
                let (name, after) = rest.split_once('}').ok_or(SentenceError::Unbalanced)?;
                if name.contains(['{', '[', ']']) {
                    return Err(SentenceError::Nested);
                }
                if name.is_empty() {
                    return Err(SentenceError::EmptySlot);
                }
                pieces.push(Piece::Slot(name.to_owned()));
                rest = after;
            }
            "[" if optional.is_some() => return Err(SentenceError::Nested),
            "[" => optional = Some(Vec::new()),
            "]" => match optional.take() {
                Some(pieces) => done.push(Piece::Optional(pieces)),
                None => return Err(SentenceError::Unbalanced),
            },
            _ => return Err(SentenceError::Unbalanced),
        }
    }
    if optional.is_some() {
        return Err(SentenceError::Unbalanced);
    }
    if !rest.is_empty() {
        done.push(Piece::Text(rest.to_owned()));
    }
    Ok(done)
}

/// The names of the slots in a sentence.
pub(super) fn slots(pieces: &[Piece]) -> Vec<&str> {
    pieces
        .iter()
        .flat_map(|piece| match piece {
            Piece::Text(_) => vec![],
            Piece::Slot(name) => vec![name.as_str()],
            Piece::Optional(inner) => slots(inner),
        })
        .collect()
}

/// Fills a sentence; `None` when a slot that is not optional has no value.
pub(super) fn fill(pieces: &[Piece], value: &dyn Fn(&str) -> Option<Value>) -> Option<String> {
    Some(write(&values(pieces, value)?))
}

fn values(pieces: &[Piece], value: &dyn Fn(&str) -> Option<Value>) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => all.push(Value::Text(text.clone())),
            Piece::Slot(name) => all.push(value(name)?),
            Piece::Optional(inner) => all.extend(values(inner, value).unwrap_or_default()),
        }
    }
    Some(all)
}

fn write(values: &[Value]) -> String {
    let numerals = Numerals::of(values.iter().filter_map(|value| match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    }));
    let mut sentence = String::new();
    for (index, value) in values.iter().enumerate() {
        match value {
            Value::Text(text) => sentence.push_str(text),
            Value::Number(number) => {
                let after = values.get(index + 1).and_then(|next| match next {
                    Value::Text(text) => text.chars().next(),
                    Value::Number(_) => None,
                });
                let before = sentence.chars().next_back();
                sentence.push_str(&numerals.write(*number, before, after));
            }
        }
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::standard;
    use proptest::prelude::*;

    fn filled(text: &str, numbers: &[(&str, i64)]) -> Option<String> {
        fill(&parse(text).unwrap(), &|name| {
            numbers
                .iter()
                .find(|(slot, _)| *slot == name)
                .map(|(_, number)| Value::Number(*number))
        })
    }

    #[test]
    fn what_is_in_brackets_stands_only_with_its_value() {
        let text = "登记信息不完善[，缺少{n}项]。";
        assert_eq!(filled(text, &[]).unwrap(), "登记信息不完善。");
        assert_eq!(
            filled(text, &[("n", 2)]).unwrap(),
            "登记信息不完善，缺少两项。"
        );
        assert_eq!(filled("应为{n}人。", &[]), None);
    }

    #[test]
    fn numbers_of_a_sentence_are_written_alike() {
        let text = "应为{a}人，实际只有{b}人在岗。";
        assert_eq!(
            filled(text, &[("a", 20), ("b", 2)]).unwrap(),
            "应为二十人，实际只有两人在岗。"
        );
        assert_eq!(
            filled(text, &[("a", 120), ("b", 2)]).unwrap(),
            "应为120人，实际只有2人在岗。"
        );
        assert_eq!(filled("第{a}次。", &[("a", 2)]).unwrap(), "第二次。");
    }

    #[test]
    fn broken_brackets_are_refused() {
        for (text, error) in [
            ("{a", SentenceError::Unbalanced),
            ("a}", SentenceError::Unbalanced),
            ("[a", SentenceError::Unbalanced),
            ("a]", SentenceError::Unbalanced),
            ("[[a]]", SentenceError::Nested),
            ("{[a]}", SentenceError::Nested),
            ("{}", SentenceError::EmptySlot),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn every_shipped_sentence_takes_every_number_at_every_kind_of_site() {
        for template in standard() {
            let sentences = template
                .categories
                .iter()
                .flat_map(|category| &category.sentences);
            for (sentence, kind) in
                sentences.flat_map(|s| template.kinds.iter().map(move |k| (s, k)))
            {
                let pieces = parse(&sentence.text).unwrap();
                for number in [0, 1, 2, 10, 11, 20, 99, 100] {
                    let text = fill(&pieces, &|slot| match slot {
                        "place" => Some(Value::Text(kind.place.clone())),
                        "gate" => Some(Value::Text(kind.gate.clone())),
                        "choice" => Some(Value::Text("口罩".to_owned())),
                        _ => Some(Value::Number(number)),
                    })
                    .unwrap();
                    assert!(
                        !text.contains(['{', '}', '[', ']', ' ', ',', '.']),
                        "{text}"
                    );
                    assert!(text.ends_with('。') && !text.contains("。。"), "{text}");
                    let arabic = text.contains(|c: char| c.is_ascii_digit());
                    let has_number = pieces.iter().any(|piece| {
                        matches!(piece, Piece::Slot(slot) if slot.contains('.'))
                            || matches!(piece, Piece::Optional(_))
                    });
                    assert_eq!(arabic, number == 100 && has_number, "{text}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_leaves_no_bracket(text in "[a-c{}\\[\\]，。]{0,30}") {
            if let Ok(pieces) = parse(&text) {
                let filled = fill(&pieces, &|_| Some(Value::Number(2))).unwrap();
                let left = filled.contains(['{', '}', '[', ']']);
                prop_assert!(!left, "{}", filled);
            }
        }
    }
}
