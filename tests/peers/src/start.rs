//! From nothing to the first list, and what it takes of memory: the app with a busy year in its
//! store beside a Tauri window with one line in it. Both are started the same way, on a screen of
//! memory and through WebDriver, whose time is in both figures.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use kakou_app_tests::Window;
use tempfile::TempDir;

use crate::report::{Figure, Report, middle};
use crate::{RUNS, Result, many, memory};

/// What the starts of a program came to.
#[derive(Default)]
struct Starts {
    seconds: Vec<f64>,
    mebibytes: Vec<f64>,
}

pub(crate) async fn measure(folder: &Path, stores: &Path, report: &mut Report) -> Result<()> {
    let tablet = many::tablet(stores, many::SOME, report)?;
    let (app, bare) = (program("kakou-app")?, program("kakou-bare")?);
    // A page, its fonts and its shaders keep what they found out for the next start.
    let (own, its) = (own(folder, &tablet)?, own(folder, &tablet)?);
    let (mut ours, mut theirs) = (Starts::default(), Starts::default());
    for run in 0..=RUNS {
        for (program, own, starts) in [(&app, &own, &mut ours), (&bare, &its, &mut theirs)] {
            let (seconds, mebibytes) = start(program, own.path()).await?;
            // The first start of each fills the caches of the page and of the system.
            if run > 0 {
                starts.seconds.push(seconds);
                starts.mebibytes.push(mebibytes);
            }
        }
    }
    tell(report, ours, theirs);
    for (name, program) in [("release binary", &app), ("a bare window's binary", &bare)] {
        let megabytes = std::fs::metadata(program)?.len() as f64 / 1e6;
        report.beside(name, megabytes, "MB", "stripped, the pages are in it");
    }
    Ok(())
}

/// A program of the same build.
fn program(name: &str) -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name(name);
    match program.is_file() {
        true => Ok(program),
        false => Err(format!("{} is not built", program.display()).into()),
    }
}

/// A folder of a program's own, with the tablet's data in it.
fn own(folder: &Path, tablet: &Path) -> Result<TempDir> {
    let own = tempfile::tempdir_in(folder)?;
    symlink(std::path::absolute(tablet)?, own.path().join("data"))?;
    Ok(own)
}

/// Starts a program until its list is there, and ends it; answers seconds and MiB.
async fn start(program: &Path, own: &Path) -> Result<(f64, f64)> {
    let window = Window::open_program(program, own).await;
    let took = window.shows("site-row").await;
    let bytes: u64 = window.processes().into_iter().map(memory::share).sum();
    window.kill().await;
    Ok((took.as_secs_f64(), bytes as f64 / f64::from(1 << 20)))
}

fn tell(report: &mut Report, ours: Starts, theirs: Starts) {
    let figures = [
        ("start to its first list", ours.seconds, theirs.seconds, "s"),
        (
            "memory then (PSS of its processes)",
            ours.mebibytes,
            theirs.mebibytes,
            "MiB",
        ),
    ];
    for (what, own, bare, unit) in figures {
        let (own, bare) = (middle(own), middle(bare));
        let figure = Figure {
            name: format!("the app's {what}, against a bare window's").into(),
            value: own / bare,
            unit: "times",
            aim: "at most 1.3",
            met: None,
            how: format!(
                "{own:.2} against {bare:.2} {unit}, {} visits in the store, caches warm; the driver's time is in both",
                many::SOME
            ),
        };
        report.at_most(1.3, figure);
    }
}
