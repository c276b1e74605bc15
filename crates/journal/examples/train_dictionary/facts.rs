//! Invented facts, made by the domain's own types: so a dictionary is trained on exactly what
//! tablets and headquarters write.

use chrono::{DateTime, FixedOffset, TimeDelta};
use kakou_domain::checklist::{AnswerKind, Item, Template, evaluate, standard};
use kakou_domain::draft::Draft;
use kakou_domain::fact::{Body, ClockReading, Fact};
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::places::{RosterSet, Shift, SiteDefined};
use kakou_domain::seal::{amend, seal};
use kakou_domain::visit::{Filled, PhoneCall, SiteRef, VisitAmended, VisitContent};
use kakou_domain::{Answer, Answers, DivisionCode, FactId, Fix, Method, Position, SiteId, VisitId};

use crate::random::Random;

const VILLAGES: &[&str] = &[
    "白营村",
    "程岗村",
    "庵上村",
    "曹庄村",
    "高耳庄村",
    "东店村",
    "南故城村",
    "西石得村",
    "大性村",
    "小盖族村",
];
const TEAMS: &[&str] = &["督查一组", "督查二组", "督查三组", "督查四组"];
const NOTES: &[&str] = &["", "", "", "", "已现场反馈村委会。", "要求立即整改。"];

/// Payloads without an end, always the same for a seed.
pub(crate) fn facts(seed: u64) -> impl Iterator<Item = Vec<u8>> {
    let templates = standard();
    let mut random = Random::new(seed);
    let begin = DateTime::parse_from_rfc3339("2026-11-14T08:00:00+08:00");
    let mut now = begin.unwrap_or_default();
    std::iter::from_fn(move || {
        now += TimeDelta::milliseconds(60_000 + random.below(600_000).cast_signed());
        let made = Maker {
            random: &mut random,
            templates: &templates,
            now,
        }
        .fact();
        made.and_then(|fact| fact.to_payload().ok())
    })
}

struct Maker<'a> {
    random: &'a mut Random,
    templates: &'a [Template],
    now: DateTime<FixedOffset>,
}

impl<'a> Maker<'a> {
    fn fact(&mut self) -> Option<Fact> {
        let id = FactId(self.uuid(7)?);
        let site = self.site()?;
        let scope = vec![site.division.clone()];
        let (follows, body) = self.body(id, &site)?;
        let by = (*self.random.pick(TEAMS)).to_owned();
        let reading = ClockReading {
            drift_ms: self.random.below(4_000).cast_signed() - 2_000,
            measured_at: self.now - TimeDelta::minutes(self.random.below(600).cast_signed()),
        };
        let clock = self.random.chance(85).then_some(reading);
        Some(Fact {
            id,
            scope,
            at: self.now,
            clock,
            follows,
            by,
            body,
        })
    }

    fn body(&mut self, id: FactId, site: &SiteDefined) -> Option<(Vec<FactId>, Body)> {
        let earlier = FactId(self.uuid(7)?);
        Some(match self.random.below(20) {
            0 => (Vec::new(), Body::SiteDefined(site.clone())),
            1 => (Vec::new(), Body::RosterSet(self.roster(site.id()))),
            2 | 3 => (vec![earlier], Body::FindingMoved(self.moved()?)),
            4 => {
                let (draft, template) = self.draft(earlier.into(), site)?;
                let before = seal(&draft, &template.clone().into(), self.now).ok()?;
                let (mut after, reason) = (draft, "实到人数录入有误");
                after.answer("staffing.present", Some(Answer::Count(2)));
                let content = amend(
                    &after,
                    &template.clone().into(),
                    &before.findings,
                    reason,
                    self.now,
                );
                let amended = VisitAmended {
                    visit: earlier.into(),
                    reason: reason.to_owned(),
                    content: content.unwrap_or(before),
                };
                (vec![earlier], Body::VisitAmended(Box::new(amended)))
            }
            _ => (
                Vec::new(),
                Body::VisitSealed(Box::new(self.visit(id, site)?)),
            ),
        })
    }

    fn visit(&mut self, id: FactId, site: &SiteDefined) -> Option<VisitContent> {
        let (draft, template) = self.draft(id.into(), site)?;
        seal(&draft, &template.clone().into(), self.now).ok()
    }

