//! The description of the interface says what travels.

use std::collections::BTreeSet;

use kakou_domain::Seq;
use kakou_journal::{HoldsProof, SetAside, Signature};
use kakou_sync::protocol::{
    EnrolRequest, Enrolment, HeldRequest, JournalState, Predecessor, Problem, Pushed,
    SuccessorRequest,
};
use kakou_test_support::county;
use serde::Serialize;
use serde_json::{Value, to_value};

use crate::support::{ok, running};

#[tokio::test]
async fn the_description_is_what_it_was() {
    let server = running().await;
    let answer = ok(server.get("/openapi.json").await).await;
    let document: Value = answer.json().await.unwrap();
    insta::assert_json_snapshot!(document);
}

#[test]
fn each_document_is_described_with_the_fields_that_travel() {
    let county = county();
    let author = county.author().unwrap();
    let headquarters = county.headquarters().unwrap();
    let receipt = county.receipt(author).unwrap();
    let public_key = headquarters.server_key;
    let proof = Signature([0; 64]);
    let set_aside = SetAside {
        seq: Seq(1),
        code: "unknown-checklist".to_owned(),
    };
    let problem = Problem {
        retry_after: Some(1),
        ..Problem::new(409, "gap", "").at(Seq(1))
    };
    let enrol = EnrolRequest {
        code: String::new(),
        public_key,
        name: String::new(),
        proof,
        succeeds: Some(Predecessor { public_key, proof }),
    };
    let enrolment = Enrolment {
        author,
        token: String::new(),
        headquarters: headquarters.clone(),
        divisions: Vec::new(),
        name: String::new(),
        epoch: String::new(),
    };
    let state = JournalState {
        seq: Seq(1),
        head: receipt.head,
        epoch: String::new(),
        closed: None,
        set_aside: vec![set_aside.clone()],
    };
    described("EnrolRequest", &enrol);
    described("Enrolment", &enrolment);
    described("Headquarters", &headquarters);
    let successor = SuccessorRequest {
        public_key,
        proof,
        proof_of_old: Some(proof),
    };
    described("SuccessorRequest", &successor);
    let held = HeldRequest {
        proof: HoldsProof([0; 32]),
    };
    described("HeldRequest", &held);
    described("JournalState", &state);
    described("SetAside", &set_aside);
    let feed_end = Some(1);
    described("Receipt", &Pushed { receipt, feed_end });
    described("Problem", &problem);
}

fn described(name: &str, document: &impl Serialize) {
    let openapi = to_value(kakou_server::openapi()).unwrap();
    let described = &openapi["components"]["schemas"][name]["properties"];
    assert_eq!(
        fields(described),
        fields(&to_value(document).unwrap()),
        "{name}"
    );
}

fn fields(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}
