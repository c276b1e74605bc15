//! Who is admitted the whole county knows; what somebody is called only those whom it concerns.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::places::TeamSet;
use kakou_domain::{Seq, TeamId, VisitId};
use kakou_journal::Item;
use kakou_store::Store;
use kakou_test_support::{Folder, admit, exchange, pull, push, tablet_of, two_tablets, visit};

fn named(county: &Folder, tablet: &Folder) -> String {
    let author = tablet.author().unwrap();
    let devices = county.devices().unwrap().into_iter();
    let mut own = devices.filter(|device| device.author == author);
    own.next().unwrap().name
}

/// Everything that a store holds as readable payloads.
fn told(store: &Folder) -> String {
    let mut all = String::new();
    for journal in store.journals().unwrap() {
        let part = store.journal_entries(journal.author, Seq(1), None).unwrap();
        for item in part.into_iter().flat_map(|part| part.batch.items) {
            if let Item::Payload(payload) = item {
                all.push_str(&String::from_utf8_lossy(&payload));
            }
        }
        all.push_str(&journal.name);
    }
    all
}

#[test]
fn a_second_device_under_an_active_name_is_told_apart_by_a_number() {
    let (county, one, other) = two_tablets();
    assert_eq!(named(&county, &one), "督查一组");
    assert_eq!(named(&county, &other), "督查一组（2）");
    county.retire(one.author().unwrap(), "重装").unwrap();
    let third = tablet_of(&county);
    admit(&county, &third, "410523");
    assert_eq!(named(&county, &third), "督查一组");
    // Asked again by the same device it keeps its number.
    admit(&county, &other, "410523105");
    assert_eq!(named(&county, &other), "督查一组（2）");
    county.rename(other.author().unwrap(), "督查二组").unwrap();
    assert_eq!(named(&county, &other), "督查二组");
    pull(&third, &county);
    assert!(told(&third).contains("督查二组"));
    let refused = county
        .rename(other.author().unwrap(), " 汤 阴县 ")
        .unwrap_err();
    assert_eq!(refused.code(), "name-not-yours");
}

#[test]
fn a_township_hears_who_is_admitted_elsewhere_and_no_names() {
    let (county, wide, _) = two_tablets();
    let (here, elsewhere) = (tablet_of(&county), tablet_of(&county));
    admit(&county, &here, "410523105");
    admit(&county, &elsewhere, "410523101");
    county
        .rename(elsewhere.author().unwrap(), "菜园督查员")
        .unwrap();
    for tablet in [&here, &elsewhere] {
        tablet.project_all().unwrap();
        pull(tablet, &county);
    }
    // Outside of its own divisions it is evidence all the same, and shown as what it is.
    elsewhere.seal(visit().at("程岗村").given()).unwrap();
    wide.seal(visit().given()).unwrap();
    exchange(&county, &[&elsewhere, &wide, &here]);
    let author = elsewhere.author().unwrap().to_string();
    assert!(told(&here).contains(&author), "its admission");
    assert!(!told(&here).contains("菜园督查员"), "not its name");
    assert!(told(&wide).contains("菜园督查员"));
    assert_eq!(
        here.visits(&Default::default(), None, 9)
            .unwrap()
            .rows
            .len(),
        1
    );
    assert!(here.verify().unwrap().ok);
}

#[test]
fn a_visit_outside_of_all_divisions_of_its_author_counts_and_says_so() {
    let (county, wide, _) = two_tablets();
    let narrow = tablet_of(&county);
    let outside = narrow.seal(visit().at("程岗村").given()).unwrap();
    let inside = narrow.seal(visit().given()).unwrap();
    admit(&county, &narrow, "410523105");
    narrow.project_all().unwrap();
    exchange(&county, &[&narrow, &wide]);
    for store in [&county, &wide, &narrow] {
        assert!(store.visit(outside.id).unwrap().record.outside);
        assert!(!store.visit(inside.id).unwrap().record.outside);
        assert_eq!(
            store
                .visits(&Default::default(), None, 9)
                .unwrap()
                .rows
                .len(),
            2
        );
    }
}

