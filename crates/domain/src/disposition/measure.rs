//! The measures, heaviest first, and whom they can be taken against.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::DispositionError;

/// A measure. The order is that of weight: a person counts once, under the heaviest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 移送公安
    TransferToPolice,
    /// 行政拘留
    AdministrativeDetention,
    /// 开除党籍
    PartyExpulsion,
    /// 留党察看
    PartyProbation,
    /// 撤销党内职务
    RemovalFromPartyPost,
    /// 党内严重警告
    PartySeriousWarning,
    /// 党内警告
    PartyWarning,
    /// 政务处分
    AdministrativeSanction,
    /// 免职
    Dismissal,
    /// 建议罢免
    RecommendRecall,
    /// 诫勉谈话
    AdmonishingTalk,
    /// 提醒谈话
    ReminderTalk,
    /// 约谈
    Interview,
    /// 通报批评
    CirculatedCriticism,
    /// 批评教育
    CriticismEducation,
    /// 责令作出书面检查
    WrittenSelfCriticism,
    /// 责令暂停营业
    OrderClosure,
    /// 立案查处
    CaseFiled,
    /// 罚款
    Fine,
    /// 移交问题线索
    TransferClue,
}

/// How long a measure lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Days: a detention.
    Days(u16),
    /// Months: a probation.
    Months(u16),
}

/// A measure with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MeasureTaken {
    /// Which.
    pub measure: Measure,
    /// How long, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Yuan of a fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
}

impl From<Measure> for MeasureTaken {
    fn from(measure: Measure) -> Self {
        Self {
            measure,
            term: None,
            amount: None,
        }
    }
}

impl Measure {
    /// Every measure, heaviest first.
    pub const ALL: [Self; 20] = [
        Self::TransferToPolice,
        Self::AdministrativeDetention,
        Self::PartyExpulsion,
        Self::PartyProbation,
        Self::RemovalFromPartyPost,
        Self::PartySeriousWarning,
        Self::PartyWarning,
        Self::AdministrativeSanction,
        Self::Dismissal,
        Self::RecommendRecall,
        Self::AdmonishingTalk,
        Self::ReminderTalk,
        Self::Interview,
        Self::CirculatedCriticism,
        Self::CriticismEducation,
        Self::WrittenSelfCriticism,
        Self::OrderClosure,
        Self::CaseFiled,
        Self::Fine,
        Self::TransferClue,
    ];

    /// Whether a unit or a shop can be its subject.
    pub fn is_for_units(self) -> bool {
        matches!(self, Self::CirculatedCriticism | Self::WrittenSelfCriticism)
            || self >= Self::OrderClosure
    }

    /// Whether a person can be its subject.
    pub fn is_for_persons(self) -> bool {
        self <= Self::WrittenSelfCriticism
    }
}

impl MeasureTaken {
    pub(super) fn check(&self, unit: bool) -> Result<(), DispositionError> {
        let measure = self.measure;
        if unit && !measure.is_for_units() {
            return Err(DispositionError::WrongSubject(measure, "a unit"));
        }
        if !unit && !measure.is_for_persons() {
            return Err(DispositionError::WrongSubject(measure, "a person"));
        }
        let wrong = |what| Err(DispositionError::WrongDetail(measure, what));
        match (measure, self.term) {
            (_, None)
            | (Measure::AdministrativeDetention, Some(Term::Days(1..=20)))
            | (Measure::PartyProbation, Some(Term::Months(1..=24))) => {}
            (Measure::AdministrativeDetention, _) => return wrong("1 to 20 days"),
            (Measure::PartyProbation, _) => return wrong("1 to 24 months"),
            _ => return wrong("it has no term"),
        }
        match (measure, self.amount) {
            (Measure::Fine, Some(1..)) => Ok(()),
            (Measure::Fine, _) => wrong("it needs an amount"),
            (_, None) => Ok(()),
            _ => wrong("it has no amount"),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
