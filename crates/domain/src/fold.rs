//! The fold: how facts become the rows that people look at.
//!
//! For a batch of facts: which rows do they touch ([`touched`]) → the backend loads those → the
//! rows as they are afterwards ([`fold`]) → the backend writes them. A row holds the set of what
//! was stated of one thing; so order and repetition of facts do not matter, and a fact may come
//! before the one that it refers to: the row is then a stub that waits. No fact makes it fail.
//! What depends on the present moment or on other visits is a query over rows, not a row.

mod disposition;
mod doubt;
mod finding;
mod place;
mod report;
mod round;
mod tally;
mod visit;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::checklist::ChecklistHash;
use crate::fact::{Body, Fact};
use crate::origin::Stated;
use crate::{
    AssignmentId, AuthorId, BulletinCheckId, BulletinId, CampaignId, DayId, DispositionId,
    DivisionCode, FindingId, SiteId, TallyId, TeamId, UnitId, VisitId, ZoneId,
};

pub use disposition::DispositionRow;
pub use doubt::{DateRow, DoubtRow};
pub use finding::{Assigned, FindingRow, Mention};
pub use place::{DivisionRow, RosterRow, SiteFoldRow, TeamRow, UnitRow, ZoneRow};
pub use report::{BulletinCheckRow, BulletinRow, DayRow};
pub use round::{AssignmentRow, AuthorRow, CampaignRow, ChecklistRow};
pub use tally::TallyRow;
pub use visit::{VisitFoldRow, visit_of};

/// Raised whenever a row's meaning changes: the store then rebuilds its rows from the journal.
pub const FOLD_VERSION: u32 = 4;

