//! Which checklists are known here.

use crate::error::Result;
use crate::lookup;
use crate::store::Store;
use crate::views::ChecklistView;

impl Store {
    /// The checklists that visits can be made by, shipped or published; of each the newest version.
    pub fn known_checklists(&self) -> Result<Vec<ChecklistView>> {
        let checklists = self.read(lookup::checklists)?;
        let mut newest: Vec<ChecklistView> = Vec::new();
        // They come in the order of their ids and versions.
        for checklist in checklists {
            newest.retain(|known| known.id != checklist.id);
            newest.push(ChecklistView {
                id: checklist.id.clone(),
                version: checklist.version,
                title: checklist.title.clone(),
            });
        }
        Ok(newest)
    }
}
