//! A server in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::Child;

/// Where a `kakou-server` that was just started says that it listens; its output is piped.
pub fn listening(child: &mut Child) -> String {
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ");
    url.unwrap().to_owned()
}
