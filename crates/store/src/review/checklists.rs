//! Which checklists are known here.

use crate::error::Result;
use crate::lookup;
use crate::store::Store;
use crate::views::ChecklistView;

impl Store {
    /// The checklists that visits can be made by, shipped or published; of each the newest version.
    pub fn known_checklists(&self) -> Result<Vec<ChecklistView>> {
        let templates = self.read(lookup::templates)?;
        let mut newest: Vec<ChecklistView> = Vec::new();
        // They come in the order of their ids and versions.
        for template in templates {
            newest.retain(|known| known.id != template.id);
            newest.push(ChecklistView {
                id: template.id,
                version: template.version,
                title: template.title,
            });
        }
        Ok(newest)
    }
}
