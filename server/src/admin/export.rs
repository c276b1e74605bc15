//! `export`: a subject into a file, as the tablet's command line does.

use kakou_cli::export::{ExportArgs, export};

use super::desk::Desk;
use crate::error::ServerError;

pub(super) fn run(desk: &Desk, args: &ExportArgs) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    let written = export(&store, args)?;
    desk.print(&written, &written.text())
}
