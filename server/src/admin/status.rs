//! `status`: how much is here, and how much evidence is still to come.

use indicatif::HumanBytes;
use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;

pub(super) fn run(desk: &Desk) -> Result<(), ServerError> {
    let store = desk.open_up_to_date()?;
    let (figures, files) = (store.figures()?, store.file_figures()?);
    let text = format!(
        "journals            {}\nentries             {}\nset aside           {}\n\
         photos here         {} ({})\nphotos missing      {} ({})\nincomplete visits   {}",
        figures.journals,
        figures.entries,
        figures.set_aside,
        files.here,
        HumanBytes(files.bytes_here),
        files.missing,
        HumanBytes(files.bytes_missing),
        files.incomplete_visits,
    );
    let document = json!({
        "journals": figures.journals,
        "entries": figures.entries,
        "set_aside": figures.set_aside,
        "files": files,
    });
    desk.print(&document, &text)
}
