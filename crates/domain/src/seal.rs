//! Sealing 定稿: a draft becomes what is stated, once.

use chrono::{DateTime, Duration, FixedOffset};

use crate::checklist::{Checklist, Evaluation, InvalidAnswer, Raised, evaluate};
use crate::draft::{Draft, FindingEdit};
use crate::visit::{ChecklistRef, Evidence, Finding, Signature, VisitContent};
use crate::{Answer, Answers, FindingId, Fix, Method, VisitId};

/// How far ahead of the device's clock a visit may lie: its clock may be wrong, its day hardly.
const MAX_AHEAD: Duration = Duration::days(1);
/// What is sealed later than this after it began was not finished just then: typed in from paper.
const LONGEST: Duration = Duration::days(1);
/// The longest note, good practice, sentence or reason, in characters.
const MAX_TEXT: usize = 4_000;
/// The most inspectors that one visit names.
const MAX_INSPECTORS: usize = 20;
/// The most photos of one visit, later ones included.
const MAX_PHOTOS: usize = 60;
/// The longest code of what a photo shows, in characters.
const MAX_SHOWS: usize = 100;

/// Why a draft cannot be sealed. The draft stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The template is not made for the site's kind.
    #[error("checklist {checklist} is not for sites of kind {kind}")]
    WrongKind {
        /// The template's id.
        checklist: String,
        /// The site's kind.
        kind: String,
    },
    /// Answers that cannot be.
    #[error("{} answer(s) are not valid: {}", .0.len(), invalid_list(.0))]
    InvalidAnswers(Vec<InvalidItem>),
    /// More than a day ahead of the device's clock.
    #[error("the visit's time {visited_at} is more than a day ahead of this device's clock")]
    InTheFuture {
        /// As given, RFC 3339.
        visited_at: String,
    },
    /// An edit of a finding that was not raised.
    #[error("no finding of category {0} was raised, so it cannot be edited")]
    NoSuchFinding(String),
    /// A changed severity without a reason.
    #[error("the severity of {0} was changed without a reason")]
    SeverityWithoutReason(String),
    /// An amendment without a reason.
    #[error("an amendment needs a reason")]
    NoReason,
    /// More photos than one visit may have.
    #[error("a visit has at most {most} photos")]
    TooManyPhotos {
        /// How many there may be.
        most: usize,
    },
    /// A text that is too long or a list with too many parts.
    #[error("{what} is too long, at most {most}")]
    TooLong {
        /// What.
        what: &'static str,
        /// How much there may be.
        most: usize,
    },
}

/// An answer that prevents sealing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidItem {
    /// The item, or a code that is no item.
    pub item: String,
    /// What is wrong.
    pub why: InvalidAnswer,
}

fn invalid_list(invalid: &[InvalidItem]) -> String {
    let list: Vec<_> = invalid
        .iter()
        .map(|one| format!("{} ({})", one.item, one.why))
        .collect();
    list.join(", ")
}

impl SealError {
    /// Stable, for messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongKind { .. } => "wrong-kind",
            Self::InvalidAnswers(_) => "invalid-answers",
            Self::InTheFuture { .. } => "in-the-future",
            Self::NoSuchFinding(_) => "no-such-finding",
            Self::SeverityWithoutReason(_) => "severity-without-reason",
            Self::NoReason => "no-reason",
            Self::TooManyPhotos { .. } => "too-many-photos",
            Self::TooLong { .. } => "too-long",
        }
    }
}

/// What a draft states once it is sealed at `now`. Relevant items without an answer are «not
/// checked»; answers to what is not relevant are left out.
pub fn seal(
    draft: &Draft,
    checklist: &Checklist,
    now: DateTime<FixedOffset>,
) -> Result<VisitContent, SealError> {
    if !checklist
        .kinds
        .iter()
        .any(|kind| kind.code == draft.site.kind)
    {
        let (checklist, kind) = (checklist.id.clone(), draft.site.kind.to_string());
        return Err(SealError::WrongKind { checklist, kind });
    }
    if draft.visited_at > now + MAX_AHEAD {
        return Err(SealError::InTheFuture {
            visited_at: draft.visited_at.to_rfc3339(),
        });
    }
    check_lengths(draft)?;
    let evaluation = evaluate(checklist, &draft.site.kind, draft.method, &draft.answers);
    check_answers(&evaluation)?;
    let visit = draft
        .amends
        .as_ref()
        .map_or(draft.id, |amends| amends.visit);
    Ok(VisitContent {
        site: draft.site.clone(),
        campaign: draft.campaign,
        team: draft.team,
        inspectors: draft.inspectors.clone(),
        method: draft.method,
        visited_at: draft.visited_at,
        ended_at: ended_at(draft, now),
        position: draft.position.clone().unwrap_or_else(|| Fix::Missing {
            reason: "unavailable".to_owned(),
        }),
        checklist: ChecklistRef {
            id: checklist.id.clone(),
            version: checklist.version,
            hash: checklist.hash().clone(),
        },
        answers: complete_answers(draft, &evaluation),
        filled: draft.filled.clone(),
        calls: draft.calls.clone(),
        findings: findings(draft, visit, &evaluation)?,
        evidence: draft.evidence.clone(),
        signature: draft.signature.clone().unwrap_or(match draft.method {
            Method::Unannounced => Signature::Undisclosed,
            _ => Signature::Nobody,
        }),
        good_practice: draft.good_practice.clone(),
        notes: draft.notes.clone(),
    })
}

