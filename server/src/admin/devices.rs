//! `devices`: lists the tablets that were ever admitted.

use kakou_domain::Seq;
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
        if let Some(drift) = &device.drift {
            let mark = if drift.is_wrong() {
                "CLOCK WRONG: "
            } else {
                "clock "
            };
            text.push_str(&format!("  {mark}{:+} s", drift.ms / 1_000));
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
            "drift_ms": device.drift.as_ref().map(|drift| drift.ms),
            "drift_measured_at": device.drift.as_ref().map(|drift| &drift.measured_at),
            "clock_wrong": device.drift.as_ref().is_some_and(kakou_store::Drift::is_wrong),
            "retired": device.retired,
        }));
    }
    desk.print(&documents, &text)
}
