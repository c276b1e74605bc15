//! What is stated of places and of who should be there.

use serde::{Deserialize, Serialize};

use crate::fact::Body;
use crate::origin::Stated;
use crate::places::{
    DivisionDefined, RosterSet, SiteDefined, SiteMerged, TeamSet, UnitDefined, ZoneDefined,
};
use crate::versions::{Version, Versions};
use crate::{FactId, Position};

macro_rules! defined_rows {
    ($( $(#[$doc:meta])* $row:ident from $body:ident ( $content:ty ) )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        pub struct $row {
            /// Each time it was stated.
            pub defined: Versions<$content>,
        }

        impl $row {
            pub(super) fn apply(&mut self, stated: &Stated) {
                if let Body::$body(body) = &stated.fact.body {
                    self.defined.add(stated, body.clone());
                }
            }

            pub(super) fn take_out(&mut self, id: FactId) {
                self.defined.remove(id);
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
    pub(super) fn apply(&mut self, stated: &Stated) {
        match &stated.fact.body {
            Body::SiteDefined(body) => self.defined.add(stated, body.clone()),
            Body::SiteMerged(body) => self.merged.add(stated, body.clone()),
            _ => {}
        }
    }

    pub(super) fn take_out(&mut self, id: FactId) {
        self.defined.remove(id);
        self.merged.remove(id);
    }

    /// The site as it stands. Once headquarters has described it, an inspector's description is a
    /// proposal of where it lies, and no more: nobody else withdraws or renames a county's site.
    pub fn current(&self) -> Option<SiteDefined> {
        let described = self.described();
        let mut site = self.defined.current_among(self.counts(described))?.clone();
        if described && site.position.is_none() {
            site.position = self.proposed();
        }
        Some(site)
    }

    /// Whether people's descriptions that count contradict each other, or where inspectors say that
    /// it lies while headquarters has not said it.
    pub fn conflict(&self) -> bool {
        self.defined.conflict_among(self.counts(self.described())) || self.proposals_differ()
    }

    /// The descriptions that stand: several where they contradict each other.
    pub fn heads(&self) -> Vec<(FactId, &Version<SiteDefined>)> {
        let counted = self.defined.heads_among(self.counts(self.described()));
        match counted.len() < 2 && self.proposals_differ() {
            true => self.proposals(),
            false => counted,
        }
    }

    fn proposals(&self) -> Vec<(FactId, &Version<SiteDefined>)> {
        self.defined.heads_among(|version| !counts(version))
    }

    fn proposals_differ(&self) -> bool {
        let described = self.described();
        let said = self.defined.current_among(self.counts(described));
        if !described || said.is_some_and(|site| site.position.is_some()) {
            return false;
        }
        let proposals = self.proposals();
        let mut positions = proposals.iter().map(|(_, one)| one.content.position);
        let first = positions.next();
        positions.any(|position| Some(position) != first)
    }

    /// Where inspectors say that it lies, as long as headquarters has not said it.
    fn proposed(&self) -> Option<Position> {
        let proposal = self.defined.current_among(|version| !counts(version));
        proposal.and_then(|site| site.position)
    }

    fn described(&self) -> bool {
        let mut all = self.defined.iter();
        all.any(|(_, version)| version.origin.is_headquarters())
    }

    fn counts(&self, described: bool) -> impl Fn(&Version<SiteDefined>) -> bool + use<> {
        move |version| !described || counts(version)
    }
}

/// Whether a description stands as a whole beside headquarters'.
fn counts(version: &Version<SiteDefined>) -> bool {
    version.origin.is_headquarters() || version.origin.former
}
