//! Every target, on every file of its corpus and on what is left of each when it is cut off or a
//! byte of it is altered.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use kakou_fuzz_targets::{TARGETS, Target};

/// Alterations of each file, spread evenly over it.
const ALTERATIONS: usize = 48;

fn files(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
}

/// The file itself, parts of it from its beginning, and the whole with one byte altered.
fn variants(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let step = (bytes.len() / ALTERATIONS).max(1);
    let places = (0..bytes.len()).step_by(step);
    let cut = places.clone().map(|place| bytes[..place].to_vec());
    let altered = places.map(move |place| {
        let mut altered = bytes.to_vec();
        // Another bit each time.
        altered[place] ^= 1 << (place / step % 8);
        altered
    });
    std::iter::once(bytes.to_vec()).chain(cut).chain(altered)
}

fn replay((name, target): Target) {
    let files = files(name);
    assert!(!files.is_empty(), "{name} has no corpus");
    for file in files {
        let bytes = fs::read(&file).unwrap();
        for (n, variant) in variants(&bytes).enumerate() {
            let held = catch_unwind(AssertUnwindSafe(|| target(&variant)));
            assert!(held.is_ok(), "{name}: variant {n} of {}", file.display());
        }
    }
}

macro_rules! replayed {
    ($($test:ident = $name:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            replay(*TARGETS.iter().find(|(name, _)| *name == $name).unwrap());
        })*

        #[test]
        fn each_target_is_replayed() {
            assert_eq!(TARGETS.map(|(name, _)| name), [$($name),*]);
        }
    };
}

replayed! {
    any_batch_is_read_or_refused = "batch",
    any_bundle_is_taken_in_or_refused = "bundle",
    any_checklist_is_read_or_refused = "checklist",
    any_enrolment_text_is_read_or_refused = "enrolment",
    any_list_is_read_or_refused = "import",
    any_parcel_is_read_or_refused = "parcel",
    any_payload_is_read_or_refused = "payload",
    any_proof_is_checked_or_refused = "proof",
    any_upload_s_headers_are_read_or_refused = "tus",
}

/// A corpus that goes stale would test refusals only.
#[test]
fn seeds_are_still_what_they_were() {
    let seed = |target: &str, name: &str| {
        let found = files(target)
            .into_iter()
            .find(|file| file.ends_with(format!("seed-{name}")));
        fs::read(found.unwrap()).unwrap()
    };
    let limits = kakou_journal::Limits::default();
    for name in ["visits-0", "visits-1", "withheld-1", "empty-0"] {
        kakou_journal::batch::decode(&seed("batch", name), &limits).unwrap();
    }
    for file in files("payload")
        .iter()
        .filter(|file| file.to_string_lossy().contains("seed-"))
    {
        kakou_domain::fact::Fact::from_payload(&fs::read(file).unwrap()).unwrap();
    }
    for name in ["flood-patrol", "small"] {
        let template = kakou_domain::checklist::Template::parse(&seed("checklist", name)).unwrap();
        assert_eq!(template.check(), Ok(()));
    }
    kakou_store::Parcel::decode(&seed("parcel", "news")).unwrap();
    for name in ["pack", "pack-of-before"] {
        kakou_store::Pack::read(&seed("parcel", name)).unwrap();
    }
}
