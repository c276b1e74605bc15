//! What went on last, as codes: for the diagnostics file. It lives as long as the app runs.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Local, SecondsFormat};
use kakou_store::views::code_or_other;
use serde::Serialize;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};

/// How many are remembered.
const MOST: usize = 100;

/// One thing that went on. What else was said of it may name people or files, and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Happened {
    /// When, RFC 3339.
    at: String,
    level: String,
    /// The part of our program.
    part: &'static str,
    code: String,
}

/// Remembers the codes of what our own program parts log.
#[derive(Clone, Default)]
pub(crate) struct Recent(Arc<Mutex<VecDeque<Happened>>>);

impl Recent {
    /// Oldest first.
    pub(crate) fn all(&self) -> Vec<Happened> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().cloned().collect()
    }

    fn keep(&self, happened: Happened) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MOST {
            kept.pop_front();
        }
        kept.push_back(happened);
    }
}

impl<S: Subscriber> Layer<S> for Recent {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let about = event.metadata();
        let mut found = Code(None);
        event.record(&mut found);
        if let (true, Some(code)) = (about.target().starts_with("kakou"), found.0) {
            self.keep(Happened {
                at: Local::now().to_rfc3339_opts(SecondsFormat::Secs, false),
                level: about.level().as_str().to_lowercase(),
                part: about.target(),
                code,
            });
        }
    }
}

struct Code(Option<String>);

impl Visit for Code {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "code" {
            self.0 = Some(code_or_other(value).to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    fn heard(log: impl FnOnce()) -> Vec<Happened> {
        let recent = Recent::default();
        let listening = tracing_subscriber::registry().with(recent.clone());
        tracing::subscriber::with_default(listening, log);
        recent.all()
    }

    #[test]
    fn only_the_code_of_what_was_logged_is_kept() {
        let all = heard(|| {
            tracing::warn!(code = "stalled", person = "督查员甲", "at 白营村");
            tracing::warn!(code = "35.94 114.35", "what a server calls a code");
            tracing::warn!("without a code");
            tracing::warn!(target: "another", code = "stalled", "not ours");
        });
        let codes: Vec<_> = all.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["stalled", "other"]);
        let said = serde_json::to_string(&all).unwrap();
        assert!(said.is_ascii() && !said.contains("114.35"), "{said}");
    }

    #[test]
    fn the_oldest_make_room() {
        let all = heard(|| {
            for _ in 0..MOST {
                tracing::info!(code = "old", "one");
            }
            tracing::info!(code = "new", "one more");
        });
        assert_eq!(all.len(), MOST);
        assert_eq!(all.last().unwrap().code, "new");
    }
}
