//! The programs of today, so that these tests run what is built with them: `kakou-server` where the
//! environment says so, else `kakou`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::var("KAKOU_PROGRAM").as_deref() {
        Ok("kakou-server") => kakou_server::admin::run(),
        _ => kakou_cli::run(kakou_cli::Surroundings::default()),
    }
}
