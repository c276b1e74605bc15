//! Rounds of supervision, who does what in them, and who may write.

mod draw;
mod draws;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::visit::SiteRef;
use crate::{AuthorId, CampaignId, DivisionCode, Method, SiteId, SiteKind, TeamId};

pub use draw::{Attempt, Draw, DrawError, DrawProof, draw};
pub use draws::{Draws, NextDraw};

/// One round of supervision begins. Its id is the fact's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignOpened {
    /// 村卡口疫情防控督查
    pub title: String,
    /// The leading body first.
    pub organisers: Vec<String>,
    /// How it is done.
    pub methods: Vec<Method>,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if set.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Which kinds of site it must cover; empty is all.
    #[serde(default)]
    pub kinds: Vec<SiteKind>,
    /// Which divisions it must cover.
    #[serde(default)]
    pub divisions: Vec<DivisionCode>,
    /// Single sites that it must cover beside the divisions.
    #[serde(default)]
    pub sites: Vec<SiteId>,
}

impl CampaignOpened {
    /// Whether a site must be visited. A round that names neither divisions nor sites is on
    /// everywhere; a site that is named counts whatever its kind.
    pub fn covers(&self, site: &SiteRef) -> bool {
        let everywhere = self.divisions.is_empty() && self.sites.is_empty();
        let within = everywhere
            || self
                .divisions
                .iter()
                .any(|one| one.contains(&site.division));
        let kind = self.kinds.is_empty() || self.kinds.contains(&site.kind);
        self.sites.contains(&site.id) || (within && kind)
    }
}

/// A round of supervision ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignClosed {
    /// Which.
    pub campaign: CampaignId,
    /// The last day on which a visit counts.
    pub on: NaiveDate,
}

/// A team gets sites in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentMade {
    /// In which round.
    pub campaign: CampaignId,
    /// To whom.
    pub team: TeamId,
    /// Whole divisions.
    #[serde(default)]
    pub divisions: Vec<DivisionCode>,
    /// Single sites.
    #[serde(default)]
    pub sites: Vec<SiteId>,
    /// How the single sites were drawn, where that was by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Draw>,
}

/// What an author may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Headquarters: every kind of fact.
    Headquarters,
    /// A tablet: what an inspector observes and does.
    Inspector,
    /// A role of a later version: it may state nothing here.
    #[serde(other)]
    Unknown,
}

/// Headquarters admits the author of a journal. The whole county hears of it, so that every device
/// knows whose word counts; an inspector's name goes to his divisions alone, as [`AuthorNamed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorAdmitted {
    /// Who.
    pub author: AuthorId,
    /// Its public key, 64 hex digits.
    pub public_key: String,
    /// What it may do.
    pub role: Role,
    /// Of headquarters its name. Of others it stands in facts of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it may see.
    pub divisions: Vec<DivisionCode>,
    /// The journal that it goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<AuthorId>,
}

/// Headquarters says what an author is called, from its first journal to its last. Of several words the
/// last in headquarters' chain counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorNamed {
    /// Who.
    pub author: AuthorId,
    /// The person or the office.
    pub name: String,
}

/// Headquarters no longer takes entries of an author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorRetired {
    /// Who.
    pub author: AuthorId,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(division: &str, kind: &str) -> SiteRef {
        let (division, kind) = (division.parse().unwrap(), kind.parse().unwrap());
        SiteRef {
            id: SiteId::of(&division, &kind, "卡点"),
            name: "卡点".to_owned(),
            kind,
            division,
        }
    }

    fn round(divisions: &[&str], kinds: &[&str], sites: Vec<SiteId>) -> CampaignOpened {
        CampaignOpened {
            title: "村卡口督查".to_owned(),
            organisers: Vec::new(),
            methods: Vec::new(),
            from: NaiveDate::from_ymd_opt(2020, 2, 14).unwrap(),
            to: None,
            kinds: kinds.iter().map(|kind| kind.parse().unwrap()).collect(),
            divisions: divisions.iter().map(|code| code.parse().unwrap()).collect(),
            sites,
        }
    }

    #[test]
    fn an_assignment_that_was_not_drawn_reads_and_writes_as_before() {
        let before = r#"{"campaign":"00000000-0000-0000-0000-000000000001","team":"00000000-0000-0000-0000-000000000002","divisions":["410523105"],"sites":[]}"#;
        let made: AssignmentMade = serde_json::from_str(before).unwrap();
        assert_eq!(made.draw, None);
        assert_eq!(serde_json::to_string(&made).unwrap(), before);
    }

    #[test]
    fn a_round_covers_its_kinds_in_its_divisions_and_the_sites_that_it_names() {
        let village = site("410523105201", "village_checkpoint");
        let shop = site("410523105201", "shop");
        assert!(round(&[], &[], Vec::new()).covers(&shop));
        let round_of = |sites| round(&["410523105"], &["village_checkpoint"], sites);
        assert!(round_of(Vec::new()).covers(&village));
        assert!(!round_of(Vec::new()).covers(&shop));
        assert!(round_of(vec![shop.id]).covers(&shop));
        let elsewhere = round(&["410523107"], &[], Vec::new());
        assert!(!elsewhere.covers(&village));
        assert!(!round(&[], &[], vec![shop.id]).covers(&village));
    }
}