/// Of a visit the names that stand beside those that it claims: in lists, on its page, at its site, of
/// its correction and of what became of its finding.
fn beside(store: &Store, of: VisitId) -> [Option<String>; 5] {
    let rows = store.visits(&Default::default(), None, 9).unwrap().rows;
    let row = rows.into_iter().find(|row| row.id == of).unwrap();
    let page = store.visit(of).unwrap();
    let site = store.site(row.site.id).unwrap();
    let corrected = page.record.amendments.first();
    let moved = page.findings.first().and_then(|one| one.moves.first());
    [
        row.admitted,
        page.record.admitted,
        site.row.last_visit.unwrap().admitted,
        corrected.and_then(|one| one.admitted.clone()),
        moved.and_then(|one| one.admitted.clone()),
    ]
}

fn all(name: &str) -> [Option<String>; 5] {
    [(); 5].map(|()| Some(name.to_owned()))
}

/// A visit with a problem, a correction of it and a move, all of them under this name.
fn claimed(tablet: &Store, at: &'static str, name: &str) -> VisitId {
    tablet.set_name(name).unwrap();
    let given = visit().at(at).present(1).of(3).by(name).given();
    let sealed = tablet.seal(given).unwrap().id;
    tablet
        .amend(sealed, "补记", |draft| draft.notes = "门口".to_owned())
        .unwrap();
    let finding = tablet.visit(sealed).unwrap().findings[0].line.id;
    let moved = FindingMoved::new(finding, FindingState::Rectified);
    let note = "已补齐".to_owned();
    tablet.finding_move(FindingMoved { note, ..moved }).unwrap();
    sealed
}

#[test]
fn the_admitted_name_stands_beside_a_colleagues_that_is_claimed_and_follows_a_renaming() {
    let (county, one, other) = two_tablets();
    let stores: [&Store; 3] = [&county, &one, &other];
    let claim = claimed(&other, "白营村", "督查一组");
    exchange(&county, &[&other, &one]);
    for store in stores {
        assert_eq!(beside(store, claim), all("督查一组（2）"));
    }
    county.rename(other.author().unwrap(), "督查二组").unwrap();
    for tablet in [&one, &other] {
        pull(tablet, &county);
    }
    for store in stores {
        assert_eq!(beside(store, claim), all("督查二组"), "without a rebuild");
    }
    // What it signs from now on it signs as headquarters calls it.
    assert_eq!(other.status().unwrap().name.as_deref(), Some("督查二组"));
    let true_name = claimed(&other, "程岗村", "督查二组");
    exchange(&county, &[&other, &one]);
    for store in stores {
        assert_eq!(beside(store, true_name), [const { None }; 5]);
    }
}

#[test]
fn blanks_and_what_nobody_sees_make_no_other_name() {
    let (county, one, other) = two_tablets();
    let spaced = claimed(&one, "白营村", "督查 一组");
    exchange(&county, &[&one, &other]);
    assert_eq!(beside(&county, spaced), [const { None }; 5]);
}

#[test]
fn a_visit_that_names_others_alone_shows_whose_device_it_was() {
    let (county, one, other) = two_tablets();
    let with = one.seal(visit().by("督查一组").by("督查员乙").given());
    let without = one.seal(visit().at("程岗村").by("督查员乙").given());
    exchange(&county, &[&one, &other]);
    for store in [&county, &other] {
        assert_eq!(beside(store, with.as_ref().unwrap().id)[0], None);
        let shown = beside(store, without.as_ref().unwrap().id);
        assert_eq!(shown[0].as_deref(), Some("督查一组"));
    }
}

#[test]
fn where_the_name_is_not_known_the_claimed_one_stands_alone() {
    let (county, wide, _) = two_tablets();
    let (here, elsewhere) = (tablet_of(&county), tablet_of(&county));
    // While it saw the whole county.
    let claim = claimed(&elsewhere, "白营村", "督查八组");
    admit(&county, &here, "410523105");
    admit(&county, &elsewhere, "410523101");
    exchange(&county, &[&elsewhere, &wide, &here]);
    assert_eq!(beside(&county, claim), all("督查一组（4）"));
    assert_eq!(beside(&wide, claim), all("督查一组（4）"));
    assert_eq!(beside(&here, claim), [const { None }; 5]);
}

#[test]
fn headquarters_own_word_has_no_name_beside_it() {
    let (county, one, _) = two_tablets();
    let sealed = one.seal(visit().present(1).of(3).given()).unwrap().id;
    push(&one, &county);
    county.project_all().unwrap();
    county.set_name("汤阴县督查办").unwrap();
    let finding = county.visit(sealed).unwrap().findings[0].line.id;
    let moved = FindingMoved::new(finding, FindingState::Rectified);
    let note = "已核实".to_owned();
    let moved = county.finding_move(FindingMoved { note, ..moved }).unwrap();
    assert_eq!(moved.moves[0].by, "汤阴县督查办");
    assert_eq!(moved.moves[0].admitted, None);
}

