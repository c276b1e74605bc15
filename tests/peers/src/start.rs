//! From nothing to the first list, and what it takes of memory: the app with a busy year in its
//! store beside a Tauri window with one line in it. Both are started the same way, on a screen of
//! memory and through WebDriver, whose time is in both figures.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use kakou_app_tests::Window;

use crate::report::{Figure, Report, middle};
use crate::{RUNS, Result, many, memory};

/// What a start came to.
#[derive(Default)]
struct Starts {
    seconds: Vec<f64>,
    mebibytes: Vec<f64>,
}

pub(crate) async fn measure(folder: &Path, stores: &Path, report: &mut Report) -> Result<()> {
    let tablet = many::tablet(stores, many::SOME, report)?;
    let (app, bare) = (program("kakou-app")?, program("kakou-bare")?);
    let (mut ours, mut theirs) = (Starts::default(), Starts::default());
    // The first start of each fills the caches of the page and of the system.
    for run in 0..=RUNS {
        for (program, starts) in [(&app, &mut ours), (&bare, &mut theirs)] {
            let own = folder.join(format!("start-{run}-{}", starts.seconds.len()));
            start(program, &own, &tablet, starts).await?;
            if run == 0 {
                *starts = Starts::default();
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

/// Starts a program until its list is there, and ends it.
async fn start(program: &Path, own: &Path, tablet: &Path, starts: &mut Starts) -> Result<()> {
    std::fs::create_dir_all(own)?;
    symlink(tablet, own.join("data"))?;
    let window = Window::open_program(program, own).await;
    let took = window.shows("site-row").await;
    let bytes: u64 = window.processes().into_iter().map(memory::share).sum();
    window.kill().await;
    starts.seconds.push(took.as_secs_f64());
    starts.mebibytes.push(bytes as f64 / f64::from(1 << 20));
    Ok(())
}

fn tell(report: &mut Report, ours: Starts, theirs: Starts) {
    let how = |own: f64, bare: f64, unit: &str| {
        format!(
            "{own:.2} against {bare:.2} {unit}, {} visits in the store, caches warm; the driver's time is in both",
            many::SOME
        )
    };
    let figures = [
        (
            "the app's start to its first list, against a bare window's",
            ours.seconds,
            theirs.seconds,
            "s",
        ),
        (
            "the app's memory then (PSS of its processes), against a bare window's",
            ours.mebibytes,
            theirs.mebibytes,
            "MiB",
        ),
    ];
    for (name, own, bare, unit) in figures {
        let (own, bare) = (middle(own), middle(bare));
        let figure = Figure {
            name: name.into(),
            value: own / bare,
            unit: "times",
            aim: "at most 1.3",
            met: None,
            how: how(own, bare, unit),
        };
        report.at_most(1.3, figure);
    }
}
