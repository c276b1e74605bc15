//! `devices`: lists the tablets that were ever admitted.

use kakou_domain::Seq;
use kakou_domain::fact::ClockReading;
use kakou_store::Drift;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;

pub(super) fn run(desk: &Desk) -> Result<(), ServerError> {
    let store = desk.open()?;
    let (mut text, mut documents) = (String::new(), Vec::new());
    for device in store.devices()? {
        let journal = store.journal(device.author)?;
        let seq = journal.map_or(Seq(0), |journal| journal.seq);
        let divisions: Vec<_> = device.divisions.iter().map(|code| code.as_str()).collect();
        text.push_str(&format!(
            "{}  {}  {}  {seq} entries  since {}",
            device.author,
            device.name,
            divisions.join(", "),
            device.admitted_at
        ));
        if let Some(name) = device.told_apart_from() {
            text.push_str(&format!("  second under {name}, in no team by that name"));
        }
        if let Some(at) = &device.seen_at {
            text.push_str(&format!("  heard of {at}"));
        }
        let drift = store.drift(device.author)?;
        let stated = store.stated_clock(device.author)?;
        if let Some(drift) = &drift {
            text.push_str(&format!("  {}", clock(drift, stated)));
        }
        if let Some(reason) = &device.retired {
            text.push_str(&format!("  retired: {reason}"));
        }
        text.push('\n');
        documents.push(json!({
            "author": device.author,
            "name": device.name,
            "told_apart_from": device.told_apart_from(),
            "divisions": divisions,
            "seq": seq,
            "predecessors": device.predecessors,
            "admitted_at": device.admitted_at,
            "seen_at": device.seen_at,
            "drift_ms": drift.as_ref().map(|drift| drift.ms),
            "drift_measured_at": drift.as_ref().map(|drift| &drift.measured_at),
            "clock_wrong": drift.as_ref().is_some_and(Drift::is_wrong),
            "stated_drift_ms": stated.map(|stated| stated.drift_ms),
            "retired": device.retired,
        }));
    }
    desk.print(&documents, &text)
}

/// What was measured, and beside it what the device's newest fact states.
fn clock(drift: &Drift, stated: Option<ClockReading>) -> String {
    let mark = if drift.is_wrong() {
        "CLOCK WRONG: "
    } else {
        "clock "
    };
    let measured = behind(drift.ms);
    let stated = stated.map_or_else(
        || "it states none".to_owned(),
        |stated| format!("it states {}", behind(stated.drift_ms)),
    );
    format!("{mark}{measured} at {}, {stated}", drift.measured_at)
}

fn behind(ms: i64) -> String {
    let way = if ms < 0 { "ahead" } else { "behind" };
    format!("{} s {way}", ms.unsigned_abs() / 1_000)
}
