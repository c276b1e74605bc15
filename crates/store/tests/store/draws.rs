//! Drawing by lot: of what, how often, and that nobody chooses what comes out.

use chrono::NaiveDate;
use kakou_domain::fact::Body;
use kakou_domain::places::TeamSet;
use kakou_domain::supervision::{AssignmentMade, CampaignOpened, Draw, DrawProof, draw};
use kakou_domain::{CampaignId, Method, SiteId, TeamId};
use kakou_store::views::{AssignmentView, SiteFilter};
use kakou_store::{DrawGiven, Drawn, SeedProof, Store};
use kakou_test_support::{Folder, county, id, tablet_of, visit};

/// A day of the county's clock.
const DAY_MS: i64 = 24 * 3_600_000;

fn state(county: &Folder, body: Body) {
    let scope = vec!["410523".parse().unwrap()];
    county.state(vec![(scope, body)]).unwrap();
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, day).unwrap()
}

/// A county with a round of village checkpoints and one team.
struct Round {
    county: Folder,
    campaign: CampaignId,
    team: TeamId,
}

impl Round {
    fn begun() -> Self {
        let county = county();
        let campaign = county.open_campaign(CampaignOpened {
            title: "第2轮".to_owned(),
            organisers: vec!["县纪委监委".to_owned()],
            methods: vec![Method::Unannounced],
            from: day(14),
            to: None,
            kinds: vec!["village_checkpoint".parse().unwrap()],
            divisions: Vec::new(),
            sites: Vec::new(),
        });
        let team = TeamSet {
            id: TeamId::of("第3组"),
            name: "第3组".to_owned(),
            members: vec!["督查一组".to_owned()],
            divisions: Vec::new(),
        };
        let of = team.id;
        state(&county, Body::TeamSet(team));
        Self {
            campaign: campaign.unwrap(),
            team: of,
            county,
        }
    }

    fn given(&self, count: u32, reason: Option<&str>) -> DrawGiven {
        DrawGiven {
            campaign: self.campaign,
            team: self.team,
            count,
            kind: None,
            division: None,
            reason: reason.map(str::to_owned),
        }
    }

    fn draw(&self, count: u32, reason: Option<&str>) -> Drawn {
        self.county.draw_sites(self.given(count, reason)).unwrap()
    }

    fn refused(&self, given: DrawGiven) -> &'static str {
        self.county.draw_sites(given).unwrap_err().code()
    }

    fn assignments(&self) -> Vec<AssignmentView> {
        self.county.assignments().unwrap()
    }

    /// States an assignment that somebody drew with a program of his own.
    fn forged(&self, honest: &Drawn, change: impl FnOnce(&mut Draw)) -> (SeedProof, DrawProof) {
        let mut forged = honest.draw.clone();
        change(&mut forged);
        let again = draw(&forged.seed, forged.list.iter().copied(), forged.count);
        let known: Vec<_> = self.assignments().iter().map(|one| one.id).collect();
        let made = AssignmentMade {
            campaign: self.campaign,
            team: self.team,
            divisions: Vec::new(),
            sites: again.unwrap().1,
            draw: Some(forged),
        };
        state(&self.county, Body::AssignmentMade(made));
        let proved = self.county.prove_draws(self.campaign.0).unwrap();
        let new = proved
            .iter()
            .find(|one| !known.contains(&one.assignment.id));
        let new = new.unwrap();
        (new.seed, new.proof.clone())
    }
}

fn sites(drawn: &Drawn) -> Vec<SiteId> {
    drawn.sites.iter().map(|site| site.id).collect()
}

