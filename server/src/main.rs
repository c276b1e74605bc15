//! `kakou-server`: the county's server and its commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    kakou_server::admin::run()
}
