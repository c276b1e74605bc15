//! Headquarters' side: publishing, the register, packs.

use kakou_domain::checklist::standard;
use kakou_test_support::{county, id, load_pack, tablet};

#[test]
fn a_published_version_means_one_thing_for_ever() {
    let county = county();
    let mut template = standard().remove(0);
    assert!(!county.publish_checklist(template.clone()).unwrap());
    template.title.zh.push('改');
    let refused = county.publish_checklist(template.clone()).unwrap_err();
    assert_eq!(refused.code(), "version-taken");
    template.version += 1;
    assert!(county.publish_checklist(template).unwrap());
}

#[test]
fn the_register_has_official_names_and_the_kinds_of_all_checklists() {
    let register = county().register().unwrap();
    let village = "410523105201".parse().unwrap();
    assert_eq!(register.divisions[&village], "白营村民委员会");
    assert_eq!(register.kinds.len(), 11);
    assert_eq!(register.sites[&id("白营村")].name, "白营村卡点");
}

#[test]
fn a_pack_holds_headquarters_facts_of_the_division_and_the_hashes_of_the_rest() {
    let county = county();
    let pack = county.pack(vec!["410523105".parse().unwrap()]).unwrap();
    let tablet = tablet();
    load_pack(&tablet, &pack);
    assert!(tablet.site(id("白营村")).is_ok());
    assert!(tablet.site(id("程岗村")).is_err());
    assert!(tablet.verify().unwrap().ok);
}

#[test]
fn a_long_journal_is_given_out_in_pages() {
    let county = county();
    let author = county.author().unwrap();
    let facts = (0..2_500).map(|n| {
        let body = kakou_domain::places::DivisionDefined {
            code: "410523".parse().unwrap(),
            name: format!("汤阴县{n}"),
        };
        (
            vec![body.code.clone()],
            kakou_domain::fact::Body::DivisionDefined(body),
        )
    });
    county.state(facts.collect()).unwrap();
    let all = county.journal(author).unwrap().unwrap().seq;
    let divisions = vec!["410523".parse().unwrap()];
    let pack = county.pack(divisions).unwrap();
    let tablet = tablet();
    assert_eq!(load_pack(&tablet, &pack) as u64, all.0);
    assert!(tablet.verify().unwrap().ok);
}