fn assigned(store: &Store) -> Vec<SiteId> {
    let filter = SiteFilter {
        assigned: true,
        ..SiteFilter::default()
    };
    let rows = store.sites(&filter, None, 100).unwrap().rows;
    rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn what_is_drawn_is_in_service_covered_and_not_yet_visited() {
    let round = Round::begun();
    let within = DrawGiven {
        division: Some("410523105".parse().unwrap()),
        ..round.given(4, None)
    };
    assert_eq!(round.refused(round.given(9, None)), "draw-too-many");
    assert_eq!(round.refused(within), "draw-too-many");
    assert!(round.assignments().is_empty());
    let all = round.draw(8, None);
    assert_eq!((all.draw.of, all.draw.count), (8, 8));

    // One was visited meanwhile, one is out of service.
    let visited = visit().at("白营村").on("2020-02-15T09:00:00+08:00");
    round.county.seal(visited.given()).unwrap();
    let mut gone = round.county.site(id("程岗村")).unwrap().site;
    gone.withdrawn_from = Some(day(15));
    state(&round.county, Body::SiteDefined(gone));
    let why = Some("两个点位已不可查");
    assert_eq!(round.refused(round.given(7, why)), "draw-too-many");
    let left = round.draw(6, why);
    assert_eq!(left.draw.of, 6);
    let out = [id("白营村"), id("程岗村")];
    assert!(sites(&left).iter().all(|site| !out.contains(site)));
    let nowhere = DrawGiven {
        campaign: CampaignId(round.team.0),
        ..round.given(1, None)
    };
    assert_eq!(round.refused(nowhere), "no-campaign");
}

#[test]
fn nobody_chooses_the_seed_and_asking_again_gives_the_same() {
    let round = Round::begun();
    // The same county a second time: whoever tries beforehand learns what comes, and changes nothing.
    let tried = round.county.copied();
    let drawn = round.draw(3, None);
    let again = tried.draw_sites(round.given(3, None)).unwrap();
    assert_eq!(drawn.draw, again.draw);
    assert_eq!(sites(&drawn), sites(&again));
    round.county.clock.advance(DAY_MS);
    let tomorrow = round.draw(3, None);
    assert_ne!(tomorrow.draw.seed, drawn.draw.seed);
}

#[test]
fn a_second_draw_of_a_day_needs_a_reason_and_both_are_shown() {
    let round = Round::begun();
    let first = round.draw(3, None);
    assert_eq!(round.refused(round.given(3, None)), "draw-again");
    assert_eq!(round.refused(round.given(3, Some("  "))), "draw-reason");
    assert_eq!(round.assignments().len(), 1);

    let second = round.draw(3, Some("车辆故障"));
    assert_ne!(first.draw.seed, second.draw.seed);
    let made = round.assignments();
    let told: Vec<_> = made
        .iter()
        .map(|one| {
            let attempt = one.draw.as_ref().unwrap().attempt.as_ref().unwrap();
            (attempt.number, attempt.reason.as_deref(), one.superseded_by)
        })
        .collect();
    let by = Some(second.assignment);
    assert_eq!(told, [(1, None, by), (2, Some("车辆故障"), None)]);
    // Another team, and another day, are drawn for themselves.
    let other = DrawGiven {
        team: TeamId::of("第4组"),
        ..round.given(1, None)
    };
    round.county.draw_sites(other).unwrap();
    round.county.clock.advance(DAY_MS);
    round.draw(1, None);
}

#[test]
fn a_team_visits_what_was_drawn_last_for_the_day() {
    let round = Round::begun();
    let first = round.draw(1, None);
    let tablet = tablet_of(&round.county);
    assert_eq!(assigned(&tablet), sites(&first));
    let second = round.draw(2, Some("人员调整"));
    let tablet = tablet_of(&round.county);
    let (mut now, mut drawn) = (assigned(&tablet), sites(&second));
    now.sort_unstable();
    drawn.sort_unstable();
    assert_eq!(now, drawn);
}

#[test]
fn a_seed_that_somebody_chose_is_found_out() {
    let round = Round::begun();
    let honest = round.draw(3, None);
    let proved = round.county.prove_draws(honest.assignment.0).unwrap();
    assert_eq!(proved.len(), 1);
    assert_eq!(proved[0].seed, SeedProof::Follows);
    assert_eq!(proved[0].proof, DrawProof::Same);

    let chosen = round.forged(&honest, |draw| draw.seed = "好看的结果".to_owned());
    assert_eq!(chosen, (SeedProof::Differs, DrawProof::Same));
    let renumbered = round.forged(&honest, |draw| {
        draw.attempt.as_mut().unwrap().number = 7;
    });
    assert_eq!(renumbered.0, SeedProof::Differs);
    let unsigned = round.forged(&honest, |draw| {
        draw.attempt.as_mut().unwrap().signature.clear();
    });
    assert_eq!(unsigned.0, SeedProof::Differs);
}

#[test]
fn a_draw_of_another_day_and_one_whose_earlier_ones_are_hidden_are_found_out() {
    let round = Round::begun();
    let tried = round.county.copied();
    tried.draw_sites(round.given(3, None)).unwrap();
    let second = tried.draw_sites(round.given(3, Some("再抽"))).unwrap();
    let hidden = round.forged(&second, |_| {});
    assert_eq!(hidden, (SeedProof::EarlierMissing, DrawProof::Same));
    round.county.clock.advance(DAY_MS);
    let old = round.forged(&second, |_| {});
    assert_eq!(old.0, SeedProof::OtherDay);
}

#[test]
fn a_draw_of_before_is_shown_with_a_seed_that_a_person_gave() {
    let round = Round::begun();
    let honest = round.draw(3, None);
    round.county.clock.advance(DAY_MS);
    let before = round.forged(&honest, |draw| {
        draw.attempt = None;
        draw.seed = "20200214".to_owned();
    });
    assert_eq!(before, (SeedProof::Given, DrawProof::Same));
    assert!(
        round
            .assignments()
            .iter()
            .all(|one| one.superseded_by.is_none())
    );
}
