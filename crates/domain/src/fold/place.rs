//! What is stated of places and of who should be there.

use serde::{Deserialize, Serialize};

use crate::fact::{Body, Fact};
use crate::places::{
    DivisionDefined, RosterSet, SiteDefined, SiteMerged, TeamSet, UnitDefined, ZoneDefined,
};
use crate::versions::Versions;

macro_rules! defined_rows {
    ($( $(#[$doc:meta])* $row:ident from $body:ident ( $content:ty ) )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        pub struct $row {
            /// Each time it was stated.
            pub defined: Versions<$content>,
        }

        impl $row {
            pub(super) fn apply(&mut self, fact: &Fact) {
                if let Body::$body(body) = &fact.body {
                    self.defined.add(fact, body.clone());
                }
            }
        }
    )* };
}

defined_rows! {
    /// A node of the administrative tree.
    DivisionRow from DivisionDefined(DivisionDefined)
    /// A unit.
    UnitRow from UnitDefined(UnitDefined)
    /// A zone.
    ZoneRow from ZoneDefined(ZoneDefined)
    /// A site's roster.
    RosterRow from RosterSet(RosterSet)
    /// A team.
    TeamRow from TeamSet(TeamSet)
}

/// A site.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SiteFoldRow {
    /// Each time it was described.
    pub defined: Versions<SiteDefined>,
    /// Each time it was found to be the same place as another.
    pub merged: Versions<SiteMerged>,
}

impl SiteFoldRow {
    pub(super) fn apply(&mut self, fact: &Fact) {
        match &fact.body {
            Body::SiteDefined(body) => self.defined.add(fact, body.clone()),
            Body::SiteMerged(body) => self.merged.add(fact, body.clone()),
            _ => {}
        }
    }
}
