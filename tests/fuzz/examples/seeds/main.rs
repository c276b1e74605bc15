//! Writes the seeds of the corpus again: real samples, and what real stores write.
//!
//! `cargo build --examples && target/debug/examples/seeds`, then look at what changed. Keys and ids are
//! new each time, so only run it when a format has changed; of a kind of seed that is new, keep the new
//! files alone. What fuzzing found stays as it is.
#![allow(
    clippy::unwrap_used,
    reason = "a seed that cannot be made is a mistake here"
)]

mod journals;
mod lists;
mod office;

use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use kakou_domain::checklist::standard;

/// A seed: target, name, bytes.
type Seed = (&'static str, String, Vec<u8>);

fn main() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut seeds = journals::seeds();
    seeds.extend(lists::seeds());
    seeds.extend(checklists());
    seeds.extend(uploads());
    seeds.extend(enrolments());
    for (target, name, bytes) in seeds {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("seed-{name}")), bytes).unwrap();
    }
}

fn checklists() -> Vec<Seed> {
    let flood = include_bytes!("../../../../samples/checklists/flood-patrol.json");
    let small = include_bytes!("small-checklist.json");
    let mut seeds = vec![
        ("checklist", "flood-patrol".to_owned(), flood.to_vec()),
        ("checklist", "small".to_owned(), small.to_vec()),
    ];
    // One of the standard ones has all that they have.
    for template in standard().into_iter().take(1) {
        let bytes = serde_json::to_vec(&template).unwrap();
        seeds.push(("checklist", format!("standard-{}", template.id), bytes));
    }
    seeds
}

fn uploads() -> Vec<Seed> {
    let (own, of) = ("0a".repeat(32), "0b".repeat(32));
    let pair = |key: &str, value: &str| format!("{key} {}", BASE64.encode(value.as_bytes()));
    let checksum = |name: &str, bytes: usize| format!("{name} {}", BASE64.encode(&vec![7; bytes]));
    let whole = pair("sha256", &own);
    let small = format!("{whole}, {}", pair("thumb_of", &of));
    let announced =
        |length: &str, said: &str| format!("upload-length: {length}\nupload-metadata: {said}\n");
    let piece = |sum: String| format!("upload-offset: 8192\nupload-checksum: {sum}\n");
    let texts = [
        (
            "whole",
            announced("70000", &format!("filename YQ==,{whole}")),
        ),
        ("small-copy", announced("900", &small)),
        ("piece-sha1", piece(checksum("sha1", 20))),
        ("piece-sha256", piece(checksum("sha256", 32))),
        ("signed-number", announced("+7", &whole)),
        (
            "bad-small-copy",
            announced("7", &format!("{whole},thumb_of ????")),
        ),
        (
            "bad-hash",
            announced("7", &format!("sha256 YQ==,{}", pair("thumb_of", &of))),
        ),
    ];
    let seed = |(name, text): (&str, String)| ("tus", name.to_owned(), text.into_bytes());
    texts.into_iter().map(seed).collect()
}

fn enrolments() -> Vec<Seed> {
    let texts = [
        ("code", "ABCD-EFGH-JKMN-PQRS-TVWX"),
        ("typed", " oil7-abcd jkmn pqrs tvwx "),
        (
            "qr",
            "kakou:enrol?url=https%3A%2F%2Fkakou.example%3A8710%2Fa&code=ABCD-EFGH-JKMN-PQRS-TVWX",
        ),
        ("address", "kakou.example/kakou"),
        ("plain", "http://[::1]:8710"),
        ("with-user", "https://u:p@kakou.example/?x=1#y"),
    ];
    let seed = |(name, text): (&str, &str)| ("enrolment", name.to_owned(), text.into());
    texts.into_iter().map(seed).collect()
}
