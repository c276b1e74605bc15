//! A program that finds no room, on a disk that has some: where no small disk can be mounted.

use std::process::Command;

/// The signal that comes with the limit would end the program before it could say anything. What is
/// ignored stays ignored in the program that takes the shell's place, and it sees an error instead.
const LIMITED: &str = r#"trap '' XFSZ; ulimit -f "$1" && shift && exec "$@""#;

/// The same command, of which no file may grow beyond so many KiB. Files that are longer already can
/// still be read, and written where they are.
#[must_use]
pub fn with_little_room(command: &Command, kib: u32) -> Command {
    let mut limited = Command::new("sh");
    // The shell counts in blocks of 512 bytes.
    limited.args(["-c", LIMITED, "sh", &(kib * 2).to_string()]);
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        limited.current_dir(folder);
    }
    limited
}