#[test]
fn a_day_under_a_claimed_name_is_counted_apart_from_the_days_of_whose_name_it_is() {
    let (county, one, other) = two_tablets();
    let day = NaiveDate::from_ymd_opt(2020, 2, 14).unwrap();
    one.seal(visit().by("督查一组").given()).unwrap();
    claimed(&other, "白营村", "督查一组");
    exchange(&county, &[&one, &other]);
    let counted = |store: &Store| {
        let teams = store.day(day).unwrap().teams.into_iter();
        let rows = teams.filter(|one| one.name == "督查一组");
        rows.map(|row| (row.admitted, row.figures.visits, row.reported, row.own))
            .collect::<Vec<_>>()
    };
    let second = || Some("督查一组（2）".to_owned());
    let apart =
        |reported, own: [bool; 2]| vec![(None, 1, false, own[0]), (second(), 1, reported, own[1])];
    assert_eq!(counted(&one), apart(false, [true, false]));
    assert_eq!(counted(&other), apart(false, [false, true]));
    other.day_report(day, "日报".to_owned()).unwrap();
    push(&other, &county);
    county.project_all().unwrap();
    assert_eq!(counted(&county), apart(true, [false, false]));
}

fn team(county: &Folder, member: &str) {
    let team = TeamSet {
        id: TeamId::of("第3组"),
        name: "第3组".to_owned(),
        members: vec![member.to_owned()],
        divisions: vec!["410523105".parse().unwrap()],
    };
    let scope = vec![county.county().unwrap()];
    county.state(vec![(scope, Body::TeamSet(team))]).unwrap();
}

/// The team in which a tablet takes itself to be, and in which it lets a new visit be.
fn teams_of(tablet: &Store) -> Vec<Option<TeamId>> {
    let today = tablet.today().unwrap().team.map(|team| team.id);
    let sealed = tablet.seal(visit().given()).unwrap().id;
    vec![today, tablet.visit(sealed).unwrap().current.team]
}

#[test]
fn a_second_device_has_no_team_until_headquarters_says_so() {
    let (county, one, second) = two_tablets();
    team(&county, "督查一组");
    let third = Some(TeamId::of("第3组"));
    let told_apart_from = |tablet: &Folder| tablet.status().unwrap().told_apart_from;
    pull(&one, &county);
    pull(&second, &county);
    assert_eq!(teams_of(&one), [third, third]);
    assert_eq!(told_apart_from(&one), None);
    assert_eq!(told_apart_from(&second).as_deref(), Some("督查一组"));
    let devices = county.devices().unwrap();
    let marked = devices.iter().filter_map(|one| one.told_apart_from());
    assert_eq!(marked.collect::<Vec<_>>(), ["督查一组"]);
    // Neither as it is called, nor if its owner calls it as the other is called.
    assert_eq!(teams_of(&second), [None, None]);
    second.set_name("督查一组").unwrap();
    assert_eq!(teams_of(&second), [None, None]);
    // By the team.
    team(&county, "督查一组（2）");
    pull(&one, &county);
    pull(&second, &county);
    assert_eq!(teams_of(&second), [third, third]);
    assert_eq!(teams_of(&one), [None, None]);
    // By its name, after the other was retired.
    team(&county, "督查一组");
    county.retire(one.author().unwrap(), "丢失").unwrap();
    county.rename(second.author().unwrap(), "督查一组").unwrap();
    pull(&second, &county);
    assert_eq!(teams_of(&second), [third, third]);
    assert_eq!(told_apart_from(&second), None);
}

#[test]
fn a_name_that_only_looks_like_an_active_one_is_told_apart_too() {
    let (county, _, other) = two_tablets();
    county.rename(other.author().unwrap(), "督查二组").unwrap();
    let code = county.give_code(&"410523".parse().unwrap(), 1, chrono::Duration::hours(1));
    let (secret, _) = kakou_store::read_code(&code.unwrap()).unwrap();
    let third = tablet_of(&county);
    let key = kakou_journal::Signer::public_key(&third.own_key().unwrap());
    let (_, device) = county.enrol(&secret, &key, "督查 二组", None).unwrap();
    assert_eq!(device.name, "督查 二组（2）");
}
