//! From answers to what they mean. Pure and total: whatever the answers are, there is a result.

use super::condition::Known;
use super::evaluation::{AnswerState, Evaluation, GroupProgress, ItemState, Progress, Raised};
use super::order::order;
use super::rule::{CHOICE, category_of};
use super::sentence::{self, Value};
use super::{Category, Choice, FilledFrom, InvalidAnswer, Item, KindWords, Raises, Rule, Template};
use crate::{Answer, Answers, Method, Nature, SiteKind};

/// What a visit's answers mean: which items are asked, valid and answered, and which findings they
/// raise, with their sentences. `kind` should be one of the template's; another one is called 点位.
pub fn evaluate(
    template: &Template,
    kind: &SiteKind,
    method: Method,
    answers: &Answers,
) -> Evaluation {
    let (items, known) = states(template, method, answers);
    let visit = Visit {
        template,
        kind: template.kind(kind),
        known,
    };
    let findings: Vec<Raised> = template
        .items
        .iter()
        .zip(&items)
        .filter(|(_, state)| state.state == AnswerState::Answered)
        .flat_map(|(item, _)| visit.raised(item))
        .collect();
    let groups = template
        .groups
        .iter()
        .map(|group| progress(&group.code, template, &items, &findings))
        .collect();
    let unknown = answers
        .keys()
        .filter(|code| template.item(code).is_none())
        .cloned()
        .collect();
    Evaluation {
        items,
        findings,
        groups,
        unknown,
    }
}

/// Each item's state, and what is known from them.
fn states<'a>(
    template: &'a Template,
    method: Method,
    answers: &'a Answers,
) -> (Vec<ItemState>, Known<'a>) {
    let mut known = Known {
        method,
        constants: &template.constants,
        answers: [].into(),
    };
    let mut items: Vec<ItemState> = template
        .items
        .iter()
        .map(|item| ItemState {
            code: item.code.clone(),
            relevant: false,
            state: AnswerState::Unanswered,
        })
        .collect();
    for place in order(&template.items) {
        let item = &template.items[place];
        let answer = answers.get(&item.code);
        if is_asked(item, answer, &known) {
            items[place].relevant = true;
            items[place].state = state(item, answer, &mut known);
        }
    }
    (items, known)
}

fn is_asked(item: &Item, answer: Option<&Answer>, known: &Known<'_>) -> bool {
    // Most rosters name no roles: nobody is asked about what nobody demands.
    let demanded = item.filled_from != FilledFrom::RosterRoles || answer.is_some();
    let when = item.relevant.as_ref();
    demanded && when.is_none_or(|when| when.holds(known) == Some(true))
}

/// A relevant item's state; a valid value becomes known.
fn state<'a>(item: &'a Item, answer: Option<&'a Answer>, known: &mut Known<'a>) -> AnswerState {
    let Some(answer) = answer else {
        return AnswerState::Unanswered;
    };
    if let Err(why) = item
        .answer
        .take(answer)
        .and_then(|()| among(item, answer, known))
    {
        return AnswerState::Invalid(why);
    }
    match answer {
        Answer::NotChecked => return AnswerState::NotChecked,
        Answer::NotApplicable(_) => return AnswerState::NotApplicable,
        _ => known.answers.insert(&item.code, answer),
    };
    let broken = item
        .constraints
        .iter()
        .find(|rule| rule.holds.holds(known) == Some(false));
    match broken {
        None => AnswerState::Answered,
        Some(constraint) => {
            known.answers.remove(item.code.as_str());
            AnswerState::Invalid(InvalidAnswer::Constraint {
                constraint: constraint.code.clone(),
                message: constraint.message.clone(),
            })
        }
    }
}

/// Whether what is chosen is chosen in the item that limits it, too.
fn among(item: &Item, answer: &Answer, known: &Known<'_>) -> Result<(), InvalidAnswer> {
    let (Some(among), Answer::Many(codes)) = (item.answer.among(), answer) else {
        return Ok(());
    };
    let allowed = match known.answers.get(among) {
        Some(Answer::Many(allowed)) => allowed.as_slice(),
        _ => &[],
    };
    match codes.iter().find(|code| !allowed.contains(code)) {
        None => Ok(()),
        Some(choice) => Err(InvalidAnswer::NotAmong {
            choice: choice.clone(),
            among: among.to_owned(),
        }),
    }
}

