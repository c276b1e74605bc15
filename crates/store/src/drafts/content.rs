//! What a draft says: changes beside its answers, and a sealed visit as something to type on.

use kakou_domain::draft::{Draft, FindingEdit};
use kakou_domain::visit::{Signature, VisitContent};
use kakou_domain::{CampaignId, Fix, Method, VisitId};
use serde::Deserialize;

/// What a draft says beside its answers; only what is set is changed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(default, deny_unknown_fields)]
pub struct DraftDetails {
    /// How.
    pub method: Option<Method>,
    /// By whom.
    pub inspectors: Option<Vec<String>>,
    /// In which round.
    pub campaign: Option<CampaignId>,
    /// Signature or why none.
    pub signature: Option<Signature>,
    /// Where the device is.
    pub position: Option<Fix>,
    /// 亮点做法
    pub good_practice: Option<String>,
    /// Free text.
    pub notes: Option<String>,
}

impl DraftDetails {
    pub(super) fn apply(self, draft: &mut Draft) {
        fn set<T>(place: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *place = value;
            }
        }
        set(&mut draft.method, self.method);
        set(&mut draft.inspectors, self.inspectors);
        set(&mut draft.good_practice, self.good_practice);
        set(&mut draft.notes, self.notes);
        draft.campaign = self.campaign.or(draft.campaign);
        draft.signature = self.signature.or(draft.signature.take());
        draft.position = self.position.or(draft.position.take());
    }
}

/// What a sealed visit says, as something that can be typed on.
pub(super) fn draft_of(id: VisitId, content: &VisitContent) -> Draft {
    let edits = content.standing_findings().map(|finding| FindingEdit {
        category: finding.category.clone(),
        text: finding.rule_text.as_ref().map(|_| finding.text.clone()),
        severity: finding.severity_reason.as_ref().map(|_| finding.severity),
        reason: finding.severity_reason.clone(),
        rectified_on_spot: finding.rectified_on_spot,
    });
    let said = |edit: &FindingEdit| {
        edit.text.is_some() || edit.severity.is_some() || edit.rectified_on_spot
    };
    Draft {
        id,
        amends: None,
        site: content.site.clone(),
        campaign: content.campaign,
        team: content.team,
        inspectors: content.inspectors.clone(),
        method: content.method,
        visited_at: content.visited_at,
        ended_at: content.ended_at,
        position: Some(content.position.clone()),
        answers: content.answers.clone(),
        filled: content.filled.clone(),
        calls: content.calls.clone(),
        finding_edits: edits.filter(said).collect(),
        rechecks: Default::default(),
        evidence: content.evidence.clone(),
        signature: Some(content.signature.clone()),
        good_practice: content.good_practice.clone(),
        notes: content.notes.clone(),
    }
}