macro_rules! rows {
    ($( $(#[$doc:meta])* $variant:ident ( $key:ty, $row:ty ) = $name:literal, )*) => {
        /// Which row.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RowKey {
            $( $(#[$doc])* $variant($key), )*
        }

        /// A row: everything that was stated of one thing.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum Row {
            $( $(#[$doc])* $variant(Box<$row>), )*
        }

        impl RowKey {
            /// The name of the row's table, and its key as text.
            pub fn parts(&self) -> (&'static str, String) {
                match self {
                    $( Self::$variant(key) => ($name, key.to_string()), )*
                }
            }

            /// The row before anything was stated.
            pub fn empty(&self) -> Row {
                match self {
                    $( Self::$variant(_) => Row::$variant(Box::default()), )*
                }
            }

            /// Reads a row of this key as [`Row`] writes itself.
            pub fn read(&self, json: &str) -> Result<Row, serde_json::Error> {
                match self {
                    $( Self::$variant(_) => serde_json::from_str(json).map(Row::$variant), )*
                }
            }
        }
    };
}

rows! {
    /// A node of the administrative tree.
    Division(DivisionCode, DivisionRow) = "division",
    /// A unit.
    Unit(UnitId, UnitRow) = "unit",
    /// A zone.
    Zone(ZoneId, ZoneRow) = "zone",
    /// A site.
    Site(SiteId, SiteFoldRow) = "site",
    /// A site's roster.
    Roster(SiteId, RosterRow) = "roster",
    /// A team.
    Team(TeamId, TeamRow) = "team",
    /// A round of supervision.
    Campaign(CampaignId, CampaignRow) = "campaign",
    /// An assignment.
    Assignment(AssignmentId, AssignmentRow) = "assignment",
    /// A checklist, by the hash of its content.
    Checklist(ChecklistHash, ChecklistRow) = "checklist",
    /// A journal's author.
    Author(AuthorId, AuthorRow) = "author",
    /// A visit.
    Visit(VisitId, VisitFoldRow) = "visit",
    /// What is stated of a visit's date.
    Doubt(VisitId, DoubtRow) = "doubt",
    /// A finding.
    Finding(FindingId, FindingRow) = "finding",
    /// A disposition.
    Disposition(DispositionId, DispositionRow) = "disposition",
    /// A checkpoint's shift.
    Tally(TallyId, TallyRow) = "tally",
    /// A team's report of a day.
    Day(DayId, DayRow) = "day",
    /// What was checked of a bulletin.
    BulletinCheck(BulletinCheckId, BulletinCheckRow) = "bulletin_check",
    /// A bulletin.
    Bulletin(BulletinId, BulletinRow) = "bulletin",
}

/// Rows by key.
pub type Rows = BTreeMap<RowKey, Row>;

/// The rows that a fact touches.
pub fn touched(fact: &Fact) -> Vec<RowKey> {
    match &fact.body {
        Body::DivisionDefined(body) => vec![RowKey::Division(body.code.clone())],
        Body::UnitDefined(body) => vec![RowKey::Unit(body.id)],
        Body::ZoneDefined(body) => vec![RowKey::Zone(body.id)],
        Body::SiteDefined(body) => vec![RowKey::Site(body.id())],
        Body::SiteMerged(body) => vec![RowKey::Site(body.site)],
        Body::RosterSet(body) => vec![RowKey::Roster(body.site)],
        Body::TeamSet(body) => vec![RowKey::Team(body.id)],
        Body::CampaignOpened(_) => vec![RowKey::Campaign(CampaignId(fact.id.0))],
        Body::CampaignClosed(body) => vec![RowKey::Campaign(body.campaign)],
        Body::AssignmentMade(_) => vec![RowKey::Assignment(AssignmentId(fact.id.0))],
        Body::ChecklistPublished(body) => vec![RowKey::Checklist(body.hash())],
        Body::AuthorAdmitted(body) => vec![RowKey::Author(body.author)],
        Body::AuthorRetired(body) => vec![RowKey::Author(body.author)],
        Body::VisitSealed(_) | Body::VisitAmended(_) | Body::VisitSupplemented(_) => {
            visit::touched(fact)
        }
        Body::VisitDoubted(_) | Body::VisitDateDecided(_) => doubt::touched(fact),
        Body::FindingReported(_) => vec![RowKey::Finding(FindingId(fact.id.0))],
        Body::FindingMoved(body) => vec![RowKey::Finding(body.finding)],
        Body::DispositionRecorded(body) => {
            let first = DispositionId(fact.id.0);
            vec![RowKey::Disposition(body.corrects.unwrap_or(first))]
        }
        Body::TallyRecorded(body) => vec![RowKey::Tally(body.id())],
        Body::DayReported(body) => vec![RowKey::Day(body.id())],
        Body::BulletinChecked(body) => vec![RowKey::BulletinCheck(body.id())],
        Body::BulletinIssued(_) => vec![RowKey::Bulletin(BulletinId(fact.id.0))],
        // What they say of journals is kept by whoever keeps journals.
        Body::AuthorNamed(_)
        | Body::IdContested(_)
        | Body::JournalCarried(_)
        | Body::RulesAdopted(_)
        | Body::PayloadErased(_) => Vec::new(),
        Body::Other { .. } => Vec::new(),
    }
}

/// Folds facts into rows. `rows` must hold what [`touched`] names, as far as it exists; what is
/// missing begins empty.
pub fn fold(rows: &mut Rows, facts: impl IntoIterator<Item = Stated>) {
    for stated in facts {
        let mut visit = None;
        for key in touched(&stated.fact) {
            if matches!(key, RowKey::Visit(_)) {
                visit = Some(key);
                continue;
            }
            let row = rows.entry(key.clone()).or_insert_with(|| key.empty());
            apply(&key, row, &stated);
        }
        // The visit last: it takes what the fact says for itself, some thousand bytes.
        if let Some(key) = visit
            && let Row::Visit(row) = rows.entry(key.clone()).or_insert_with(|| key.empty())
        {
            row.take(stated);
        }
    }
}

/// Takes what a fact stated out of the rows that it touches: it was found not to stand, or was erased.
pub fn take_out(rows: &mut Rows, fact: &Fact) {
    for key in touched(fact) {
        let Some(row) = rows.get_mut(&key) else {
            continue;
        };
        match row {
            Row::Division(row) => row.take_out(fact.id),
            Row::Unit(row) => row.take_out(fact.id),
            Row::Zone(row) => row.take_out(fact.id),
            Row::Site(row) => row.take_out(fact.id),
            Row::Roster(row) => row.take_out(fact.id),
            Row::Team(row) => row.take_out(fact.id),
            Row::Campaign(row) => row.take_out(fact.id),
            Row::Assignment(row) => row.take_out(fact.id),
            Row::Checklist(row) => row.take_out(fact.id),
            Row::Author(row) => row.take_out(fact.id),
            Row::Visit(row) => row.take_out(fact.id),
            Row::Doubt(row) => row.take_out(fact.id),
            Row::Finding(row) => row.take_out(fact.id),
            Row::Disposition(row) => row.take_out(fact.id),
            Row::Tally(row) => row.take_out(fact.id),
            Row::Day(row) => row.take_out(fact.id),
            Row::BulletinCheck(row) => row.take_out(fact.id),
            Row::Bulletin(row) => row.take_out(fact.id),
        }
    }
}

fn apply(key: &RowKey, row: &mut Row, stated: &Stated) {
    match row {
        Row::Division(row) => row.apply(stated),
        Row::Unit(row) => row.apply(stated),
        Row::Zone(row) => row.apply(stated),
        Row::Site(row) => row.apply(stated),
        Row::Roster(row) => row.apply(stated),
        Row::Team(row) => row.apply(stated),
        Row::Campaign(row) => row.apply(stated),
        Row::Assignment(row) => row.apply(stated),
        Row::Checklist(row) => row.apply(stated),
        Row::Author(row) => row.apply(stated),
        // Takes facts, see [`fold`].
        Row::Visit(_) => {}
        Row::Disposition(row) => row.apply(stated),
        Row::Tally(row) => row.apply(stated),
        Row::Day(row) => row.apply(stated),
        Row::BulletinCheck(row) => row.apply(stated),
        Row::Bulletin(row) => row.apply(stated),
        Row::Doubt(row) => {
            if let RowKey::Doubt(id) = key {
                row.apply(*id, stated);
            }
        }
        Row::Finding(row) => {
            if let RowKey::Finding(id) = key {
                row.apply(*id, stated);
            }
        }
    }
}
