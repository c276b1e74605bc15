//! What a sync does, without a network between the two stores.

use kakou_domain::{AuthorId, DivisionCode};
use kakou_store::{Parcel, Store};

/// Sends a tablet's own journal to the county, to its end, and projects it there.
pub fn push(tablet: &Store, county: &Store) {
    loop {
        let batch = tablet.next_push().unwrap();
        let receipt = county.take_push(&batch).unwrap();
        tablet.apply_receipt(&receipt).unwrap();
        if tablet.status().unwrap().pending == 0 {
            break;
        }
    }
    county.project_all().unwrap();
}

/// Takes in what others wrote, as far as the tablet may see it.
pub fn pull(tablet: &Store, county: &Store) {
    let author = tablet.author().unwrap();
    let divisions = divisions_of(county, author);
    loop {
        let (word, epoch) = (county.headquarters().unwrap(), county.epoch().unwrap());
        let cursor = tablet.cursor().unwrap();
        // A cursor of another epoch begins again.
        let after = if cursor.epoch == epoch { cursor.n } else { 0 };
        let page = county.feed(after, &divisions, Some(author)).unwrap();
        let more = page.more;
        let parcel = Parcel::of(page, word, epoch, divisions.clone());
        tablet.apply_feed(&parcel).unwrap();
        if !more {
            break;
        }
    }
    tablet.project_all().unwrap();
}

/// All push, then all pull: afterwards everybody has everything.
pub fn exchange(county: &Store, tablets: &[&Store]) {
    for tablet in tablets {
        push(tablet, county);
    }
    for tablet in tablets {
        pull(tablet, county);
    }
}

fn divisions_of(county: &Store, author: AuthorId) -> Vec<DivisionCode> {
    let devices = county.devices().unwrap().into_iter();
    let mut own = devices.filter(|device| device.author == author);
    own.next().map(|device| device.divisions).unwrap()
}
