//! 核稿: somebody reads exactly the text that will be issued, and states its digest.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{BulletinIssued, Passage};
use crate::digest::{sha256_of, sha256_type};
use crate::{BulletinCheckId, CampaignId};

/// The longest name of whoever checks or issues, in characters.
const MAX_PERSON: usize = 60;
/// How much of a passage's hash is kept: enough to find the passages that changed. What is issued is
/// held to the whole digest.
const MARK: usize = 8;

sha256_type!(
    /// SHA-256 over all that a bulletin says: number, title, text, layout, figures, the facts behind
    /// them, and as of when. Who checked and who issued it is not in it.
    BulletinDigest = "bulletin digest"
);

/// Somebody has checked a bulletin. Whatever has another digest has not been checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BulletinChecked {
    /// The round that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<CampaignId>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// ×疫防指〔2020〕3号, or 第3期.
    pub number: String,
    /// 关于…督查情况的通报
    pub title: String,
    /// 数据截至
    pub as_of: DateTime<FixedOffset>,
    /// What was checked.
    pub digest: BulletinDigest,
    /// The first digits of each passage's hash, by which what changed since is pointed out.
    #[serde(default)]
    pub passages: Vec<String>,
    /// Who checked it.
    pub checker: String,
}

/// What is different from what was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPassages {
    /// Passages that were not there, or not so.
    pub new: Vec<String>,
    /// How many passages are there no more.
    pub gone: usize,
}

impl BulletinIssued {
    /// The digest of all that it says.
    pub fn digest(&self) -> BulletinDigest {
        BulletinDigest::over(&Self {
            check: None,
            signer: None,
            ..self.clone()
        })
    }

    /// What somebody states who has checked it.
    pub fn checked_by(&self, checker: &str) -> BulletinChecked {
        BulletinChecked {
            campaign: self.campaign,
            from: self.from,
            to: self.to,
            number: self.number.clone(),
            title: self.title.clone(),
            as_of: self.as_of,
            digest: self.digest(),
            passages: self.passages.iter().map(mark).collect(),
            checker: checker.trim().to_owned(),
        }
    }

    /// Which bulletin it is while it is checked.
    pub fn check_id(&self) -> BulletinCheckId {
        BulletinCheckId::of(self.campaign, &self.number)
    }
}

impl BulletinChecked {
    /// Which bulletin was checked: a round has one of each number.
    pub fn id(&self) -> BulletinCheckId {
        BulletinCheckId::of(self.campaign, &self.number)
    }

    /// Whether this is, word for word, what was checked.
    pub fn covers(&self, bulletin: &BulletinIssued) -> bool {
        self.digest == bulletin.digest()
    }

    /// What is said now that was not checked so. Nothing, although the digest differs, when the
    /// change is in the heading or in a table.
    pub fn changed(&self, now: &BulletinIssued) -> ChangedPassages {
        let before: BTreeSet<&str> = self.passages.iter().map(String::as_str).collect();
        let marks: BTreeSet<String> = now.passages.iter().map(mark).collect();
        let new = now.passages.iter();
        let new = new.filter(|one| !before.contains(mark(one).as_str()));
        ChangedPassages {
            new: new.map(|one| one.text.clone()).collect(),
            gone: before.iter().filter(|one| !marks.contains(**one)).count(),
        }
    }
}

/// Whether this names a person who checks or issues.
pub fn names_a_person(text: &str) -> bool {
    (1..=MAX_PERSON).contains(&text.trim().chars().count())
}

fn mark(passage: &Passage) -> String {
    sha256_of(passage).chars().take(MARK).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bulletin(passages: &[&str]) -> BulletinIssued {
        let day = NaiveDate::from_ymd_opt(2020, 2, 14).unwrap();
        let passages = passages.iter().map(|text| Passage {
            text: (*text).to_owned(),
            facts: Vec::new(),
        });
        BulletinIssued {
            campaign: None,
            from: day,
            to: day,
            number: "汤疫防指〔2020〕3号".to_owned(),
            title: "关于督查情况的通报".to_owned(),
            as_of: DateTime::parse_from_rfc3339("2020-02-17T12:00:00+08:00").unwrap(),
            passages: passages.collect(),
            document: serde_json::json!({"b": 1, "a": ["甲"]}),
            supplements: None,
            check: None,
            signer: None,
        }
    }

    #[test]
    fn a_check_covers_what_was_checked_and_nothing_else() {
        let checked = bulletin(&["甲"]).checked_by(" 督查办甲 ");
        assert_eq!(checked.checker, "督查办甲");
        let mut issued = bulletin(&["甲"]);
        issued.signer = Some("主任".to_owned());
        assert!(
            checked.covers(&issued),
            "who issues it changes nothing of it"
        );
        type Change = fn(&mut BulletinIssued);
        let changes: [Change; 6] = [
            |one| one.title.push('。'),
            |one| one.number.push('号'),
            |one| one.passages[0].text.push('。'),
            |one| one.passages[0].facts.push(crate::FactId(uuid::Uuid::nil())),
            |one| one.as_of += chrono::Duration::hours(1),
            |one| one.document["a"] = serde_json::json!(["乙"]),
        ];
        for change in changes {
            let mut other = bulletin(&["甲"]);
            change(&mut other);
            assert!(!checked.covers(&other), "{other:?}");
        }
    }

    #[test]
    fn the_digest_is_the_same_once_the_bulletin_has_been_a_fact() {
        let issued = bulletin(&["甲"]);
        let json = serde_json::to_string(&issued).unwrap();
        let read: BulletinIssued = serde_json::from_str(&json).unwrap();
        assert_eq!(read.digest(), issued.digest());
    }

    #[test]
    fn what_changed_since_is_pointed_out() {
        let checked = bulletin(&["甲", "乙", "丙"]).checked_by("某");
        let now = checked.changed(&bulletin(&["甲", "乙二", "丙", "丁"]));
        assert_eq!((now.new, now.gone), (vec!["乙二".into(), "丁".into()], 1));
        let mut heading = bulletin(&["甲", "乙", "丙"]);
        heading.title.push('二');
        let now = checked.changed(&heading);
        assert_eq!((now.new.len(), now.gone), (0, 0));
    }

    #[test]
    fn a_person_has_a_name() {
        assert!(names_a_person("督查办甲") && !names_a_person(" \n"));
        assert!(!names_a_person(&"长".repeat(61)));
    }
}
