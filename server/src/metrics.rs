//! Counts for Prometheus, in its text format.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kakou_store::Figures;

/// What is counted while the server runs.
#[derive(Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<Answered, (u64, Duration)>>,
    enrolments_refused: AtomicU64,
}

/// Labels of a request; none of them is chosen by the caller.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Answered {
    pub(crate) route: String,
    pub(crate) method: &'static str,
    pub(crate) status: u16,
}

impl Metrics {
    pub(crate) fn answered(&self, request: Answered, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, time) = requests.entry(request).or_default();
        *count += 1;
        *time += took;
    }

    pub(crate) fn enrolment_refused(&self) {
        self.enrolments_refused.fetch_add(1, Ordering::Relaxed);
    }

    /// As Prometheus reads it.
    pub(crate) fn text(&self, figures: &Figures) -> String {
        let mut text = String::new();
        let mut metric = |name: &str, kind: &str, help: &str, value: u64| {
            let _ = writeln!(
                text,
                "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}"
            );
        };
        metric("kakou_journals", "gauge", "Journals.", figures.journals);
        metric(
            "kakou_entries",
            "gauge",
            "Entries of all journals.",
            figures.entries,
        );
        let help = "Entries that are kept but cannot be used.";
        metric("kakou_entries_set_aside", "gauge", help, figures.set_aside);
        let help = "Entries that the projections still have to take in.";
        metric(
            "kakou_projection_lag",
            "gauge",
            help,
            figures.projection_lag,
        );
        let refused = self.enrolments_refused.load(Ordering::Relaxed);
        let help = "Requests to enrol that were refused.";
        metric("kakou_enrolments_refused_total", "counter", help, refused);
        self.write_requests(&mut text);
        text
    }

    fn write_requests(&self, text: &mut String) {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str("# HELP kakou_request_seconds Requests and how long they took.\n");
        text.push_str("# TYPE kakou_request_seconds summary\n");
        for (
            Answered {
                route,
                method,
                status,
            },
            (count, time),
        ) in &*requests
        {
            let labels = format!("{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}");
            let seconds = time.as_secs_f64();
            let _ = writeln!(text, "kakou_request_seconds_sum{labels} {seconds}");
            let _ = writeln!(text, "kakou_request_seconds_count{labels} {count}");
        }
    }
}
