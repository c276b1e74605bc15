//! The next cause is another file: a flood patrol with a kind of site of its own.

use std::path::Path;

use kakou_domain::Nature;
use kakou_domain::checklist::Template;
use serde_json::json;

use super::{texts, visit};

fn flood_patrol() -> Template {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/checklists/flood-patrol.json");
    Template::parse(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn the_flood_patrol_may_be_published() {
    let template = flood_patrol();
    assert_eq!(template.check(), Ok(()));
    assert_eq!(template.kinds[0].code.as_str(), "dyke_section");
}

#[test]
fn a_dyke_section_is_spoken_of_in_its_own_words() {
    let evaluation = visit(
        &flood_patrol(),
        json!({
            "staffing.rostered": 4, "staffing.present": 2,
            "patrol.rounds_yesterday": 1,
            "dyke.danger": ["piping", "seepage"], "dyke.danger_count": 2, "dyke.guarded": false,
            "readiness.materials_short": ["geotextile", "sandbags"],
        }),
    );
    assert_eq!(
        texts(&evaluation),
        [
            "堤段当日值守人员应为四人，实际只有两人在岗。",
            "巡堤查险未达到每日四次要求，实际只有一次。",
            "堤段发现渗水，险情共两处，无专人看守。",
            "堤段发现管涌，险情共两处，无专人看守。",
            "编织袋、土工布储备不足，需协调补充。",
        ]
    );
    let last = evaluation.findings.last().unwrap();
    assert_eq!(last.nature, Nature::Need);
}
