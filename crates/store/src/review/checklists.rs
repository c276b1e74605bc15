//! Which checklists are known here.

use kakou_domain::checklist::Checklist;

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
        for template in checklists.into_iter().map(Checklist::into_template) {
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