/// What an amendment states: all of the visit as it should have read. Findings of `before` that
/// are no longer raised are withdrawn with the amendment's reason, never left out.
pub fn amend(
    draft: &Draft,
    checklist: &Checklist,
    before: &[Finding],
    reason: &str,
    now: DateTime<FixedOffset>,
) -> Result<VisitContent, SealError> {
    if reason.trim().is_empty() {
        return Err(SealError::NoReason);
    }
    check_text("reason", reason)?;
    let mut content = seal(draft, checklist, now)?;
    for earlier in before {
        if !content
            .findings
            .iter()
            .any(|finding| finding.id == earlier.id)
        {
            let withdrawn = earlier
                .withdrawn
                .clone()
                .or_else(|| Some(reason.trim().to_owned()));
            content.findings.push(Finding {
                withdrawn,
                ..earlier.clone()
            });
        }
    }
    Ok(content)
}

/// Sealing ends a visit, unless it corrects one or comes too late to say.
fn ended_at(draft: &Draft, now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    if draft.amends.is_some() {
        return draft.ended_at;
    }
    let took = now - draft.visited_at;
    (Duration::zero()..=LONGEST).contains(&took).then_some(now)
}

fn check_lengths(draft: &Draft) -> Result<(), SealError> {
    let edits = draft
        .finding_edits
        .iter()
        .flat_map(|edit| [&edit.text, &edit.reason])
        .flatten();
    let texts = [&draft.notes, &draft.good_practice]
        .into_iter()
        .chain(edits);
    for text in texts {
        check_text("text", text)?;
    }
    if draft.inspectors.len() > MAX_INSPECTORS {
        return Err(SealError::TooLong {
            what: "inspectors",
            most: MAX_INSPECTORS,
        });
    }
    check_evidence(&draft.evidence)
}

/// Whether these files may stand in a visit: how many there are, and what is said of each.
pub fn check_evidence(files: &[Evidence]) -> Result<(), SealError> {
    check_photo_count(files.len())?;
    for file in files {
        let shows = file.shows.as_deref().unwrap_or_default();
        if shows.chars().count() > MAX_SHOWS {
            return Err(SealError::TooLong {
                what: "shows",
                most: MAX_SHOWS,
            });
        }
        if let Some(Fix::Missing { reason }) = &file.position {
            check_text("reason", reason)?;
        }
    }
    Ok(())
}

pub(crate) fn check_photo_count(count: usize) -> Result<(), SealError> {
    if count > MAX_PHOTOS {
        return Err(SealError::TooManyPhotos { most: MAX_PHOTOS });
    }
    Ok(())
}

pub(crate) fn check_text(what: &'static str, text: &str) -> Result<(), SealError> {
    if text.chars().count() > MAX_TEXT {
        return Err(SealError::TooLong {
            what,
            most: MAX_TEXT,
        });
    }
    Ok(())
}

fn check_answers(evaluation: &Evaluation) -> Result<(), SealError> {
    let invalid = evaluation.invalid().into_iter();
    let all: Vec<InvalidItem> = invalid
        .map(|(item, why)| InvalidItem {
            item: item.to_owned(),
            why,
        })
        .collect();
    if all.is_empty() {
        Ok(())
    } else {
        Err(SealError::InvalidAnswers(all))
    }
}

fn complete_answers(draft: &Draft, evaluation: &Evaluation) -> Answers {
    let relevant = evaluation.items.iter().filter(|item| item.relevant);
    relevant
        .map(|item| {
            let answer = draft
                .answers
                .get(&item.code)
                .cloned()
                .unwrap_or(Answer::NotChecked);
            (item.code.clone(), answer)
        })
        .collect()
}

fn findings(
    draft: &Draft,
    visit: VisitId,
    evaluation: &Evaluation,
) -> Result<Vec<Finding>, SealError> {
    let edits = draft.edits();
    let raised = |category: &&str| evaluation.findings.iter().any(|f| f.category == **category);
    if let Some(unknown) = edits.keys().find(|category| !raised(category)) {
        return Err(SealError::NoSuchFinding((*unknown).to_owned()));
    }
    let edited = |raised| finding(raised, visit, edits.get(raised.category.as_str()).copied());
    evaluation.findings.iter().map(edited).collect()
}

fn finding(
    raised: &Raised,
    visit: VisitId,
    edit: Option<&FindingEdit>,
) -> Result<Finding, SealError> {
    let text = edit.and_then(|edit| edit.text.as_deref()).map(str::trim);
    let text = text.filter(|text| !text.is_empty() && *text != raised.text);
    let severity = edit
        .and_then(|edit| edit.severity)
        .filter(|severity| *severity != raised.severity);
    let reason = edit
        .and_then(|edit| edit.reason.clone())
        .filter(|reason| !reason.trim().is_empty());
    if severity.is_some() && reason.is_none() {
        return Err(SealError::SeverityWithoutReason(raised.category.clone()));
    }
    Ok(Finding {
        id: FindingId::of(visit, &raised.item, &raised.category),
        item: raised.item.clone(),
        group: raised.group.clone(),
        category: raised.category.clone(),
        nature: raised.nature,
        severity: severity.unwrap_or(raised.severity),
        text: text.unwrap_or(&raised.text).to_owned(),
        rule_text: text.map(|_| raised.text.clone()),
        severity_reason: severity.and(reason),
        rectified_on_spot: edit.is_some_and(|edit| edit.rectified_on_spot),
        withdrawn: None,
    })
}
