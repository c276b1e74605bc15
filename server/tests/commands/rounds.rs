//! Rounds of supervision, teams, and what each team is to visit.

use std::sync::Arc;

use kakou_domain::SystemClock;
use kakou_domain::fact::Body;
use kakou_domain::supervision::AssignmentMade;
use kakou_store::Store;
use serde_json::Value;

use crate::support::Desk;

fn opened(desk: &Desk) -> String {
    let out = desk
        .run(&["campaign", "new", "--title", "村卡口督查第2轮"])
        .with(&["--from", "2020-02-14", "--to", "2020-02-20"])
        .with(&[
            "--organiser",
            "县纪委监委",
            "--organiser",
            "县疫情防控指挥部",
        ])
        .with(&["--method", "unannounced", "--kind", "village_checkpoint"])
        .with(&["--division", "410523105"])
        .good();
    out.lines().next().unwrap().to_owned()
}

fn rounds(desk: &Desk) -> Vec<Value> {
    let listed = desk.run(&["campaign", "list"]).json();
    listed.as_array().unwrap().clone()
}

#[test]
fn a_round_is_opened_shared_and_closed() {
    let desk = Desk::tangyin();
    assert!(rounds(&desk).is_empty());
    let id = opened(&desk);
    desk.run(&["team", "set", "--name", "第3组", "--member", "督查员甲"])
        .with(&["--member", "督查员乙", "--division", "410523105"])
        .good();
    desk.run(&["campaign", "assign", "--campaign", &id, "--team", "第3组"])
        .with(&["--division", "410523105201", "--division", "410523105202"])
        .good();
    let listed = rounds(&desk);
    let campaign = &listed[0]["campaign"];
    assert_eq!(campaign["id"], id.as_str());
    assert_eq!(campaign["organisers"][0], "县纪委监委");
    assert_eq!(campaign["to"], "2020-02-20");
    assert_eq!(campaign["closed"], false);
    let share = &listed[0]["assignments"][0];
    assert_eq!(share["divisions"][1], "410523105202");
    let text = desk.run(&["campaign", "list"]).good();
    assert!(text.contains("第3组: 410523105201, 410523105202"), "{text}");

    desk.run(&["campaign", "close", &id, "--on", "2020-02-17"])
        .good();
    let campaign = rounds(&desk)[0]["campaign"].clone();
    assert_eq!(
        (&campaign["closed"], &campaign["to"]),
        (&true.into(), &"2020-02-17".into())
    );
    // A second thought replaces the first.
    desk.run(&["campaign", "close", &id, "--on", "2020-02-18"])
        .good();
    assert_eq!(rounds(&desk)[0]["campaign"]["to"], "2020-02-18");
}

