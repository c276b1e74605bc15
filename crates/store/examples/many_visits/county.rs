//! An invented county: ten townships of thirty villages, each with a checkpoint.

use kakou_domain::fact::Body;
use kakou_domain::places::{DivisionDefined, SiteDefined};
use kakou_domain::{DivisionCode, SiteKind};

const TOWNSHIPS: [&str; 10] = [
    "城关镇",
    "柳林镇",
    "石桥镇",
    "东河镇",
    "清泉镇",
    "太平镇",
    "望山镇",
    "双井镇",
    "古渡镇",
    "榆树乡",
];
const FIRST: [&str; 6] = ["大", "前", "后", "东", "西", "南"];
const SECOND: [&str; 5] = ["王庄", "李岗", "杨洼", "赵屯", "石坡"];

/// Where a fact concerns whom, and what it states.
pub(crate) type Stated = (Vec<DivisionCode>, Body);

pub(crate) fn code() -> DivisionCode {
    division("419901")
}

/// The county's divisions, and its checkpoints.
pub(crate) fn county() -> (Vec<Stated>, Vec<SiteDefined>) {
    let (mut facts, mut sites) = (vec![named("419901", "清源县")], Vec::new());
    for (t, township) in TOWNSHIPS.iter().enumerate() {
        let township_code = format!("419901{:03}", 100 + t);
        facts.push(named(&township_code, township));
        for v in 0..30 {
            let village = format!("{}{}村", FIRST[v % 6], SECOND[v / 6]);
            let village_code = format!("{township_code}{:03}", 200 + v);
            facts.push(named(&village_code, &village));
            let site = checkpoint(&village_code, &village);
            let body = Body::SiteDefined(site.clone());
            facts.push((vec![site.division.clone()], body));
            sites.push(site);
        }
    }
    (facts, sites)
}

fn checkpoint(code: &str, village: &str) -> SiteDefined {
    let kind = SiteKind::new("village_checkpoint").expect("a kind");
    SiteDefined::new(division(code), kind, &format!("{village}卡点"))
}

fn named(code: &str, name: &str) -> Stated {
    let body = DivisionDefined {
        code: division(code),
        name: name.to_owned(),
    };
    (vec![division(code)], Body::DivisionDefined(body))
}

fn division(code: &str) -> DivisionCode {
    DivisionCode::new(code).expect("a division's code")
}
