//! 日报: a day as a text for a chat, 零报告 where nothing was found. It is Chinese, as bulletins are.

use chrono::{Datelike, NaiveDate};
use kakou_store::views::{DayFigures, DayOf, DayView, TabletsView};

use crate::language::Language;
use crate::text::one_line;

/// The daily report of all teams, or of the own one, which is called so.
pub fn daily(view: &DayView, team: Option<&str>) -> String {
    let day = view.day.parse::<NaiveDate>();
    let day = day.map_or(view.day.clone(), |day| {
        format!("{}年{}月{}日", day.year(), day.month(), day.day())
    });
    if let Some(team) = team {
        let own = view.teams.iter().find(|one| one.own);
        let figures = own.map(|own| own.figures).unwrap_or_default();
        return format!("【督查日报】{day}，{}{}", one_line(team), told(&figures));
    }
    let mut lines = vec![format!("【督查日报】{day}，{}", told(&view.all))];
    lines.extend(view.teams.iter().map(|one| {
        let reported = if one.reported { "" } else { "（未报）" };
        let name = Language::Chinese.name(&one.name, one.admitted.as_deref());
        format!("{name}{reported}：{}", told(&one.figures))
    }));
    if !view.townships.is_empty() {
        let towns: Vec<String> = view.townships.iter().map(township).collect();
        lines.push(format!("分乡镇：{}。", towns.join("；")));
    }
    lines.extend(view.tablets.as_ref().map(tablets));
    lines.join("\n")
}

/// 检查点位8个，发现问题10个，当场整改1个。 Nothing found is said as what it is: 零报告.
fn told(figures: &DayFigures) -> String {
    if figures.visits == 0 {
        return "零报告：当日未开展检查。".to_owned();
    }
    let mut said = match figures.visits == figures.sites {
        true => format!("检查点位{}个，", figures.sites),
        false => format!("检查点位{}个、{}次，", figures.sites, figures.visits),
    };
    said += &match figures.faults {
        0 => "零报告：未发现问题".to_owned(),
        faults => format!("发现问题{faults}个"),
    };
    if figures.on_spot > 0 {
        said += &format!("，当场整改{}个", figures.on_spot);
    }
    if figures.needs > 0 {
        said += &format!("，需协调事项{}项", figures.needs);
    }
    said + "。"
}

fn township(one: &DayOf) -> String {
    let DayFigures { sites, faults, .. } = one.figures;
    format!("{}检查{sites}个、发现问题{faults}个", one_line(&one.name))
}

/// 平板13台，已联系11台，未联系：督查员甲（2月13日以后）。
pub(crate) fn tablets(tablets: &TabletsView) -> String {
    let mut said = format!("平板{}台，已联系{}台", tablets.admitted, tablets.heard);
    if !tablets.silent.is_empty() {
        let silent: Vec<String> = tablets
            .silent
            .iter()
            .map(|one| {
                let since = one.since.as_deref().and_then(|at| at.get(..10));
                let since =
                    since.map_or("接入后未联系".to_owned(), |day| format!("上次{day}"));
                format!("{}（{since}）", one_line(&one.name))
            })
            .collect();
        said += &format!("，未联系：{}", silent.join("、"));
    }
    said + "。"
}
