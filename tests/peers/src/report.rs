//! Figures, each with what it is held against.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::{RUNS, Result};

/// All figures of a run.
#[derive(Serialize)]
pub(crate) struct Report {
    cores: usize,
    /// How long the disk takes to make 4 kB durable.
    fdatasync_ms: f64,
    runs: usize,
    figures: Vec<Figure>,
}

/// One of them.
#[derive(Serialize)]
pub(crate) struct Figure {
    /// What was measured.
    pub(crate) name: Cow<'static, str>,
    /// How much it is.
    pub(crate) value: f64,
    /// In what.
    pub(crate) unit: &'static str,
    /// What it should be, in words.
    pub(crate) aim: &'static str,
    /// Whether it is; nothing where it is told for the other figures' sake alone.
    pub(crate) met: Option<bool>,
    /// How it was measured: pragmas, batches, syncs.
    pub(crate) how: String,
}

impl Report {
    pub(crate) fn of_this_machine(folder: &Path) -> Result<Self> {
        Ok(Self {
            cores: std::thread::available_parallelism()?.get(),
            fdatasync_ms: fdatasync(folder)?.as_secs_f64() * 1e3,
            runs: RUNS,
            figures: Vec::new(),
        })
    }

    pub(crate) fn tell(&mut self, figure: Figure) {
        eprintln!("{figure}");
        self.figures.push(figure);
    }

    /// A figure that stands beside the others.
    pub(crate) fn beside(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: f64,
        unit: &'static str,
        how: &str,
    ) {
        self.tell(Figure {
            name: name.into(),
            value,
            unit,
            aim: "",
            met: None,
            how: how.to_owned(),
        });
    }

    /// A figure that must not be more.
    pub(crate) fn at_most(&mut self, most: f64, mut figure: Figure) {
        figure.met = Some(figure.value <= most);
        self.tell(figure);
    }

    /// A figure that must not be less.
    pub(crate) fn at_least(&mut self, least: f64, mut figure: Figure) {
        figure.met = Some(figure.value >= least);
        self.tell(figure);
    }
}

/// The middle of several values.
pub(crate) fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn fdatasync(folder: &Path) -> Result<Duration> {
    let mut file = File::create(folder.join("probe"))?;
    let mut took = Vec::new();
    for _ in 0..200 {
        file.write_all(&[7; 4096])?;
        let begun = Instant::now();
        file.sync_data()?;
        took.push(begun.elapsed().as_secs_f64());
    }
    Ok(Duration::from_secs_f64(middle(took)))
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let met = match self.met {
            Some(true) => "ok   ",
            Some(false) => "SHORT",
            None => "     ",
        };
        let aim = match self.aim {
            "" => String::new(),
            aim => format!(" (aim: {aim})"),
        };
        let (name, value, unit, how) = (&self.name, self.value, self.unit, &self.how);
        write!(f, "{met} {name}: {value:.2} {unit}{aim}; {how}")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} cores; 4 kB are durable after {:.2} ms; the middle of {} runs",
            self.cores, self.fdatasync_ms, self.runs
        )?;
        for figure in &self.figures {
            writeln!(f, "{figure}")?;
        }
        Ok(())
    }
}
