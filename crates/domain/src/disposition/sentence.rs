//! What was done, in the words of a report. Each measure has its own frame.

use super::{DispositionRecorded, DispositionTotals, Measure, MeasureTaken, Term};
use crate::checklist::numerals::Numerals;

/// The dispositions of one place as one sentence: «2月16日，任固镇党委给予村党支部委员、村委委员党内
/// 严重警告处分，给予村党支部书记党内警告处分；县纪委监委责令任固镇党委作出书面检查。» What has the
/// same day and body is said in one breath, in the order in which it was stated; what was withdrawn
/// is not said.
pub fn said<'a>(dispositions: impl IntoIterator<Item = &'a DispositionRecorded>) -> String {
    let standing = dispositions
        .into_iter()
        .filter(|one| one.withdrawn.is_none());
    let mut breaths: Vec<Vec<&DispositionRecorded>> = Vec::new();
    for one in standing {
        let same = |breath: &&mut Vec<&DispositionRecorded>| {
            breath
                .first()
                .is_some_and(|first| (first.date, &first.by) == (one.date, &one.by))
        };
        match breaths.iter_mut().find(same) {
            Some(breath) => breath.push(one),
            None => breaths.push(vec![one]),
        }
    }
    let said: Vec<String> = breaths.iter().map(|breath| breath_said(breath)).collect();
    if said.is_empty() {
        String::new()
    } else {
        format!("{}。", said.join("；"))
    }
}

/// What was done on one day by one body.
fn breath_said(breath: &[&DispositionRecorded]) -> String {
    let mut start = String::new();
    if let Some(first) = breath.first() {
        if let Some(day) = first.date {
            start = day.format("%-m月%-d日，").to_string();
        }
        start.push_str(first.by.as_deref().map(str::trim).unwrap_or_default());
    }
    let mut groups: Vec<(&[MeasureTaken], Vec<&str>)> = Vec::new();
    for one in breath {
        let same = |group: &&mut (&[MeasureTaken], Vec<&str>)| group.0 == one.measures;
        match groups.iter_mut().find(same) {
            Some((_, who)) => who.push(one.subject.called()),
            None => groups.push((&one.measures, vec![one.subject.called()])),
        }
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(measures, who)| taken_said(measures, &who.join("、")))
        .collect();
    start + &parts.join("，")
}

fn taken_said(measures: &[MeasureTaken], who: &str) -> String {
    let said = measures.iter().enumerate().map(|(place, taken)| {
        // 对村委会主任进行提醒谈话，责令其作出书面检查
        taken.frame(if place == 0 { who } else { "其" })
    });
    said.collect::<Vec<_>>().join("，")
}

/// What dispositions amount to: «查处问题8起10人，其中党内严重警告2人、提醒谈话5人；另责令2人、1个单位
/// 作出书面检查，通报批评2个单位». Without a full stop; empty when nothing was done.
pub fn said_totals(totals: &DispositionTotals) -> String {
    if totals.cases == 0 {
        return String::new();
    }
    let mut said = format!("查处问题{}起", totals.cases);
    if totals.persons_disposed > 0 {
        said += &format!("{}人", totals.persons_disposed);
        let by: Vec<String> = totals
            .persons_by_heaviest_measure
            .iter()
            .map(|(measure, persons)| format!("{}{persons}人", measure.noun()))
            .collect();
        said += &format!("，其中{}", by.join("、"));
    }
    // What was taken against persons is said before what was against units alone.
    let mut further: Vec<_> = totals.further_measures.iter().collect();
    further.sort_by_key(|(_, whom)| whom.persons == 0);
    let further: Vec<String> = further
        .into_iter()
        .map(|(measure, whom)| {
            let persons = (whom.persons > 0).then(|| format!("{}人", whom.persons));
            let units = (whom.units > 0).then(|| format!("{}个单位", whom.units));
            let whom: Vec<String> = persons.into_iter().chain(units).collect();
            measure.counted(&whom.join("、"))
        })
        .collect();
    match (further.is_empty(), totals.persons_disposed) {
        (true, _) => {}
        (false, 0) => said += &format!("，{}", further.join("，")),
        (false, _) => said += &format!("；另{}", further.join("，")),
    }
    said
}

