//! `kakou repair`: what can be read of a damaged database, in a new one. `kakou-server` says it in
//! the same words.

use std::path::Path;

use kakou_store::Repaired;

/// What a repair came to, for people. `other_side` says where what is missing comes from.
pub fn told(repaired: Option<&Repaired>, folder: &Path, other_side: &str) -> String {
    let Some(repaired) = repaired else {
        return format!(
            "nothing is wrong with {}; nothing was done",
            folder.display()
        );
    };
    let mut text = format!(
        "repaired; the damaged file is now {}\n{} entries and {} drafts were kept",
        repaired.set_aside.display(),
        repaired.kept,
        repaired.drafts
    );
    if repaired.successor {
        text.push_str(&format!(
            "\nthe journal goes on in a successor, which carries {} entries on",
            repaired.carried
        ));
    }
    if repaired.missing > repaired.unsent_lost {
        text.push_str(&format!(
            "\n{} entries cannot be read; {other_side}",
            repaired.missing - repaired.unsent_lost
        ));
    }
    if repaired.unsent_lost > 0 {
        text.push_str(&format!(
            "\n{} entries are lost that had not been sent; keep the damaged file, and write them \
             again from paper",
            repaired.unsent_lost
        ));
    }
    if !repaired.complete {
        text.push_str("\nnot every page could be read: look whether the last records are there");
    }
    if repaired.enrol_again {
        text.push_str("\nthe server's address and token are lost: enrol again with a new code");
    }
    text
}
