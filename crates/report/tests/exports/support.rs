//! A small county with a round, and a tablet with visits of every sort.

use std::path::PathBuf;

use chrono::NaiveDate;
use kakou_domain::disposition::{
    DispositionRecorded, Measure, MeasureTaken, Subject as Disposed, Term,
};
use kakou_domain::draft::Draft;
use kakou_domain::fact::Body;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::supervision::CampaignOpened;
use kakou_domain::tally::{PeopleFrom, TallyCounts};
use kakou_domain::{Answer, DivisionCode, Fix, Method, Position, VisitId};
use kakou_report::Language;
use kakou_report::export::{Exported, Subject, to_file};
use kakou_store::{Store, TallyGiven};
use kakou_test_support::{Folder, county, id, tablet_of, visit};
use tempfile::TempDir;

/// A tablet, and a folder for what it writes.
pub(crate) struct World {
    pub(crate) tablet: Folder,
    pub(crate) out: TempDir,
    /// 白营村: two faults, of which one was withdrawn, and a need.
    pub(crate) first: VisitId,
}

impl World {
    /// Three visits at two villages, the newest without a fault.
    pub(crate) fn filled() -> Self {
        let county = county();
        open_round(&county);
        let tablet = tablet_of(&county);
        let first = at_baiying(&tablet);
        what_followed(&tablet, first);
        tablet
            .seal(clean("程岗村", "2020-02-15T10:00:00+08:00"))
            .unwrap();
        tablet
            .seal(clean("白营村", "2020-02-16T06:30:00+08:00"))
            .unwrap();
        let out = tempfile::tempdir().unwrap();
        Self { tablet, out, first }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.out.path().join(name)
    }

    /// Writes a subject in Chinese, and gives where.
    pub(crate) fn export(&self, subject: Subject, name: &str) -> (PathBuf, Exported) {
        let path = self.path(name);
        let done = to_file(
            &self.tablet,
            subject,
            &path,
            Language::Chinese,
            &mut |_, _| (),
        );
        (path, done.unwrap())
    }
}

fn open_round(county: &Folder) {
    let code: DivisionCode = "410523".parse().unwrap();
    let round = CampaignOpened {
        title: "村卡口疫情防控督查".to_owned(),
        organisers: vec!["县纪委监委".to_owned()],
        methods: vec![Method::Unannounced],
        from: NaiveDate::from_ymd_opt(2020, 2, 14).unwrap(),
        to: None,
        kinds: Vec::new(),
        divisions: Vec::new(),
        sites: Vec::new(),
    };
    let body = Body::CampaignOpened(round);
    county.state(vec![(vec![code], body)]).unwrap();
}

fn clean(village: &'static str, time: &str) -> kakou_store::VisitGiven {
    visit().at(village).on(time).present(3).of(3).given()
}

/// Two of three present, a register that is not there, no masks left; the register was an error,
/// the absence is handed over.
fn at_baiying(tablet: &Store) -> VisitId {
    let given = visit()
        .present(2)
        .of(3)
        .by("督查员甲")
        .by("督查员乙")
        .answer("registration.register", Answer::One("none".to_owned()))
        .answer("supplies.short", Answer::Many(vec!["masks".to_owned()]))
        .notes("=HYPERLINK(\"http://example.invalid\")");
    let mut given = given.given();
    given.campaign = tablet.campaigns().unwrap().first().map(|round| round.id);
    let visit = tablet.seal(given).unwrap().id;
    let correct = |draft: &mut Draft| {
        let register = Answer::One("complete".to_owned());
        draft.answer("registration.register", Some(register));
        draft.position = Some(Fix::Known {
            position: Position::new(35.92215, 114.36214).unwrap(),
            accuracy_m: Some(8.0),
            at: draft.visited_at,
        });
    };
    tablet.amend(visit, "看错一项", correct).unwrap();
    let findings = tablet.visit(visit).unwrap().record.findings;
    let absent = findings
        .iter()
        .find(|one| one.category == "staffing.absent");
    let moved = FindingMoved {
        unit: Some("白营镇白营村".to_owned()),
        deadline: NaiveDate::from_ymd_opt(2020, 2, 15),
        ..FindingMoved::new(absent.unwrap().id, FindingState::Assigned)
    };
    tablet.finding_move(moved).unwrap();
    visit
}

/// Two measures on a person, a fine that was taken back, a shift that was counted twice.
fn what_followed(tablet: &Store, visit: VisitId) {
    let recorded = |subject, measures| DispositionRecorded {
        corrects: None,
        visit: Some(visit),
        findings: Vec::new(),
        date: NaiveDate::from_ymd_opt(2020, 2, 16),
        by: Some("任固镇党委".to_owned()),
        subject,
        measures,
        withdrawn: None,
        reason: None,
    };
    let probation = MeasureTaken {
        term: Some(Term::Months(6)),
        ..Measure::PartyProbation.into()
    };
    let measures = vec![probation, Measure::WrittenSelfCriticism.into()];
    let head = Disposed::of_visit(visit, "1", "村委会主任");
    tablet.disposition_record(recorded(head, measures)).unwrap();
    let name = "白营村超市".to_owned();
    let fine = MeasureTaken {
        amount: Some(500),
        ..Measure::Fine.into()
    };
    let mut shop = recorded(Disposed::Unit { name }, vec![fine]);
    (shop.date, shop.by) = (None, None);
    shop.corrects = Some(tablet.disposition_record(shop.clone()).unwrap().id);
    shop.withdrawn = Some("记错了店".to_owned());
    tablet.disposition_record(shop).unwrap();
    for (vehicles, reason) in [(100, ""), (120, "漏记夜间车辆")] {
        let people = |region: &str, people| PeopleFrom {
            region: region.to_owned(),
            people,
        };
        let tally = TallyGiven {
            site: id("白营村"),
            day: NaiveDate::from_ymd_opt(2020, 2, 14).unwrap(),
            shift: "白班".to_owned(),
            counts: TallyCounts {
                vehicles_checked: Some(vehicles),
                vehicles_turned_back: Some(0),
                temperatures_taken: None,
                people_from: vec![people("湖北", 3), people("郑州", 2)],
            },
            reason: reason.to_owned(),
        };
        tablet.tally_record(tally).unwrap();
    }
}

/// The village's checkpoint.
pub(crate) fn site(village: &str) -> String {
    id(village).to_string()
}
