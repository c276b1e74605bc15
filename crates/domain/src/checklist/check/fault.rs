//! What can be wrong in a template.

use std::fmt;

/// Something wrong in a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The place as in the file, counted from 0, for example `items[3].rules[0].when`.
    pub place: String,
    /// What is wrong there.
    pub wrong: Wrong,
}

impl TemplateFault {
    /// Stable, kebab-case.
    pub fn code(&self) -> &'static str {
        self.wrong.code()
    }
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.wrong)
    }
}

impl std::error::Error for TemplateFault {}

macro_rules! wrongs {
    ($(
        $code:literal $message:literal
        $name:ident $({ $($field:ident: $type:ty = $doc:literal),* })?;
    )*) => {
        /// What is wrong at a place of a template.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Wrong {
            $(
                #[doc = $message]
                #[error($message)]
                $name $({ $( #[doc = $doc] $field: $type ),* })?,
            )*
        }

        impl Wrong {
            /// Stable, kebab-case.
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$name { .. } => $code, )*
                }
            }
        }
    };
}

wrongs! {
    "duplicate-code" "«{code}» stands twice"
        Duplicate { code: String = "The code." };
    "bad-code" "«{code}» is not a code: at most 64 of a-z and 0-9, with `_`, `.` or `-` between"
        BadCode { code: String = "What stands there, shortened to 80 characters." };
    "reserved-code" "«{code}» has a meaning of its own"
        Reserved { code: String = "The code." };
    "unknown-group" "there is no group «{code}»"
        UnknownGroup { code: String = "The code." };
    "unknown-item" "there is no item «{code}»"
        UnknownItem { code: String = "The code." };
    "unknown-choice" "«{item}» has no choice «{choice}»"
        UnknownChoice { item: String = "The item.", choice: String = "The choice." };
    "unknown-constant" "there is no constant «{code}»"
        UnknownConstant { code: String = "The code." };
    "unknown-category" "there is no category «{code}»"
        UnknownCategory { code: String = "The code." };
    "unknown-slot" "there is nothing to put into «{slot}»"
        UnknownSlot { slot: String = "The slot's name." };
    "wrong-kind-of-item" "«{item}» is not of the kind that is needed here: {needed}"
        WrongKindOfItem { item: String = "The item.", needed: &'static str = "The kind." };
    "circular" "each of these needs the next to be judged: {path}"
        Circular { path: String = "The codes, the first one again at the end." };
    "no-sentence" "the category has no sentence"
        NoSentence;
    "no-last-sentence" "the last sentence must have no condition"
        NoLastSentence;
    "unreachable-sentence" "the sentence before has no condition, so this one is never said"
        Unreachable;
    "broken-sentence" "{why}"
        BrokenSentence { why: String = "What is wrong with its brackets." };
    "no-full-stop" "the sentence does not end in 。"
        NoFullStop;
    "not-worst-first" "this rule is worse than the one before"
        NotWorstFirst;
    "bad-pattern" "«{pattern}» must name {{choice}} once"
        BadPattern { pattern: String = "The pattern." };
    "join-never-fits" "no sentence of «{category}» ends in «{ending}»"
        JoinNeverFits { category: String = "The category.", ending: String = "The join's ending." };
    "invalid-normal" "the normal value is not valid here: {why}"
        InvalidNormal { why: String = "Why." };
    "normal-raises" "the normal value raises «{category}»"
        NormalRaises { category: String = "The category." };
    "empty" "nothing stands here"
        Empty;
    "too-many" "at most {max} may stand here"
        TooMany { max: usize = "The most." };
    "too-long" "at most {max} characters may stand here"
        TooLong { max: usize = "The most." };
    "too-deep" "conditions may be nested {max} deep"
        TooDeep { max: usize = "The most." };
    "bad-range" "{min} to {max} is not a range of counts"
        BadRange { min: i64 = "From.", max: i64 = "To." };
}

/// The faults that are found so far.
#[derive(Default)]
pub(super) struct Faults(Vec<TemplateFault>);

impl Faults {
    pub(super) fn add(&mut self, place: impl Into<String>, wrong: Wrong) {
        self.0.push(TemplateFault {
            place: place.into(),
            wrong,
        });
    }

    pub(super) fn result(self) -> Result<(), Vec<TemplateFault>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}
