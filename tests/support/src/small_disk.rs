//! A small disk that can be filled: a tmpfs in a mount namespace of its own, where the system lets
//! anybody make one.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What every script may say: `fill KIB` leaves so much room, `room` makes room again.
const WORDS: &str = r#"
set -u
mount -t tmpfs -o size="$SIZE"k none "$DISK" || exit 77
fill() {
  local room
  room=$(df -k --output=avail "$DISK" | tail -1)
  [ "$room" -gt "$1" ] || return 0
  head -c $(( (room - $1) * 1024 )) /dev/zero > "$DISK/fill" || true
}
room() { rm -f "$DISK/fill"; }
"#;

/// Runs a bash script with a disk of so many KiB mounted at `$DISK`, and gives what it printed.
/// `None` where the system allows no user namespaces: the test then says so, and tests nothing.
pub fn on_a_small_disk(kib: u32, script: &str, given: &[(&str, &Path)]) -> Option<String> {
    let disk = tempfile::tempdir().unwrap();
    let mut command = Command::new("unshare");
    command.args(["-Urm", "bash", "-c", &format!("{WORDS}\n{script}")]);
    command
        .env("DISK", disk.path())
        .env("SIZE", kib.to_string());
    command.envs(given.iter().copied());
    let Ok(output) = command.output() else {
        return skipped("there is no unshare");
    };
    let said = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    let refused = output.status.code() == Some(77) || err.contains("unshare");
    if refused && said.is_empty() {
        return skipped(&err);
    }
    assert!(output.status.success(), "{said}\n{err}");
    Some(said)
}

#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests must see what was not tested"
)]
fn skipped(why: &str) -> Option<String> {
    eprintln!("NOT TESTED: no disk can be mounted here: {why}");
    None
}

/// The same disk with somebody at it: a shell that does one thing after another.
pub struct SmallDisk {
    shell: Child,
    orders: ChildStdin,
    said: BufReader<ChildStdout>,
    _disk: tempfile::TempDir,
}

impl SmallDisk {
    /// Mounts it; `None` where the system lets nobody do that.
    pub fn mounted(kib: u32, given: &[(&str, &Path)]) -> Option<Self> {
        on_a_small_disk(kib, "echo mounted", given)?;
        let disk = tempfile::tempdir().unwrap();
        let take_orders = r#"while IFS= read -r order; do eval "$order"; echo "=done"; done"#;
        let mut command = Command::new("unshare");
        command.args(["-Urm", "bash", "-c", &format!("{WORDS}\n{take_orders}")]);
        command
            .env("DISK", disk.path())
            .env("SIZE", kib.to_string());
        command.envs(given.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut shell = command.spawn().unwrap();
        Some(Self {
            orders: shell.stdin.take().unwrap(),
            said: BufReader::new(shell.stdout.take().unwrap()),
            shell,
            _disk: disk,
        })
    }

    /// Does one thing, and gives what it printed.
    pub fn order(&mut self, order: &str) -> String {
        writeln!(self.orders, "{order}").unwrap();
        let (mut all, mut line) = (String::new(), String::new());
        while self.said.read_line(&mut line).unwrap() > 0 && line != "=done\n" {
            all.push_str(&line);
            line.clear();
        }
        all
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // It has to go before its disk does.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}
