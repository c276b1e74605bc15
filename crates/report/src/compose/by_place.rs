//! The problems place by place, as in the first of the working reports.

use super::matter::{Matter, Visited};
use super::names::Names;
use super::phrases::{day, sentence};
use crate::bulletin::{Block, HeadingLevel, literal};

pub(super) fn problems(matter: &Matter, names: &Names) -> Vec<Block> {
    let mut blocks: Vec<Block> = matter.faulty().map(|one| problem(one, names)).collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(HeadingLevel::First, "发现的主要问题"));
    }
    blocks
}

/// 白营镇白营村卡点。2月14日督查发现，卡点当日值班人员应为三人，实际只有两人在岗。2月15日，白营镇纪委对
/// 村委会主任进行提醒谈话，责令其作出书面检查。
fn problem(one: &Visited, names: &Names) -> Block {
    let found: Vec<String> = one
        .said()
        .iter()
        .map(|text| sentence(&literal(text)))
        .collect();
    let visited = day(one.page.current.visited_at.date_naive());
    let said = format!(
        "{}。{visited}督查发现，{}{}{}",
        literal(&one.place),
        found.concat(),
        put_right(one),
        names.said(one.dispositions())
    );
    Block::heading(HeadingLevel::Third, said)
        .from_facts(one.facts())
        .from_facts(moves(one))
        .from_facts(one.disposition_facts())
}

/// What has become of it, when all of it is right by now.
fn put_right(one: &Visited) -> &'static str {
    use kakou_domain::moves::FindingState::{Rectified, Verified};
    let states: Vec<_> = one.faults().map(|finding| finding.line.state).collect();
    if states.iter().all(|state| *state == Verified) {
        "已整改并复查合格。"
    } else if states
        .iter()
        .all(|state| matches!(state, Rectified | Verified))
    {
        "已整改。"
    } else {
        ""
    }
}

fn moves(one: &Visited) -> Vec<String> {
    let moves = one.faults().flat_map(|finding| &finding.moves);
    let heads = moves.filter(|moved| moved.head);
    heads.map(|moved| moved.id.to_string()).collect()
}
