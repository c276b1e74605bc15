//! Finding the programs that take part, and ending them.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A program of this workspace, beside the one that runs now: in `target/debug` for a debug build.
pub(crate) fn ours(name: &str) -> PathBuf {
    let running = std::env::current_exe().unwrap();
    let folder = running.parent().and_then(Path::parent).unwrap();
    let program = folder.join(name);
    assert!(
        program.is_file(),
        "{} is not built; scripts/window-test builds all that this test needs",
        program.display()
    );
    program
}

/// Starts a program of the system; it ends with its handle. `package` is what Debian calls it.
pub(crate) fn start(name: &str, package: &str, set: impl FnOnce(&mut Command)) -> Child {
    let mut command = Command::new(name);
    command.stdin(Stdio::null()).kill_on_drop(true);
    set(&mut command);
    match command.spawn() {
        Ok(child) => child,
        Err(error) => panic!("{name} cannot be started ({error}); install the package {package}"),
    }
}

/// The first line that a program prints.
pub(crate) async fn first_line(child: &mut Child) -> String {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).await.unwrap();
    line.trim().to_owned()
}
