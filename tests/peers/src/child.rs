//! This program as a process of its own, so that nothing but one thing is counted of it.

use std::process::Command;

use crate::{Result, exports, seal};

/// This program, told to do one thing.
pub(crate) fn command(words: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    for word in words {
        command.arg("--child").arg(word);
    }
    Ok(command)
}

/// Does it.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["seal", tablet, count] => seal::only_seal(tablet.as_ref(), count.parse()?),
        ["insert", file, count] => seal::only_insert(file.as_ref(), count.parse()?),
        ["export", store, file] => exports::only(store.as_ref(), file.as_ref()),
        _ => Err("a child does one of: seal, insert, export".into()),
    }
}
