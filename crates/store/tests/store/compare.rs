//! A visit beside the site's visit before it, and what lists can be narrowed to.

use kakou_domain::comparison::Course;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::{Answer, VisitId};
use kakou_store::views::{ComparisonView, Outcome, VisitFilter};
use kakou_test_support::{Folder, VisitBuilder, county, tablet_of, visit};

const MORNING: &str = "2020-02-14T09:00:00+08:00";
const NEXT_DAY: &str = "2020-02-15T09:00:00+08:00";
/// After whatever is moved meanwhile: the clock stands at the morning of this day.
const LAST: &str = "2020-02-16T20:00:00+08:00";

fn sealed(tablet: &Folder, visit: VisitBuilder) -> VisitId {
    tablet.seal(visit.given()).unwrap().id
}

fn absent(time: &str) -> VisitBuilder {
    visit().on(time).present(2).of(3)
}

fn complete(time: &str) -> VisitBuilder {
    visit().on(time).present(3).of(3)
}

fn compared(tablet: &Folder, visit: VisitId) -> ComparisonView {
    tablet.compare(visit).unwrap().unwrap()
}

fn courses(tablet: &Folder, visit: VisitId) -> Vec<(String, Course)> {
    let findings = compared(tablet, visit).findings.into_iter();
    findings.map(|one| (one.category, one.course)).collect()
}

fn course(category: &str, course: Course) -> (String, Course) {
    (category.to_owned(), course)
}

fn rectify(tablet: &Folder, visit: VisitId) {
    let finding = tablet.visit(visit).unwrap().findings[0].line.id;
    let moved = FindingMoved::new(finding, FindingState::Rectified);
    tablet.finding_move(moved).unwrap();
}

#[test]
fn a_first_visit_has_nothing_to_be_compared_with() {
    let tablet = tablet_of(&county());
    let first = sealed(&tablet, absent(MORNING));
    assert_eq!(tablet.compare(first).unwrap(), None);
}

#[test]
fn what_was_never_put_right_is_still_open_and_what_was_is_a_repeat() {
    let tablet = tablet_of(&county());
    let first = sealed(&tablet, absent(MORNING));
    let second = sealed(&tablet, absent(LAST));
    let both = compared(&tablet, second);
    assert_eq!((both.before.id, both.now.id), (first, second));
    assert_eq!(
        courses(&tablet, second),
        [course("staffing.absent", Course::Unrectified)]
    );

    rectify(&tablet, first);
    assert_eq!(
        courses(&tablet, second),
        [course("staffing.absent", Course::Repeated)]
    );
}

#[test]
fn what_was_put_right_only_after_the_later_visit_was_open_then() {
    let tablet = tablet_of(&county());
    let first = sealed(&tablet, absent(MORNING));
    let second = sealed(&tablet, absent(NEXT_DAY));
    rectify(&tablet, first);
    assert_eq!(
        courses(&tablet, second),
        [course("staffing.absent", Course::Unrectified)]
    );
}

#[test]
fn what_an_earlier_visit_found_is_a_repeat_also_when_the_one_between_did_not() {
    let tablet = tablet_of(&county());
    sealed(&tablet, absent(MORNING));
    sealed(&tablet, complete(NEXT_DAY));
    let barrier = Answer::One("makeshift".to_owned());
    let third = absent(LAST).answer("control.barrier", barrier);
    let third = sealed(&tablet, third);
    assert_eq!(
        courses(&tablet, third),
        [
            course("staffing.absent", Course::Repeated),
            course("control.weak_barrier", Course::New),
        ]
    );
}

#[test]
fn what_is_not_found_again_is_gone_only_if_somebody_looked() {
    let tablet = tablet_of(&county());
    let barrier = Answer::One("makeshift".to_owned());
    sealed(&tablet, absent(MORNING).answer("control.barrier", barrier));
    let second = sealed(&tablet, complete(NEXT_DAY));
    assert_eq!(
        courses(&tablet, second),
        [
            course("control.weak_barrier", Course::NotChecked),
            course("staffing.absent", Course::Gone),
        ]
    );
}

#[test]
fn answers_stand_in_the_order_of_the_checklist_with_what_differs() {
    let tablet = tablet_of(&county());
    sealed(&tablet, absent(MORNING));
    let second = sealed(&tablet, complete(NEXT_DAY));
    let answers = compared(&tablet, second).answers;
    let items: Vec<_> = answers.iter().map(|one| one.item.as_str()).collect();
    assert_eq!(items[..2], ["staffing.rostered", "staffing.present"]);
    assert!(answers[0].same);
    let present = &answers[1];
    assert_eq!(present.before, Some(Answer::Count(2)));
    assert_eq!(present.now, Some(Answer::Count(3)));
    assert!(!present.same);
}

#[test]
fn visits_are_narrowed_to_those_with_or_without_faults_and_counted() {
    let tablet = tablet_of(&county());
    let faulty = sealed(&tablet, absent(MORNING));
    let clean = sealed(&tablet, complete(NEXT_DAY));
    let masks = Answer::Many(vec!["masks".to_owned()]);
    let needy = sealed(&tablet, complete(LAST).answer("supplies.short", masks));
    let narrowed = |outcome| VisitFilter {
        outcome: Some(outcome),
        ..VisitFilter::default()
    };
    let found = |outcome| -> Vec<VisitId> {
        let page = tablet.visits(&narrowed(outcome), None, 10).unwrap();
        page.rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(found(Outcome::Faults), [faulty]);
    assert_eq!(found(Outcome::Clean), [needy, clean]);
    assert_eq!(tablet.visit_count(&narrowed(Outcome::Clean)).unwrap(), 2);
    assert_eq!(tablet.visit_count(&VisitFilter::default()).unwrap(), 3);
}

#[test]
fn every_inspector_who_is_named_on_a_visit_can_be_filtered_by() {
    let tablet = tablet_of(&county());
    sealed(&tablet, complete(MORNING).by("督查员乙").by("督查员甲"));
    sealed(&tablet, complete(NEXT_DAY).by("督查员乙"));
    let names = tablet.vocabulary().unwrap().inspectors;
    assert_eq!(names.len(), 2);
    assert!(names.contains(&"督查员甲".to_owned()) && names.contains(&"督查员乙".to_owned()));
}

#[test]
fn filters_that_go_by_lists_hold_together() {
    let tablet = tablet_of(&county());
    sealed(&tablet, absent(MORNING).by("督查员甲"));
    let both = sealed(&tablet, absent(NEXT_DAY).by("督查员乙"));
    sealed(&tablet, complete(LAST).by("督查员乙"));
    let mut filter = VisitFilter {
        category: Some("staffing.absent".to_owned()),
        inspector: Some("督查员乙".to_owned()),
        ..VisitFilter::default()
    };
    for _ in 0..3 {
        let rows = tablet.visits(&filter, None, 10).unwrap().rows;
        let found: Vec<_> = rows.iter().map(|row| row.id).collect();
        assert_eq!(found, [both], "{filter:?}");
        filter.search = filter.unsynced.then(|| "白营".to_owned());
        filter.unsynced = true;
    }
}
