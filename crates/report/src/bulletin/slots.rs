//! Slots for what the records do not have: names of people stand only in the paper, and whoever
//! issues it fills them in. A slot is written `{{name}}`.

use std::collections::BTreeMap;

use super::block::Block;
use super::document::BulletinDocument;
use super::letterhead::Letterhead;

const OPENS: &str = "{{";
const CLOSES: &str = "}}";
/// What is longer is no name of a slot but somebody's text.
pub(crate) const LONGEST_NAME: usize = 64;

/// A text is text and slots in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// A slot that is still open, by its name.
    Slot(&'a str),
}

/// The mark of a slot: letters, digits and `_ - .` are a name.
pub fn slot(name: &str) -> String {
    format!("{OPENS}{name}{CLOSES}")
}

/// What of a text may stand in the name of a slot.
pub(crate) fn slot_name(text: &str) -> String {
    text.chars().filter(|c| in_a_name(*c)).collect()
}

fn in_a_name(c: char) -> bool {
    c.is_alphanumeric() || "_-.".contains(c)
}

/// A user's text as a text without slots: what looks like one would be printed as a blank.
pub fn literal(text: &str) -> String {
    text.replace(OPENS, "｛｛").replace(CLOSES, "｝｝")
}

/// The pieces of a text, from left to right.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_slot(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Slot(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let opens = from + text.get(from..)?.find(OPENS)?;
        let inside = opens + OPENS.len();
        let (name, after) = text.get(inside..)?.split_once(CLOSES)?;
        if is_name(name) {
            return Some((text.get(..opens)?, name, after));
        }
        // The braces may be somebody's, and a slot stand behind them: {{{name}}
        from = opens + 1;
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= LONGEST_NAME && name.chars().all(in_a_name)
}

fn filled(text: &str, values: &BTreeMap<String, String>) -> String {
    let said = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        // What is filled in is not itself taken for a slot.
        Piece::Slot(name) => values
            .get(name)
            .map_or_else(|| slot(name), |value| literal(value)),
    });
    said.collect()
}

impl BulletinDocument {
    /// Fills in the slots that there are values for, in every text of the document.
    pub fn fill(&mut self, values: &BTreeMap<String, String>) {
        for text in self.texts_mut() {
            *text = filled(text, values);
        }
    }

    /// The names of the slots that are open, each once, in the order of the page.
    pub fn open_slots(&self) -> Vec<String> {
        let mut copy = self.clone();
        let mut open: Vec<String> = Vec::new();
        for text in copy.texts_mut() {
            for piece in pieces(text) {
                if let Piece::Slot(name) = piece
                    && !open.iter().any(|known| known == name)
                {
                    open.push(name.to_owned());
                }
            }
        }
        open
    }

    /// Every text that is printed, in the order of the page.
    fn texts_mut(&mut self) -> Vec<&mut String> {
        let (mut above, mut below): (Vec<&mut String>, Vec<&mut String>) =
            match &mut self.letterhead {
                Letterhead::Official(head) => {
                    let mut below: Vec<&mut String> = head.signature.bodies.iter_mut().collect();
                    below.extend(&mut head.imprint.copies_to);
                    below.push(&mut head.imprint.issuer);
                    (vec![&mut head.mark, &mut head.number], below)
                }
                Letterhead::Brief(head) => {
                    let to = &mut head.circulation;
                    let lists = [&mut to.above, &mut to.beside, &mut to.below];
                    let below = lists.into_iter().flatten().collect();
                    (
                        vec![&mut head.name, &mut head.issue, &mut head.editor],
                        below,
                    )
                }
            };
        above.push(&mut self.title);
        above.extend(&mut self.addressees);
        above.extend(self.body.iter_mut().map(|block| match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => text,
        }));
        for annex in &mut self.annexes {
            above.push(&mut annex.title);
            above.extend(
                annex
                    .table
                    .columns
                    .iter_mut()
                    .map(|column| &mut column.title),
            );
            above.extend(annex.table.rows.iter_mut().flatten());
        }
        above.append(&mut below);
        above
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_text_is_text_and_slots_in_turn() {
        assert_eq!(
            pieces("给予{{person.1}}党内警告处分。"),
            [
                Piece::Text("给予"),
                Piece::Slot("person.1"),
                Piece::Text("党内警告处分。")
            ]
        );
        assert_eq!(pieces("{{a}}"), [Piece::Slot("a")]);
        assert_eq!(pieces("{{{a}}"), [Piece::Text("{"), Piece::Slot("a")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn what_is_no_name_is_no_slot() {
        for text in ["{{}}", "{{a b}}", "{{a", "a}}", "{{a<b}}", "{a}"] {
            assert_eq!(pieces(text), [Piece::Text(text)]);
        }
    }

    #[test]
    fn what_is_filled_in_is_not_itself_taken_for_a_slot() {
        let values = values(&[("a", "{{b}}"), ("b", "乙")]);
        let said = filled("{{a}}、{{b}}、{{c}}", &values);
        assert_eq!(said, "｛｛b｝｝、乙、{{c}}");
    }

    #[test]
    fn a_text_of_a_user_has_no_slots() {
        let literal = literal("见{{表}}");
        assert_eq!(pieces(&literal), [Piece::Text("见｛｛表｝｝")]);
    }
}