impl MeasureTaken {
    /// The measure with whom it was taken against.
    fn frame(&self, who: &str) -> String {
        let term = self.term.map(Term::said).unwrap_or_default();
        match self.measure {
            Measure::TransferToPolice => format!("将{who}移送公安机关"),
            Measure::AdministrativeDetention => format!("对{who}处以行政拘留{term}"),
            Measure::PartyProbation => format!("给予{who}留党察看{term}处分"),
            Measure::PartyExpulsion
            | Measure::RemovalFromPartyPost
            | Measure::PartySeriousWarning
            | Measure::PartyWarning => format!("给予{who}{}处分", self.measure.noun()),
            Measure::AdministrativeSanction => format!("给予{who}政务处分"),
            Measure::Dismissal => format!("免去{who}职务"),
            Measure::RecommendRecall => format!("建议罢免{who}"),
            Measure::Interview => format!("约谈{who}"),
            Measure::AdmonishingTalk
            | Measure::ReminderTalk
            | Measure::CirculatedCriticism
            | Measure::CriticismEducation => format!("对{who}进行{}", self.measure.noun()),
            Measure::CaseFiled => format!("对{who}立案查处"),
            Measure::Fine => format!("对{who}罚款{}元", self.amount.unwrap_or_default()),
            Measure::WrittenSelfCriticism | Measure::OrderClosure | Measure::TransferClue => {
                self.measure.counted(who)
            }
        }
    }
}

impl Measure {
    /// As it is called in a list.
    pub fn noun(self) -> &'static str {
        match self {
            Self::TransferToPolice => "移送公安",
            Self::AdministrativeDetention => "行政拘留",
            Self::PartyExpulsion => "开除党籍",
            Self::PartyProbation => "留党察看",
            Self::RemovalFromPartyPost => "撤销党内职务",
            Self::PartySeriousWarning => "党内严重警告",
            Self::PartyWarning => "党内警告",
            Self::AdministrativeSanction => "政务处分",
            Self::Dismissal => "免职",
            Self::RecommendRecall => "建议罢免",
            Self::AdmonishingTalk => "诫勉谈话",
            Self::ReminderTalk => "提醒谈话",
            Self::Interview => "约谈",
            Self::CirculatedCriticism => "通报批评",
            Self::CriticismEducation => "批评教育",
            Self::WrittenSelfCriticism => "书面检查",
            Self::OrderClosure => "暂停营业",
            Self::CaseFiled => "立案查处",
            Self::Fine => "罚款",
            Self::TransferClue => "移交问题线索",
        }
    }

    /// With how many it was taken against: 责令2人、1个单位作出书面检查, 通报批评2个单位.
    fn counted(self, whom: &str) -> String {
        match self {
            Self::WrittenSelfCriticism => format!("责令{whom}作出书面检查"),
            Self::OrderClosure => format!("责令{whom}暂停营业"),
            Self::TransferClue => format!("移交{whom}问题线索"),
            Self::TransferToPolice => format!("移送公安{whom}"),
            other => format!("{}{whom}", other.noun()),
        }
    }
}

impl Term {
    /// 一年, 六个月, 十日
    fn said(self) -> String {
        let number = |n: u16| Numerals::Chinese.write(i64::from(n), None, Some('个'));
        match self {
            // 十五日, 两日 is not said of a detention: 二日.
            Self::Days(days) => {
                let days = Numerals::Chinese.write(i64::from(days), None, None);
                format!("{days}日")
            }
            Self::Months(months) if months % 12 == 0 => format!("{}年", number(months / 12)),
            Self::Months(months) => format!("{}个月", number(months)),
        }
    }
}
