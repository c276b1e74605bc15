//! How a bulletin ends: what is needed, what followed in figures, what is required next.

use kakou_domain::disposition::said_totals;

use super::asked::{BulletinAsked, ProblemOrder};
use super::figures::BulletinTotals;
use super::matter::Matter;
use super::names::Names;
use super::phrases::{day, sentence};
use crate::bulletin::{Block, HeadingLevel, literal};
use crate::text::one_line;

/// What a county asks for when nobody has written anything else.
const USUAL: [&str; 3] = [
    "提高思想认识，压实工作责任。各乡镇、各单位要对照通报的问题举一反三，全面排查，做到守土有责、守土尽责。",
    "坚持立查立改，确保整改到位。对发现的问题逐项明确责任人和整改措施，能当场整改的当场整改，不能当场整改的\
     限期整改。",
    "加强督导检查，严肃追责问责。县督查组将适时开展“回头看”，对整改不力、屡查屡犯的，依规依纪严肃处理。",
];

/// 需协调事项: they blame nobody at the site and are never counted with the problems.
pub(super) fn needs(matter: &Matter) -> Vec<Block> {
    let mut blocks: Vec<Block> = matter
        .visits
        .iter()
        .flat_map(|one| one.needs().map(move |need| (one, need)))
        .map(|(one, need)| {
            let text = sentence(&literal(&one_line(&need.line.text)));
            let unit = need.unit.as_deref().map(one_line).unwrap_or_default();
            let to = match unit.is_empty() {
                true => String::new(),
                false => format!("已转请{}协调解决。", literal(&unit)),
            };
            let said = format!("{}：{text}{to}", literal(&one.place));
            Block::heading(HeadingLevel::Third, said).from_facts(one.facts())
        })
        .collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(HeadingLevel::First, "需协调解决的事项"));
    }
    blocks
}

/// What followed: in figures, and place by place where the problems are not told so.
pub(super) fn dispositions(
    matter: &Matter,
    totals: &BulletinTotals,
    order: ProblemOrder,
    names: &Names,
) -> Vec<Block> {
    let said = said_totals(&totals.dispositions);
    if said.is_empty() {
        return Vec::new();
    }
    let facts = matter.visits.iter().flat_map(|one| one.disposition_facts());
    let mut blocks = vec![
        Block::heading(HeadingLevel::First, "处理问责情况"),
        Block::paragraph(format!("截至目前，{said}。")).from_facts(facts),
    ];
    if order == ProblemOrder::Kind {
        let told = matter
            .visits
            .iter()
            .map(|one| (one, names.said(one.dispositions())));
        let told = told.filter(|(_, said)| !said.is_empty());
        blocks.extend(told.map(|(one, said)| {
            let said = format!("{}：{said}", literal(&one.place));
            Block::heading(HeadingLevel::Third, said).from_facts(one.disposition_facts())
        }));
    }
    blocks
}

/// 下一步工作要求
pub(super) fn requirements(asked: &BulletinAsked) -> Vec<Block> {
    let heading = &asked.heading;
    let given: Vec<&str> = match heading.requirements.is_empty() {
        true => USUAL.to_vec(),
        false => heading.requirements.iter().map(String::as_str).collect(),
    };
    let mut blocks = vec![Block::heading(HeadingLevel::First, "下一步工作要求")];
    blocks.extend(
        given
            .into_iter()
            .map(|text| Block::heading(HeadingLevel::Third, sentence(text.trim()))),
    );
    let contact = one_line(&heading.contact);
    let report = match (heading.deadline, contact.is_empty()) {
        (None, true) => return blocks,
        (Some(until), true) => format!("请于{}前完成整改并报送整改情况。", day(until)),
        (None, false) => format!("整改情况请及时报送。联系方式：{contact}。"),
        (Some(until), false) => {
            format!(
                "请于{}前完成整改并报送整改情况。联系方式：{contact}。",
                day(until)
            )
        }
    };
    blocks.push(Block::paragraph(report));
    blocks
}
