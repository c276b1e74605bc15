//! Map layers.

use kakou_report::export::Subject;
use serde_json::{Value, json};

use crate::support::{World, site};

fn layer(world: &World, subject: Subject) -> Vec<Value> {
    let (path, done) = world.export(subject, "layer.geojson");
    let read: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(read["type"], "FeatureCollection");
    let features = read["features"].as_array().unwrap().clone();
    assert_eq!(features.len() as u64, done.rows);
    assert!(features.iter().all(|one| one["type"] == "Feature"));
    features
}

#[test]
fn a_visit_stands_where_the_device_was_longitude_first() {
    let world = World::filled();
    let visits = layer(&world, Subject::Visits);
    let first = &visits[2];
    assert_eq!(first["id"], world.first.to_string());
    let point = json!({"type": "Point", "coordinates": [114.36214, 35.92215]});
    assert_eq!(first["geometry"], point);
    let said = &first["properties"];
    assert_eq!(said["site"], "白营村卡点");
    assert_eq!(said["visited_at"], "2020-02-14T09:30:00+08:00");
    assert_eq!(
        (&said["faults"], &said["amended"]),
        (&json!(1), &json!(true))
    );
    assert!(said.get("latitude").is_none(), "it stands in the geometry");
}

#[test]
fn what_has_no_known_position_is_there_without_one() {
    let world = World::filled();
    for feature in &layer(&world, Subject::Visits)[..2] {
        assert_eq!(feature["geometry"], Value::Null);
        assert!(feature["properties"]["no_position"].is_string());
    }
    let sites = layer(&world, Subject::Sites);
    assert_eq!(sites.len(), 8);
    let baiying = sites
        .iter()
        .find(|one| one["id"] == site("白营村"))
        .unwrap();
    assert_eq!(baiying["geometry"], Value::Null);
    assert_eq!(baiying["properties"]["open_faults"], 1);
    assert_eq!(baiying["properties"]["phone"], Value::Null);
}
