//! What holds whatever is answered.

use kakou_domain::checklist::{AnswerKind, AnswerState, Template, evaluate, fill_normal, standard};
use kakou_domain::{Answer, Answers, Method};
use proptest::prelude::*;

/// Any answer at all, often one that fits a standard item.
fn any_answer() -> impl Strategy<Value = Answer> {
    let code = prop_oneof![
        "[a-z_]{1,8}",
        prop::sample::select(vec!["none", "makeshift", "masks", "cards", "complete"])
            .prop_map(str::to_owned),
    ];
    prop_oneof![
        any::<i64>().prop_map(Answer::Count),
        (0..4i64).prop_map(Answer::Count),
        any::<bool>().prop_map(Answer::YesNo),
        code.clone().prop_map(Answer::One),
        prop::collection::vec(code, 0..3).prop_map(Answer::Many),
        Just(Answer::NotChecked),
        ".{0,20}".prop_map(Answer::NotApplicable),
    ]
}

/// A valid answer to an item, with the counts that sentences stumble over.
fn valid_answer(kind: &AnswerKind) -> BoxedStrategy<Answer> {
    let codes: Vec<String> = kind
        .choices()
        .iter()
        .map(|choice| choice.code.clone())
        .collect();
    match kind {
        AnswerKind::Count { min, .. } => prop::sample::select(vec![0, 1, 2, 10, 11, 20, 99, 100])
            .prop_map({
                let min = *min;
                move |count: i64| Answer::Count(count.max(min))
            })
            .boxed(),
        AnswerKind::YesNo => any::<bool>().prop_map(Answer::YesNo).boxed(),
        AnswerKind::One { .. } => prop::sample::select(codes).prop_map(Answer::One).boxed(),
        AnswerKind::Many { .. } => prop::sample::subsequence(codes.clone(), 0..=codes.len())
            .prop_map(Answer::Many)
            .boxed(),
    }
}

/// A checklist and answers to some of its items, each made by `answer`.
fn visits(
    answer: fn(&AnswerKind) -> BoxedStrategy<Answer>,
) -> impl Strategy<Value = (Template, Answers)> {
    prop::sample::select(standard()).prop_flat_map(move |template| {
        let given: Vec<_> = template
            .items
            .iter()
            .map(|item| {
                (
                    Just(item.code.clone()),
                    prop::option::weighted(0.7, answer(&item.answer)),
                )
            })
            .collect();
        (Just(template), given).prop_map(|(template, given)| {
            let answers = given
                .into_iter()
                .filter_map(|(code, answer)| Some((code, answer?)));
            (template, answers.collect())
        })
    })
}

proptest! {
    #[test]
    fn any_answers_have_a_result((template, answers) in visits(|_| any_answer().boxed())) {
        let evaluation =
            evaluate(&template, &template.kinds[0].code, Method::DocumentReview, &answers);
        prop_assert_eq!(evaluation.items.len(), template.items.len());
        for finding in &evaluation.findings {
            let item = evaluation.items.iter().find(|item| item.code == finding.item).unwrap();
            prop_assert!(item.relevant && item.state == AnswerState::Answered);
        }
    }

    #[test]
    fn any_finding_is_a_whole_sentence((template, answers) in visits(valid_answer)) {
        let evaluation =
            evaluate(&template, &template.kinds[0].code, Method::DocumentReview, &answers);
        for finding in &evaluation.findings {
            let text = &finding.text;
            let whole = text.ends_with('。') && !text.contains(['{', '}', '[', ']']);
            prop_assert!(whole, "{}", text);
            let label = &template.category(&finding.category).unwrap().label.zh;
            let was_said = template.category(&finding.category).unwrap().sentences.len() == 1
                || *text != format!("{label}。");
            prop_assert!(was_said, "{}", text);
        }
    }

    #[test]
    fn the_button_raises_nothing_and_touches_no_answer(
        (template, answers) in visits(|_| any_answer().boxed())
    ) {
        let kind = &template.kinds[0].code;
        let before = evaluate(&template, kind, Method::Announced, &answers);
        for group in &template.groups {
            let filled = fill_normal(&template, kind, Method::Announced, &group.code, &answers);
            prop_assert!(filled.keys().all(|code| !answers.contains_key(code)));
            let mut all = answers.clone();
            all.extend(filled);
            let after = evaluate(&template, kind, Method::Announced, &all);
            prop_assert_eq!(&after.findings, &before.findings);
            prop_assert_eq!(after.invalid(), before.invalid());
        }
    }
}
