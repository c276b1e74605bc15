//! Checklists as data: what is asked at a site, what is valid, what is a finding, and the words
//! for it. A [`Template`] is published as a fact; [`evaluate`] says what a visit's answers mean
//! under it. The meaning is frozen with the journal, so conditions are a small typed structure and
//! no expression language.

mod category;
mod check;
mod condition;
mod evaluate;
mod evaluation;
mod fill;
mod hash;
mod item;
mod join;
pub mod numerals;
mod order;
mod rule;
mod sentence;
mod standard;
mod template;
mod validity;

pub use category::{Category, Sentence};
pub use check::{TemplateFault, Wrong};
pub use condition::{Comparison, Condition, Operand, Scalar};
pub use evaluate::evaluate;
pub use evaluation::{AnswerState, Evaluation, GroupProgress, ItemState, Progress, Raised};
pub use fill::fill_normal;
pub use hash::{Checklist, ChecklistHash};
pub use item::{AnswerKind, Choice, Constraint, FilledFrom, Group, Item};
pub use join::{Join, JoinedSentence, join_sentences};
pub use rule::{Raises, Rule};
pub use standard::standard;
pub use template::{KindWords, Template, TemplateError, Words};
pub use validity::InvalidAnswer;