    /// A visit that looked at little, or at nearly everything.
    fn draft(&mut self, id: VisitId, site: &SiteDefined) -> Option<(Draft, &'a Template)> {
        let templates = self.templates;
        let template = templates
            .iter()
            .find(|one| one.kind(&site.kind).is_some())?;
        let method =
            *self
                .random
                .pick(&[Method::Unannounced, Method::Unannounced, Method::Announced]);
        let thorough = *self.random.pick(&[15, 60, 95, 100]);
        let mut answers = Answers::new();
        for item in &template.items {
            let now = evaluate(template, &site.kind, method, &answers);
            let relevant = now
                .items
                .iter()
                .any(|one| one.code == item.code && one.relevant);
            if relevant && self.random.chance(thorough) {
                answers.insert(item.code.clone(), self.answer(item));
            }
        }
        let invalid = evaluate(template, &site.kind, method, &answers);
        for (item, _) in invalid.invalid() {
            answers.remove(item);
        }
        let filled = self.filled(template, &mut answers);
        let site = SiteRef {
            id: site.id(),
            name: site.name.clone(),
            kind: site.kind.clone(),
            division: site.division.clone(),
        };
        let draft = Draft {
            inspectors: vec![(*self.random.pick(TEAMS)).to_owned()],
            position: self.position(),
            answers,
            filled,
            calls: self.calls(),
            notes: (*self.random.pick(NOTES)).to_owned(),
            ..Draft::new(id, site, method, self.now - TimeDelta::minutes(4))
        };
        Some((draft, template))
    }

    /// Presses of «rest is normal» for what was not answered by hand.
    fn filled(&mut self, template: &Template, answers: &mut Answers) -> Vec<Filled> {
        let mut filled = Vec::new();
        for group in &template.groups {
            let rest = template
                .items
                .iter()
                .filter(|item| item.group == group.code);
            let rest = rest.filter(|item| !answers.contains_key(&item.code));
            let rest = rest.filter_map(|item| Some((item.code.clone(), item.normal.clone()?)));
            let rest: Answers = rest.collect();
            if !rest.is_empty() && self.random.chance(50) {
                filled.push(Filled {
                    group: group.code.clone(),
                    items: rest.keys().cloned().collect(),
                });
                answers.extend(rest);
            }
        }
        filled
    }

    fn calls(&mut self) -> Vec<PhoneCall> {
        let at = self.now - TimeDelta::minutes(2);
        let answered = self.random.chance(60);
        let called = self.random.chance(30).then_some(PhoneCall { at, answered });
        called.into_iter().collect()
    }

    fn answer(&mut self, item: &Item) -> Answer {
        if let (Some(normal), true) = (&item.normal, self.random.chance(75)) {
            return normal.clone();
        }
        match &item.answer {
            AnswerKind::Count { .. } => Answer::Count(self.random.below(5).cast_signed()),
            AnswerKind::YesNo => Answer::YesNo(self.random.chance(50)),
            AnswerKind::One { choices } => Answer::One(self.random.pick(choices).code.clone()),
            AnswerKind::Many { choices, .. } => {
                let chosen = choices.iter().filter(|_| self.random.chance(30));
                Answer::Many(chosen.map(|choice| choice.code.clone()).collect())
            }
        }
    }

    fn site(&mut self) -> Option<SiteDefined> {
        let village = 410_523_100_200 + self.random.below(8) * 1_000 + self.random.below(40);
        let division = DivisionCode::new(&village.to_string()).ok()?;
        // Most of what a county visits are village checkpoints.
        let template = if self.random.chance(60) {
            self.templates.iter().find(|one| one.id == "checkpoint")?
        } else {
            self.random.pick(self.templates)
        };
        let kind = template.kinds.first()?.clone();
        let name = format!("{}{}", self.random.pick(VILLAGES), kind.place);
        let mut site = SiteDefined::new(division, kind.code, &name);
        site.position = Position::new(35.9, 114.35)
            .ok()
            .filter(|_| self.random.chance(20));
        Some(site)
    }

    fn roster(&mut self, site: SiteId) -> RosterSet {
        let shift = Shift {
            from: Some(self.now.date_naive()),
            to: None,
            name: (*self.random.pick(&["白班", "夜班"])).to_owned(),
            begins: None,
            ends: None,
            required: 2 + u32::try_from(self.random.below(3)).unwrap_or(0),
            roles: Vec::new(),
            leader: Some("村党支部书记".to_owned()),
        };
        RosterSet {
            site,
            shifts: vec![shift],
        }
    }

    fn moved(&mut self) -> Option<FindingMoved> {
        let to = [
            FindingState::Assigned,
            FindingState::Rectified,
            FindingState::Verified,
        ];
        let finding = kakou_domain::FindingId(self.uuid(5)?);
        Some(FindingMoved {
            unit: Some("白营镇政府".to_owned()),
            deadline: Some(self.now.date_naive()),
            note: (*self.random.pick(NOTES)).to_owned(),
            ..FindingMoved::new(finding, *self.random.pick(&to))
        })
    }

    fn position(&mut self) -> Option<Fix> {
        let north = 35.8 + self.random.below(200_000) as f64 / 1e6;
        let east = 114.2 + self.random.below(400_000) as f64 / 1e6;
        let position = Position::new(north, east)
            .ok()
            .filter(|_| self.random.chance(60))?;
        let accuracy_m = Some(4.0 + self.random.below(30) as f64);
        Some(Fix::Known {
            position,
            accuracy_m,
            at: self.now,
        })
    }

    fn uuid(&mut self, version: u8) -> Option<uuid::Uuid> {
        let millis = u64::try_from(self.now.timestamp_millis()).ok()?;
        self.random.uuid(version, millis).parse().ok()
    }
}
