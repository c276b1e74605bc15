//! `kakou`: the tablet without a screen.

use std::process::ExitCode;

fn main() -> ExitCode {
    kakou_cli::run(kakou_cli::Surroundings::default())
}
