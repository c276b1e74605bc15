//! The figures of a bulletin. Each is a count of records that it names.

use std::collections::{BTreeMap, BTreeSet};

use kakou_domain::disposition::{DispositionTotals, count};
use kakou_domain::moves::FindingState;
use serde::{Deserialize, Serialize};

use super::matter::Matter;

/// What a bulletin counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BulletinTotals {
    /// 应查, where a round says what must be visited.
    pub sites_due: Option<u32>,
    /// 已查
    pub sites_done: Option<u32>,
    /// Visits.
    pub visits: u32,
    /// Sites that were visited, each once.
    pub sites_visited: u32,
    /// Sites at which a fault was found, each once.
    pub sites_with_findings: u32,
    /// Visits without a fault at which nothing was left unchecked.
    pub exemplary: u32,
    /// Faults.
    pub findings: u32,
    /// Faults by the group of the checklist that raised them.
    pub findings_by_group: BTreeMap<String, u32>,
    /// Faults that are rectified or verified by now.
    pub rectified: u32,
    /// Needs; they are not among the faults.
    pub needs: u32,
    /// What followed.
    #[serde(flatten)]
    pub dispositions: DispositionTotals,
}

impl BulletinTotals {
    pub(super) fn of(matter: &Matter) -> Self {
        let visits = &matter.visits;
        let mut by_group: BTreeMap<String, u32> = BTreeMap::new();
        let (mut findings, mut rectified, mut needs) = (0, 0, 0);
        for one in visits {
            for finding in one.faults() {
                findings += 1;
                let right = [FindingState::Rectified, FindingState::Verified];
                rectified += u32::from(right.contains(&finding.line.state));
                let category = &finding.line.category;
                let group = category.split('.').next().unwrap_or_default();
                *by_group.entry(group.to_owned()).or_default() += 1;
            }
            needs += number(one.needs().count());
        }
        let sites: BTreeSet<_> = visits.iter().map(|one| one.page.current.site.id).collect();
        let faulty: BTreeSet<_> = matter
            .faulty()
            .map(|one| one.page.current.site.id)
            .collect();
        Self {
            sites_due: matter.coverage.as_ref().map(|coverage| coverage.due),
            sites_done: matter.coverage.as_ref().map(|coverage| coverage.done),
            visits: number(visits.len()),
            sites_visited: number(sites.len()),
            sites_with_findings: number(faulty.len()),
            exemplary: number(visits.iter().filter(|one| one.is_exemplary()).count()),
            findings,
            findings_by_group: by_group,
            rectified,
            needs,
            dispositions: count(visits.iter().flat_map(|one| one.dispositions())),
        }
    }
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