#[test]
fn a_team_is_said_anew_under_its_name() {
    let desk = Desk::tangyin();
    for members in [["督查员甲", "督查员乙"], ["督查员丙", "督查员丙 "]] {
        desk.run(&["team", "set", "--name", "第3组", "--member", members[0]])
            .with(&["--member", members[1]])
            .good();
    }
    let teams = desk.run(&["team", "list"]).json();
    assert_eq!(teams.as_array().unwrap().len(), 1);
    assert_eq!(teams[0]["members"], serde_json::json!(["督查员丙"]));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_stated() {
    let desk = Desk::tangyin();
    let id = opened(&desk);
    let new = |words: &[&str], code: &str| {
        desk.run(&["campaign", "new", "--from", "2020-02-14"])
            .with(words)
            .fails(code);
    };
    new(&["--title", " "], "bad-text");
    new(&["--title", &"长".repeat(61)], "bad-text");
    new(
        &["--title", "轮次", "--to", "2020-02-13"],
        "ends-before-it-begins",
    );
    new(&["--title", "轮次", "--kind", "castle"], "unknown-kind");
    new(
        &["--title", "轮次", "--division", "410524"],
        "unknown-division",
    );
    let nobody = "00000000-0000-0000-0000-000000000000";
    new(&["--title", "轮次", "--site", nobody], "unknown-site");
    desk.run(&["campaign", "close", nobody])
        .fails("unknown-campaign");
    desk.run(&["campaign", "close", &id, "--on", "2020-02-13"])
        .fails("ends-before-it-begins");
    desk.run(&["campaign", "assign", "--campaign", &id, "--team", "第9组"])
        .with(&["--division", "410523105"])
        .fails("unknown-team");
    desk.run(&["team", "set", "--name", "第3组", "--member", ""])
        .fails("bad-text");
    desk.run(&["team", "set", "--name", "第3组", "--member", "督查员甲"])
        .with(&["--division", "410524"])
        .fails("unknown-division");
    assert_eq!(rounds(&desk).len(), 1);
    assert!(
        desk.run(&["team", "list"])
            .json()
            .as_array()
            .unwrap()
            .is_empty()
    );
    let said = desk
        .run(&["campaign", "new", "--title", "轮次", "--from", "昨天"])
        .said();
    assert_eq!(said.code, 2);
    let said = desk
        .run(&["campaign", "assign", "--campaign", &id, "--team", "第3组"])
        .said();
    assert_eq!(said.code, 2, "it assigns nothing");
}

#[test]
fn sites_are_drawn_by_lot_once_a_day_and_again_only_with_a_reason() {
    let desk = Desk::tangyin();
    let id = opened(&desk);
    desk.run(&["team", "set", "--name", "第3组", "--member", "督查员甲"])
        .good();
    let draw = |words: &[&str]| {
        desk.run(&["campaign", "draw", "--campaign", &id, "--team", "第3组"])
            .with(words)
    };
    let chosen = draw(&["--count", "5", "--seed", "20200214"]).said();
    assert_eq!(chosen.code, 2, "nobody gives a seed");
    draw(&["--count", "400"]).fails("draw-too-many");
    draw(&["--count", "0"]).fails("draw-none");
    draw(&["--count", "1", "--kind", "castle"]).fails("unknown-kind");
    draw(&["--count", "1", "--division", "410524"]).fails("unknown-division");

    let first = draw(&["--count", "5"]).json();
    assert_eq!(first["sites"].as_array().unwrap().len(), 5);
    assert_eq!(first["attempt"]["number"], 1);
    draw(&["--count", "5"]).fails("draw-again");
    draw(&["--count", "5", "--reason", " "]).fails("draw-reason");
    let text = draw(&["--count", "3", "--kind", "village_checkpoint"])
        .with(&["--reason", "车辆故障"])
        .good();
    let seed = text.lines().next().unwrap().strip_prefix("seed ").unwrap();
    assert_eq!((seed.len(), text.lines().count()), (64, 5), "{text}");
    assert!(text.contains("number 2 of "), "{text}");

    let listed = desk.run(&["campaign", "list"]).good();
    let (of, earlier) = (&first["of"], first["seed"].as_str().unwrap());
    let said = format!("drawn 5 of {of} with seed {earlier}");
    assert!(listed.contains(&said), "{listed}");
    assert!(listed.contains(&format!("with seed {seed}")), "{listed}");
    assert!(listed.contains(": 车辆故障"), "{listed}");
    let shares = rounds(&desk)[0]["assignments"].as_array().unwrap().clone();
    assert_eq!(shares.len(), 2);
    assert_eq!(shares[0]["sites"][0], first["sites"][0]["id"]);
    assert_eq!(shares[0]["draw"]["of"], *of);
    assert_eq!(shares[0]["superseded_by"], shares[1]["id"]);
    let by = format!("SUPERSEDED by {}", shares[1]["id"].as_str().unwrap());
    assert!(listed.contains(&by), "{listed}");
}

#[test]
fn a_draw_is_proved_from_the_list_that_it_keeps() {
    let desk = Desk::tangyin();
    let id = opened(&desk);
    desk.run(&["team", "set", "--name", "第3组", "--member", "督查员甲"])
        .good();
    let drawn = desk
        .run(&["campaign", "draw", "--campaign", &id, "--team", "第3组"])
        .with(&["--count", "3"])
        .json();
    let draw = drawn["assignment"].as_str().unwrap();
    let text = desk.run(&["campaign", "verify-draw", draw]).good();
    assert!(text.contains("the same sites come out"), "{text}");
    assert!(text.contains("follows from the server's key"), "{text}");
    let list = drawn["list"].as_array().unwrap();
    assert_eq!(list.len() as u64, drawn["of"].as_u64().unwrap());
    assert_eq!(text.lines().count(), list.len() + 1);
    assert_eq!(
        text.lines().filter(|line| line.starts_with("  * ")).count(),
        3
    );
    for site in drawn["sites"].as_array().unwrap() {
        let (site, name) = (site["id"].as_str().unwrap(), site["name"].as_str().unwrap());
        assert!(text.contains(&format!("  * {site}  {name}")), "{text}");
    }
    let listed = desk.run(&["campaign", "list"]).good();
    assert!(listed.contains(&format!("draw {draw}")), "{listed}");

    // A whole round: one that was honest, one in which somebody chose, one of an older version.
    let store = Store::open(&desk.county(), Arc::new(SystemClock)).unwrap();
    let county = store.county().unwrap();
    let all = store.assignments().unwrap();
    let honest = all.iter().find(|one| one.id.to_string() == draw).unwrap();
    let state = |change: &dyn Fn(&mut AssignmentMade)| {
        let mut made = AssignmentMade {
            campaign: honest.campaign,
            team: honest.team,
            divisions: Vec::new(),
            sites: honest.sites.clone(),
            draw: honest.draw.clone(),
        };
        change(&mut made);
        let fact = (vec![county.clone()], Body::AssignmentMade(made));
        store.state(vec![fact]).unwrap();
    };
    state(&|made| made.draw.as_mut().unwrap().list.clear());
    desk.run(&["campaign", "verify-draw", &id]).good();
    state(&|made| made.sites.reverse());
    let said = desk.run(&["campaign", "verify-draw", &id]);
    said.fails("draw-differs");
    let said = desk.run(&["campaign", "verify-draw", &id, "--json"]).said();
    let proved: Value = serde_json::from_str(&said.out).unwrap();
    let verdicts = proved.as_array().unwrap().iter();
    let mut verdicts: Vec<_> = verdicts
        .map(|one| one["verdict"].as_str().unwrap())
        .collect();
    verdicts.sort_unstable();
    assert_eq!(verdicts, ["differs", "not_kept", "same"]);
    state(&|made| {
        let draw = made.draw.as_mut().unwrap();
        (draw.attempt, draw.seed) = (None, "20200214".to_owned());
    });
    let said = desk.run(&["campaign", "verify-draw", &id]).said();
    assert!(said.out.contains("given by a person"), "{}", said.out);
    let nothing = "00000000-0000-0000-0000-000000000000";
    desk.run(&["campaign", "verify-draw", nothing])
        .fails("no-draw");
}
