//! How a bulletin begins: who inspected what and how, how much of it, and what went well.

use std::collections::BTreeSet;

use super::figures::BulletinTotals;
use super::matter::Matter;
use super::phrases::{counted, days, hour, list, percent, sentence};
use crate::bulletin::{Block, HeadingLevel, literal};
use crate::language::Language;
use crate::text::one_line;

/// The first paragraphs.
pub(super) fn opening(matter: &Matter, totals: &BulletinTotals) -> Vec<Block> {
    let all = || matter.visits.iter().flat_map(|one| one.facts());
    let mut said = format!("{}，", days(matter.from, matter.to));
    said += &literal(&list(&matter.organisers, "个单位"));
    said += &methods(matter);
    said += &where_to(matter);
    said += &format!("开展{}。", literal(&matter.subject));
    said += &extent(totals);
    if totals.findings > 0 {
        said += &format!(
            "发现{}个点位存在问题{}个。",
            totals.sites_with_findings, totals.findings
        );
    } else if totals.visits > 0 {
        said += "未发现问题。";
    }
    said += &format!("数据截至{}。现将有关情况通报如下：", hour(matter.as_of));
    vec![Block::paragraph(said).from_facts(all())]
}

fn methods(matter: &Matter) -> String {
    let methods: Vec<&str> = matter
        .methods
        .iter()
        .map(|method| Language::Chinese.of("method", method))
        .collect();
    match methods.is_empty() {
        true => String::new(),
        false => format!("采取{}的方式，", methods.join("、")),
    }
}

fn where_to(matter: &Matter) -> String {
    let mut seen = BTreeSet::new();
    let mut in_order: Vec<(&kakou_domain::DivisionCode, &str)> = matter
        .visits
        .iter()
        .filter(|one| !one.township.is_empty() && seen.insert(&one.township))
        .map(|one| (&one.page.current.site.division, one.township.as_str()))
        .collect();
    in_order.sort();
    let names: Vec<String> = in_order
        .into_iter()
        .map(|(_, name)| literal(name))
        .collect();
    match names.len() {
        0 => String::new(),
        1 => format!("对{}", names.concat()),
        n => format!("对{}共{n}个乡镇", names.join("、")),
    }
}

fn extent(totals: &BulletinTotals) -> String {
    match (totals.sites_due, totals.sites_done) {
        (Some(due), Some(done)) if due > 0 => format!(
            "应查点位{due}个，已查{done}个，未查{}个，覆盖率{}；检查{}次。",
            due.saturating_sub(done),
            percent(done, due),
            totals.visits
        ),
        _ if totals.visits == totals.sites_visited => {
            format!("共检查点位{}个。", totals.sites_visited)
        }
        _ => format!(
            "共检查点位{}个、{}次。",
            totals.sites_visited, totals.visits
        ),
    }
}

/// 规范点位, 亮点做法, 回头看; nothing where there is nothing to say.
pub(super) fn good(matter: &Matter, totals: &BulletinTotals) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(exemplary(matter));
    for one in &matter.visits {
        let good = one_line(&one.page.current.good_practice);
        if !good.is_empty() {
            let said = format!("{}：{}", literal(&one.place), sentence(&literal(&good)));
            blocks.push(Block::paragraph(said).from_facts(one.facts()));
        }
    }
    blocks.extend(look_back(matter));
    if totals.rectified > 0 {
        let right = matter.faulty().flat_map(|one| one.facts());
        let said = format!(
            "本轮发现的{}个问题，已整改{}个，整改率{}。",
            totals.findings,
            totals.rectified,
            percent(totals.rectified, totals.findings)
        );
        blocks.push(Block::paragraph(said).from_facts(right));
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(HeadingLevel::First, "主要做法和成效"));
    }
    blocks
}

fn exemplary(matter: &Matter) -> Option<Block> {
    let fine: Vec<_> = matter
        .visits
        .iter()
        .filter(|one| one.is_exemplary())
        .collect();
    if fine.is_empty() {
        return None;
    }
    let names: Vec<String> = fine.iter().map(|one| literal(&one.place)).collect();
    let said = format!(
        "{}各项措施落实到位，未发现问题。",
        counted(&names, "个点位")
    );
    Some(Block::paragraph(said).from_facts(fine.iter().flat_map(|one| one.facts())))
}

/// 上轮发现问题N个，已整改N个，整改率N%
fn look_back(matter: &Matter) -> Option<Block> {
    let before = &matter.before;
    let right = before.rectified + before.verified;
    let all = before.raised + before.assigned + right;
    (all > 0).then(|| {
        Block::paragraph(format!(
            "“回头看”情况：此前发现问题{all}个，已整改{right}个，整改率{}。",
            percent(right, all)
        ))
    })
}
