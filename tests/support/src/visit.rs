//! Visits as a test wants them: `visit().at("白营村").present(2).of(3)`.

use chrono::DateTime;
use kakou_domain::checklist::Template;
use kakou_domain::draft::FindingEdit;
use kakou_domain::{Answer, Answers, Method};
use kakou_store::{SiteGiven, VisitGiven};

use crate::county::village;

/// A visit in the making.
#[derive(Debug, Clone)]
pub struct VisitBuilder {
    village: &'static str,
    time: String,
    answers: Answers,
    inspectors: Vec<String>,
    edits: Vec<FindingEdit>,
    notes: String,
}

/// A visit at 白营村 on the morning of 14 February 2020, without any answer.
pub fn visit() -> VisitBuilder {
    VisitBuilder {
        village: "白营村",
        time: "2020-02-14T09:30:00+08:00".to_owned(),
        answers: Answers::new(),
        inspectors: Vec::new(),
        edits: Vec::new(),
        notes: String::new(),
    }
}

impl VisitBuilder {
    /// At the checkpoint of this village.
    #[must_use]
    pub fn at(mut self, village: &'static str) -> Self {
        self.village = village;
        self
    }

    /// When, RFC 3339.
    #[must_use]
    pub fn on(mut self, time: &str) -> Self {
        self.time = time.to_owned();
        self
    }

    /// How many were there.
    #[must_use]
    pub fn present(self, count: i64) -> Self {
        self.answer("staffing.present", Answer::Count(count))
    }

    /// How many should have been.
    #[must_use]
    pub fn of(self, count: i64) -> Self {
        self.answer("staffing.rostered", Answer::Count(count))
    }

    /// One more answer.
    #[must_use]
    pub fn answer(mut self, item: &str, answer: Answer) -> Self {
        self.answers.insert(item.to_owned(), answer);
        self
    }

    /// By whom.
    #[must_use]
    pub fn by(mut self, inspector: &str) -> Self {
        self.inspectors.push(inspector.to_owned());
        self
    }

    /// A rewritten sentence.
    #[must_use]
    pub fn says(mut self, category: &str, text: &str) -> Self {
        let (category, text) = (category.to_owned(), Some(text.to_owned()));
        self.edits.push(FindingEdit {
            category,
            text,
            ..FindingEdit::default()
        });
        self
    }

    /// Free text.
    #[must_use]
    pub fn notes(mut self, notes: &str) -> Self {
        self.notes = notes.to_owned();
        self
    }

    /// As [`kakou_store::Store::seal`] takes it.
    pub fn given(self) -> VisitGiven {
        VisitGiven {
            site: SiteGiven::Id {
                id: village(self.village).id(),
            },
            visited_at: DateTime::parse_from_rfc3339(&self.time).unwrap(),
            method: Method::Unannounced,
            inspectors: self.inspectors,
            campaign: None,
            answers: self.answers,
            finding_edits: self.edits,
            signature: None,
            photos: Vec::new(),
            good_practice: String::new(),
            notes: self.notes,
        }
    }
}

/// What is normal of each item that has it.
pub fn normal_answers(template: &Template) -> Answers {
    let items = template.items.iter();
    let normal = items.filter_map(|item| Some((item.code.clone(), item.normal.clone()?)));
    normal.collect()
}
