//! Publishing a checklist from a file.

use std::path::Path;

use kakou_domain::checklist::Template;
use kakou_store::Store;

use crate::error::ServerError;

/// Publishes the checklist of a file; `false` when exactly this one is published already.
///
/// # Errors
/// When the file is no checklist, the checklist is wrong (each fault with its place), or its version
/// is published with another content.
pub fn publish(store: &Store, file: &Path) -> Result<(Template, bool), ServerError> {
    let bytes = std::fs::read(file).map_err(|error| ServerError::file(file, error))?;
    let template = Template::parse(&bytes)?;
    template.check().map_err(ServerError::Faulty)?;
    let published = store.publish_checklist(template.clone())?;
    store.project_all()?;
    Ok((template, published))
}
