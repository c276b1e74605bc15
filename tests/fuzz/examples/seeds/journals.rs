//! What journals write: payloads, batches, parcels, bundles.

use std::collections::BTreeMap;
use std::io::Cursor;

use chrono::NaiveDate;
use kakou_domain::disposition::{DispositionRecorded, Measure, Subject};
use kakou_domain::fact::Fact;
use kakou_domain::moves::{FindingMoved, FindingState};
use kakou_domain::tally::TallyCounts;
use kakou_journal::{Batch, Dictionary, Item, batch};
use kakou_store::views::VisitFilter;
use kakou_store::{BundleFrom, Parcel, Store, TallyGiven};
use kakou_test_support::{Folder, admit, county, id, seal_with_photos, tablet, visit};

use crate::Seed;

/// Payloads longer than this are left to the target of checklists.
const LONGEST: usize = 4_096;

pub(crate) fn seeds() -> Vec<Seed> {
    let county = county();
    let tablet = tablet();
    admit(&county, &tablet, "410523105");
    kakou_test_support::exchange(&county, &[&tablet]);
    work(&tablet);
    let push = tablet.next_push().unwrap();
    county.receive_push(&push).unwrap();
    county.project_all().unwrap();
    crate::office::work(&county);
    county.retire(tablet.author().unwrap(), "平板换人").unwrap();
    let mut seeds = payloads(&county);
    seeds.push(proof(&county));
    seeds.extend(batches(&push));
    seeds.extend(parcels(&county));
    seeds.extend(bundles(&tablet));
    seeds
}

fn proof(county: &Store) -> Seed {
    let visits = county.visits(&VisitFilter::default(), None, 1).unwrap();
    let proof = county.proof(visits.rows[0].id).unwrap();
    (
        "proof",
        "amended".to_owned(),
        serde_json::to_vec(&proof).unwrap(),
    )
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, 14).unwrap()
}

/// One fact of each kind that a tablet states.
fn work(tablet: &Store) {
    let sealed = tablet.seal(visit().present(0).of(2).given()).unwrap().id;
    let note = |draft: &mut kakou_domain::draft::Draft| draft.notes = "已整改".to_owned();
    tablet.amend(sealed, "更正", note).unwrap();
    let finding = tablet.visit(sealed).unwrap().findings[0].line.id;
    let assigned = FindingMoved {
        unit: Some("白营村委会".to_owned()),
        deadline: Some(day()),
        ..FindingMoved::new(finding, FindingState::Assigned)
    };
    tablet.finding_move(assigned).unwrap();
    let disposed = DispositionRecorded {
        corrects: None,
        visit: Some(sealed),
        findings: vec![finding],
        date: Some(day()),
        by: Some("白营镇纪委".to_owned()),
        subject: Subject::of_visit(sealed, "1", "带班干部"),
        measures: vec![Measure::ReminderTalk.into()],
        withdrawn: None,
        reason: None,
    };
    tablet.disposition_record(disposed).unwrap();
    let tally = TallyGiven {
        site: id("白营村"),
        day: day(),
        shift: "白班".to_owned(),
        counts: TallyCounts {
            vehicles_checked: Some(100),
            ..TallyCounts::default()
        },
        reason: String::new(),
    };
    tablet.tally_record(tally).unwrap();
    tablet
        .day_report(day(), "今日督查二村。".to_owned())
        .unwrap();
    let site = id("白营村");
    let position = kakou_domain::Position::new(35.95, 114.41).unwrap();
    tablet.site_set_position(site, Some(position)).unwrap();
    seal_with_photos(tablet, &[1]);
}

/// The shortest payload of each kind.
fn payloads(county: &Store) -> Vec<Seed> {
    let mut shortest: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let page = county.feed(0, &[county.county().unwrap()], None).unwrap();
    for item in page.parts.into_iter().flat_map(|part| part.batch.items) {
        let Item::Payload(payload) = item else {
            continue;
        };
        let kind = Fact::from_payload(&payload).unwrap().body.kind().to_owned();
        let known = shortest.entry(kind).or_insert_with(|| payload.clone());
        if payload.len() < known.len() {
            *known = payload;
        }
    }
    shortest.retain(|_, payload| payload.len() <= LONGEST);
    let seeds = shortest.into_iter();
    seeds
        .map(|(kind, payload)| ("payload", kind, payload))
        .collect()
}

fn batches(push: &Batch) -> Vec<Seed> {
    let empty = Batch {
        items: Vec::new(),
        ..push.clone()
    };
    let withheld = Batch {
        items: push
            .items
            .iter()
            .map(|item| Item::Withheld(item.hash()))
            .collect(),
        ..push.clone()
    };
    let few = Batch {
        items: push.items.iter().take(2).cloned().collect(),
        ..push.clone()
    };
    let mut seeds = Vec::new();
    for (name, batch) in [("visits", push), ("empty", &empty), ("withheld", &withheld)] {
        for dictionary in Dictionary::known() {
            let bytes = batch::encode(batch, *dictionary).unwrap();
            seeds.push(("batch", format!("{name}-{}", dictionary.id()), bytes));
        }
    }
    // As content and as a frame, which the target puts under a header of its own.
    let plain = batch::encode(&few, Dictionary::NONE).unwrap();
    let frame = plain[20..].to_vec();
    let content = zstd::bulk::decompress(&frame, 1 << 20).unwrap();
    seeds.push(("batch", "as-frame".to_owned(), frame));
    seeds.push(("batch", "as-content".to_owned(), content));
    seeds
}

fn parcels(county: &Folder) -> Vec<Seed> {
    let (word, epoch) = (county.headquarters().unwrap(), county.epoch().unwrap());
    let of = |after: u64, division: &str| {
        let divisions = vec![division.parse().unwrap()];
        let page = county.feed(after, &divisions, None).unwrap();
        Parcel::of(page, word.clone(), epoch.clone(), divisions)
    };
    let end = county.feed_end(None).unwrap();
    let pack = county.pack(vec!["410523105".parse().unwrap()]).unwrap();
    let former = [b"KKP1", &pack[4..pack.len() - 64]].concat();
    [
        ("news", of(end - 3, "410523").encode().unwrap()),
        ("nothing", of(end, "410523").encode().unwrap()),
        ("pack", pack),
        ("pack-of-before", former),
    ]
    .into_iter()
    .map(|(name, bytes)| ("parcel", name.to_owned(), bytes))
    .collect()
}

fn bundles(tablet: &Store) -> Vec<Seed> {
    let written = |from| {
        let mut file = Cursor::new(Vec::new());
        tablet.write_bundle(&mut file, from).unwrap();
        file.into_inner()
    };
    vec![("bundle", "whole".to_owned(), written(BundleFrom::Beginning))]
}
