//! The visit that a paper is about.

use chrono::{DateTime, FixedOffset};
use kakou_domain::doubt::DateStanding;
use kakou_domain::moves::FindingState;
use kakou_domain::visit::Finding;
use kakou_domain::{Fix, Nature, VisitId};
use kakou_store::views::{FindingLine, VisitPage};
use kakou_store::{Store, StoreError};

use crate::error::Result;
use crate::language::Language;
use crate::options::name_or_nothing;
use crate::text::one_line;

/// A visit as it stands now, and what a paper says around it.
pub(crate) struct Subject {
    pub page: VisitPage,
    pub township: String,
    pub practice: bool,
    pub now: DateTime<FixedOffset>,
    pub language: Language,
}

/// A finding as it stands now, and what the visit says of it.
#[derive(Clone, Copy)]
pub(crate) struct Standing<'a> {
    pub line: &'a FindingLine,
    pub said: Option<&'a Finding>,
}

impl Subject {
    pub(crate) fn read(store: &Store, visit: VisitId, language: Language) -> Result<Self> {
        let page = store.visit(visit)?;
        let township = match store.site(page.current.site.id) {
            Ok(site) => name_or_nothing(&site.row.township).to_owned(),
            Err(StoreError::NoSite(_)) => String::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self {
            page,
            township,
            practice: store.status()?.practice,
            now: store.clock().now(),
            language,
        })
    }

    /// What stands of one nature. What was withdrawn is not handed to anybody.
    pub(crate) fn standing(&self, nature: Nature) -> Vec<Standing<'_>> {
        let mut findings = self.findings(nature);
        findings.retain(|finding| finding.line.state != FindingState::Withdrawn);
        findings
    }

    /// All that was found of one nature, in the visit's order.
    pub(crate) fn findings(&self, nature: Nature) -> Vec<Standing<'_>> {
        let said = &self.page.current.findings;
        let lines = self.page.record.findings.iter();
        lines
            .filter(|line| line.nature == nature)
            .map(|line| Standing {
                line,
                said: said.iter().find(|finding| finding.id == line.id),
            })
            .collect()
    }

    /// The site with its township, where that is known.
    pub(crate) fn place(&self) -> String {
        let site = one_line(&self.page.current.site.name);
        if self.township.is_empty() {
            return site;
        }
        let values = [("township", self.township.as_str()), ("site", &site)];
        self.language.fill("place", &values)
    }

    /// Names of people, put together; what headquarters calls whose device it was, where that is none of
    /// them.
    pub(crate) fn inspectors(&self) -> String {
        let names: Vec<String> = self
            .page
            .current
            .inspectors
            .iter()
            .map(|name| one_line(name))
            .collect();
        let names = names.join(self.language.say("list_comma"));
        self.language
            .name(&names, self.page.record.admitted.as_deref())
    }

    /// The visit's time, with what is said of it where it does not count.
    pub(crate) fn dated(&self, time: String) -> String {
        match self.page.record.date {
            DateStanding::Counts => time,
            standing => {
                let note = self.language.of("date_note", standing);
                time + &self.language.fill("aside", &[("text", note)])
            }
        }
    }

    /// A position, or why there is none.
    pub(crate) fn position(&self, fix: &Fix) -> String {
        match fix {
            Fix::Known {
                position,
                accuracy_m,
                ..
            } => {
                let place = format!("{:.5}, {:.5}", position.latitude(), position.longitude());
                match accuracy_m {
                    Some(metres) => {
                        let values = [
                            ("place", place.as_str()),
                            ("metres", &format!("{metres:.0}")),
                        ];
                        self.language.fill("accuracy", &values)
                    }
                    None => place,
                }
            }
            Fix::Missing { reason } => why_no_position(self.language, reason),
        }
    }
}

/// Why a device had no position; anything that it does not say by itself is an inspector's words.
pub(crate) fn why_no_position(language: Language, reason: &str) -> String {
    match language.say(&format!("fix_{reason}")) {
        "" => one_line(reason),
        known => known.to_owned(),
    }
}

impl Standing<'_> {
    /// 立查立改
    pub(crate) fn on_spot(&self) -> bool {
        self.said.is_some_and(|finding| finding.rectified_on_spot)
    }

    /// What has become of it, when that is good news for whoever gets the paper.
    pub(crate) fn good_news(&self, language: Language) -> Option<&'static str> {
        match self.line.state {
            _ if self.line.conflict => None,
            FindingState::Rectified if self.on_spot() => Some(language.say("rectified_on_spot")),
            state @ (FindingState::Rectified | FindingState::Verified) => {
                Some(language.of("state", state))
            }
            _ => None,
        }
    }
}
