//! What makes no sense, and what cannot be written.

use std::path::Path;

use kakou_report::export::{Format, Subject, to_file};
use kakou_report::{Language, ReportError};

use crate::support::World;

fn code(world: &World, subject: Subject, path: &Path) -> &'static str {
    let done = to_file(
        &world.tablet,
        subject,
        path,
        Language::Chinese,
        &mut |_, _| (),
    );
    done.unwrap_err().code()
}

#[test]
fn every_subject_is_written_as_what_it_says_and_as_nothing_else() {
    let world = World::filled();
    for subject in Subject::ALL {
        for ending in ["csv", "xlsx", "geojson", "jsonl"] {
            let path = world.path(&format!("{subject}.{ending}"));
            let fits = subject.formats().contains(&Format::of(&path).unwrap());
            if fits {
                let (_, done) = world.export(subject, &format!("{subject}.{ending}"));
                assert!(done.rows > 0, "{subject} as {ending}");
            } else {
                assert_eq!(code(&world, subject, &path), "export-form");
            }
            assert_eq!(path.exists(), fits, "{subject} as {ending}");
        }
    }
}

#[test]
fn a_refusal_says_what_would_do() {
    let world = World::filled();
    let path = world.path("coverage.geojson");
    let mut quiet = |_, _| ();
    let done = to_file(
        &world.tablet,
        Subject::Coverage,
        &path,
        Language::Chinese,
        &mut quiet,
    );
    let error: ReportError = done.unwrap_err();
    assert_eq!(
        error.to_string(),
        "coverage cannot be written as .geojson, but as .csv, .xlsx"
    );
    for name in ["visits", "visits.txt", ".csv"] {
        assert_eq!(
            code(&world, Subject::Visits, &world.path(name)),
            "export-ending"
        );
    }
    assert_eq!(Subject::named("visits"), Some(Subject::Visits));
    assert_eq!(Subject::named("people"), None);
}

#[test]
fn an_export_that_fails_leaves_what_was_there_and_nothing_else() {
    let world = World::filled();
    let path = world.path("visits.csv");
    std::fs::write(&path, "before").unwrap();
    // A row that cannot be read, as on a damaged disk.
    let database = rusqlite::Connection::open(world.tablet.database()).unwrap();
    let damage = "UPDATE entry SET payload = x'7b' WHERE fact IN (SELECT fact FROM visit_fact)";
    assert_eq!(database.execute(damage, []).unwrap(), 4);
    assert_eq!(code(&world, Subject::Visits, &path), "damaged-row");
    assert_eq!(std::fs::read(&path).unwrap(), b"before");
    assert_eq!(
        code(&world, Subject::All, &world.path("all.xlsx")),
        "damaged-row"
    );
    assert_eq!(std::fs::read_dir(world.out.path()).unwrap().count(), 1);
    let nowhere = world.path("nowhere/facts.jsonl");
    assert_eq!(code(&world, Subject::Facts, &nowhere), "paper-not-saved");
}