fn progress(
    group: &str,
    template: &Template,
    items: &[ItemState],
    findings: &[Raised],
) -> GroupProgress {
    let mut progress = GroupProgress {
        code: group.to_owned(),
        relevant: 0,
        answered: 0,
        not_checked: 0,
        faults: 0,
        state: Progress::NotBegun,
    };
    let (mut touched, mut open) = (false, false);
    for (item, state) in template.items.iter().zip(items) {
        if item.group != group || !state.relevant {
            continue;
        }
        progress.relevant += 1;
        match &state.state {
            AnswerState::Unanswered | AnswerState::Invalid(_) => open = true,
            AnswerState::Answered => progress.answered += 1,
            AnswerState::NotChecked => progress.not_checked += 1,
            AnswerState::NotApplicable => {}
        }
        touched |=
            state.state != AnswerState::Unanswered && item.filled_from == FilledFrom::Inspector;
    }
    let faults = findings
        .iter()
        .filter(|finding| finding.group == group && finding.nature == Nature::Fault)
        .count();
    progress.faults = u32::try_from(faults).unwrap_or(u32::MAX);
    progress.state = match (touched, open) {
        (false, _) => Progress::NotBegun,
        (true, true) => Progress::Begun,
        (true, false) => Progress::Done,
    };
    progress
}

/// What sentences and rules draw on.
struct Visit<'a> {
    template: &'a Template,
    kind: Option<&'a KindWords>,
    known: Known<'a>,
}

impl Visit<'_> {
    /// The findings of an answered item: of the first rule that holds.
    fn raised(&self, item: &Item) -> Vec<Raised> {
        let Some(rule) = item
            .rules
            .iter()
            .find(|rule| rule.when.holds(&self.known) == Some(true))
        else {
            return vec![];
        };
        match &rule.raises {
            Raises::Category(code) => self.finding(item, rule, code, None).into_iter().collect(),
            Raises::EachChoice(pattern) => self
                .chosen(item)
                .into_iter()
                .filter_map(|choice| {
                    let code = category_of(pattern, &choice.code);
                    self.finding(item, rule, &code, Some(choice))
                })
                .collect(),
        }
    }

    fn finding(
        &self,
        item: &Item,
        rule: &Rule,
        code: &str,
        choice: Option<&Choice>,
    ) -> Option<Raised> {
        let category = self.template.category(code)?;
        Some(Raised {
            item: item.code.clone(),
            group: item.group.clone(),
            category: category.code.clone(),
            nature: category.nature,
            severity: rule.severity.unwrap_or(category.severity),
            text: self.text(category, choice),
        })
    }

    /// The first sentence that holds and whose values are known; else the category's name.
    fn text(&self, category: &Category, choice: Option<&Choice>) -> String {
        category
            .sentences
            .iter()
            .filter(|sentence| {
                sentence
                    .when
                    .as_ref()
                    .is_none_or(|when| when.holds(&self.known) == Some(true))
            })
            .filter_map(|sentence| sentence::parse(&sentence.text).ok())
            .find_map(|pieces| sentence::fill(&pieces, &|slot| self.value(slot, choice)))
            .unwrap_or_else(|| format!("{}。", category.label.zh))
    }

    fn value(&self, slot: &str, choice: Option<&Choice>) -> Option<Value> {
        let words = |word: Option<&String>| {
            Some(Value::Text(
                word.map_or_else(|| "点位".to_owned(), String::clone),
            ))
        };
        match slot {
            "place" => return words(self.kind.map(|kind| &kind.place)),
            "gate" => return words(self.kind.map(|kind| &kind.gate)),
            CHOICE => return choice.map(|choice| Value::Text(choice.label.zh.clone())),
            _ => {}
        }
        if let Some(number) = self.known.constants.get(slot) {
            return Some(Value::Number(*number));
        }
        match self.known.answers.get(slot)? {
            Answer::Count(count) => Some(Value::Number(*count)),
            _ => {
                let chosen = self.chosen(self.template.item(slot)?);
                let labels: Vec<&str> = chosen
                    .iter()
                    .map(|choice| choice.label.zh.as_str())
                    .collect();
                (!labels.is_empty()).then(|| Value::Text(labels.join("、")))
            }
        }
    }

    /// What is chosen of an item, in the template's order.
    fn chosen<'i>(&self, item: &'i Item) -> Vec<&'i Choice> {
        let is_chosen = |choice: &&Choice| match self.known.answers.get(item.code.as_str()) {
            Some(Answer::One(code)) => *code == choice.code,
            Some(Answer::Many(codes)) => codes.contains(&choice.code),
            _ => false,
        };
        item.answer.choices().iter().filter(is_chosen).collect()
    }
}
