//! Writes bulletins of both forms to a folder, to be looked at:
//! `cargo run -p kakou-report --example bulletins -- FOLDER`.
#![allow(
    clippy::unwrap_used,
    reason = "who looks at papers reads what went wrong"
)]

use std::path::PathBuf;

use kakou_report::bulletin::{Seal, save};

#[path = "../tests/papers/sample.rs"]
mod sample;

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    let mut alone = sample::official(1, Seal::Sealed);
    alone.annexes.clear();
    let mut two = sample::official(2, Seal::Sealed);
    two.annexes.truncate(1);
    let bulletins = [
        ("sealed", sample::official(1, Seal::Sealed)),
        ("alone", alone),
        ("two", two),
        ("joint", sample::official(4, Seal::Sealed)),
        ("unsealed", sample::official(1, Seal::Unsealed)),
        ("joint-unsealed", sample::official(4, Seal::Unsealed)),
        ("brief", sample::brief()),
    ];
    for (name, bulletin) in bulletins {
        let path = |ending: &str| folder.join(format!("{name}.{ending}"));
        for ending in ["docx", "html", "txt", "json", "pdf"] {
            save(&path(ending), &bulletin).unwrap();
        }
    }
}
