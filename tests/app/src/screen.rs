//! A screen of memory, large enough for each size of window.

use std::process::Stdio;

use tokio::process::Child;

use crate::program::{first_line, start};

/// A screen of its own, so that tests do not see each other's windows.
pub(crate) struct Screen {
    /// As in `DISPLAY`.
    pub(crate) name: String,
    _server: Child,
}

impl Screen {
    /// Starts one under a number that is free.
    pub(crate) async fn start() -> Self {
        let mut server = start("Xvfb", "xvfb", |command| {
            command
                .args(["-displayfd", "1", "-screen", "0", "1600x1600x24"])
                .args(["-nolisten", "tcp"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null());
        });
        let number = first_line(&mut server).await;
        assert!(!number.is_empty(), "Xvfb did not start");
        Self {
            name: format!(":{number}"),
            _server: server,
        }
    }
}
