//! Structured logs, as JSON lines on standard error.

use tracing_subscriber::EnvFilter;

/// Starts logging. Without a filter the server tells of each request, a command only of trouble.
pub(super) fn start(filter: Option<&str>, serving: bool) {
    let usual = if serving { "info" } else { "warn" };
    let filter = EnvFilter::new(filter.unwrap_or(usual));
    tracing_subscriber::fmt()
        .json()
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
