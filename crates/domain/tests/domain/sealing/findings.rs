//! What is found, and what the inspector changes in it.

use kakou_domain::draft::FindingEdit;
use kakou_domain::seal::SealError;
use kakou_domain::{FindingId, Severity};

use super::{ABSENT, edit, edited, one_absent, only, sealed};

#[test]
fn a_finding_has_the_rules_sentence_and_severity() {
    let content = sealed(&one_absent()).unwrap();
    let finding = only(&content);
    assert_eq!(finding.text, "卡点当日值班人员应为三人，实际只有两人在岗。");
    assert_eq!(
        (finding.severity, &finding.rule_text),
        (Severity::Major, &None)
    );
    assert_eq!(
        finding.id,
        FindingId::of(one_absent().id, "staffing.present", ABSENT)
    );
}

#[test]
fn a_rewritten_sentence_stands_and_the_rules_own_is_kept_beside_it() {
    let content = edited(FindingEdit {
        text: Some(" 缺一人。 ".to_owned()),
        ..edit(ABSENT)
    });
    let content = content.unwrap();
    assert_eq!(only(&content).text, "缺一人。");
    let own = only(&content).rule_text.as_deref();
    assert_eq!(own, Some("卡点当日值班人员应为三人，实际只有两人在岗。"));
}

#[test]
fn a_rewritten_sentence_that_is_empty_or_the_same_changes_nothing() {
    let same = only(&sealed(&one_absent()).unwrap()).text.clone();
    for text in [String::new(), "  ".to_owned(), same.clone()] {
        let content = edited(FindingEdit {
            text: Some(text),
            ..edit(ABSENT)
        })
        .unwrap();
        assert_eq!(
            (&only(&content).text, &only(&content).rule_text),
            (&same, &None)
        );
    }
}

#[test]
fn another_severity_needs_a_reason() {
    let grave = |reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        edited(FindingEdit {
            severity: Some(Severity::Grave),
            reason,
            ..edit(ABSENT)
        })
    };
    for reason in [None, Some(""), Some(" \t")] {
        assert_eq!(
            grave(reason),
            Err(SealError::SeverityWithoutReason(ABSENT.to_owned()))
        );
    }
    let content = grave(Some("屡查屡犯")).unwrap();
    assert_eq!(only(&content).severity, Severity::Grave);
    assert_eq!(only(&content).severity_reason.as_deref(), Some("屡查屡犯"));
}

#[test]
fn the_rules_own_severity_needs_no_reason() {
    let content = edited(FindingEdit {
        severity: Some(Severity::Major),
        ..edit(ABSENT)
    })
    .unwrap();
    assert_eq!(
        (only(&content).severity, &only(&content).severity_reason),
        (Severity::Major, &None)
    );
}

#[test]
fn a_fault_put_right_on_the_spot_says_so() {
    let content = edited(FindingEdit {
        rectified_on_spot: true,
        ..edit(ABSENT)
    })
    .unwrap();
    assert!(only(&content).rectified_on_spot);
}

#[test]
fn an_edit_of_what_was_not_found_is_refused() {
    for category in ["staffing.unattended", "no.such_category"] {
        assert_eq!(
            edited(edit(category)),
            Err(SealError::NoSuchFinding(category.to_owned()))
        );
    }
}
