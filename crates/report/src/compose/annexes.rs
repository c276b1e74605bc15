//! 问题清单 and 督查覆盖情况表.

use super::matter::Matter;
use super::phrases::{day, percent};
use crate::bulletin::{Annex, Column, Table, literal};
use crate::text::one_line;

pub(super) fn annexes(matter: &Matter) -> Vec<Annex> {
    let problems = problems(matter);
    let coverage = coverage(matter);
    let annexes = [problems, coverage].into_iter();
    annexes
        .filter(|annex| !annex.table.rows.is_empty())
        .collect()
}

fn problems(matter: &Matter) -> Annex {
    let found = matter
        .faulty()
        .flat_map(|one| one.faults().map(move |finding| (one, finding)));
    let rows = found.enumerate().map(|(n, (one, finding))| {
        let deadline = finding.deadline.as_deref();
        let deadline = deadline.and_then(|text| text.parse().ok()).map(day);
        vec![
            (n + 1).to_string(),
            literal(&one.place),
            literal(&one_line(&finding.line.text)),
            literal(&one_line(finding.unit.as_deref().unwrap_or_default())),
            deadline.unwrap_or_default(),
        ]
    });
    Annex {
        title: "问题清单".to_owned(),
        table: Table {
            rows: rows.collect(),
            columns: vec![
                Column::new("序号", 2),
                Column::new("点位", 6),
                Column::new("存在问题", 12),
                Column::new("责任单位", 5),
                Column::new("整改期限", 4),
            ],
        },
    }
}

fn coverage(matter: &Matter) -> Annex {
    let mut rows = Vec::new();
    if let Some(coverage) = &matter.coverage {
        let row = |name: &str, due: u32, done: u32| {
            vec![
                literal(name),
                due.to_string(),
                done.to_string(),
                due.saturating_sub(done).to_string(),
                percent(done, due),
            ]
        };
        let towns = coverage.townships.iter();
        rows.extend(towns.map(|town| row(&town.name, town.due, town.done)));
        if !rows.is_empty() {
            rows.push(row("合计", coverage.due, coverage.done));
        }
    }
    Annex {
        title: "督查覆盖情况表".to_owned(),
        table: Table {
            rows,
            columns: vec![
                Column::new("乡镇", 4),
                Column::new("应查", 2),
                Column::new("已查", 2),
                Column::new("未查", 2),
                Column::new("覆盖率", 3),
            ],
        },
    }
}
