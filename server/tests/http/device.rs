//! Devices that ask the server: real tablets with a store, and bare keys for what no tablet does.

use chrono::Duration;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{
    Batch, Dictionary, Head, Item, PayloadHash, Receipt, SignedHead, Signer, SoftwareKey, batch,
    extend, genesis,
};
use kakou_store::{Admission, Parcel, read_code};
use kakou_sync::protocol::{BATCH_TYPE, EnrolRequest, Enrolment};
use kakou_test_support::{Folder, tablet_of};
use reqwest::Response;

use crate::support::{Running, ok};

impl Running {
    /// A code for one tablet of a division.
    pub(crate) fn code(&self, division: &str) -> String {
        let division = division.parse().unwrap();
        self.county
            .give_code(&division, 1, Duration::hours(1))
            .unwrap()
    }

    pub(crate) async fn enrol(&self, key: &dyn Signer, code: &str, name: &str) -> Response {
        let (secret, _) = read_code(code).unwrap();
        let public_key = key.public_key();
        let message = EnrolRequest::message(&secret, &public_key);
        let request = EnrolRequest {
            code: secret,
            public_key,
            name: name.to_owned(),
            proof: key.sign(&message).unwrap(),
            succeeds: None,
        };
        let url = self.url("/v1/enrol");
        self.http.post(url).json(&request).send().await.unwrap()
    }

    /// A key that is admitted for the whole county.
    pub(crate) async fn admitted(&self, key: &dyn Signer) -> Enrolment {
        let code = self.code("410523");
        let answer = ok(self.enrol(key, &code, "督查一组").await).await;
        answer.json().await.unwrap()
    }

    /// A tablet with the county's pack, admitted for a division, and its token.
    pub(crate) async fn tablet(&self, division: &str) -> (Folder, String) {
        self.enrolled(tablet_of(&self.county), division).await
    }

    /// Admits a tablet, and gives its token.
    pub(crate) async fn enrolled(&self, tablet: Folder, division: &str) -> (Folder, String) {
        let code = self.code(division);
        let answer = self
            .enrol(&tablet.own_key().unwrap(), &code, "督查一组")
            .await;
        let enrolment: Enrolment = ok(answer).await.json().await.unwrap();
        let admission = Admission {
            server_url: self.url("/"),
            token: enrolment.token.clone(),
            headquarters: enrolment.headquarters,
            divisions: enrolment.divisions,
            name: enrolment.name,
        };
        tablet.enrolled(&admission).unwrap();
        (tablet, enrolment.token)
    }

    pub(crate) async fn push(&self, token: &str, author: AuthorId, body: Vec<u8>) -> Response {
        let url = self.url(&format!("/v1/journals/{author}/entries"));
        let request = self.http.post(url).bearer_auth(token);
        let request = request.header("content-type", BATCH_TYPE).body(body);
        request.send().await.unwrap()
    }

    /// Pushes what a tablet has, and lets it note the receipt.
    pub(crate) async fn synced(&self, tablet: &Folder, token: &str) -> Receipt {
        let author = tablet.author().unwrap();
        let batch = tablet.next_push().unwrap();
        let answer = ok(self.push(token, author, encoded(&batch)).await).await;
        let receipt: Receipt = answer.json().await.unwrap();
        tablet.apply_receipt(&receipt).unwrap();
        receipt
    }

    pub(crate) async fn ask(&self, token: &str, path: &str) -> Response {
        let request = self.http.get(self.url(path)).bearer_auth(token);
        request.send().await.unwrap()
    }

    pub(crate) async fn parcel(&self, token: &str, path: &str) -> Parcel {
        let answer = ok(self.ask(token, path).await).await;
        assert_eq!(
            answer.headers()["content-type"],
            "application/vnd.kakou.parcel"
        );
        Parcel::decode(&answer.bytes().await.unwrap()).unwrap()
    }
}

pub(crate) fn encoded(batch: &Batch) -> Vec<u8> {
    batch::encode(batch, Dictionary::newest()).unwrap()
}

/// The journal of a bare key with these payloads, as one batch from its first entry.
pub(crate) fn journal_of(key: &SoftwareKey, payloads: &[&[u8]]) -> Batch {
    let public_key = key.public_key();
    let mut hash = genesis(public_key.suite(), &public_key);
    for payload in payloads {
        hash = extend(&hash, &PayloadHash::of(payload));
    }
    let head = Head {
        author: public_key.author(),
        seq: Seq(payloads.len() as u64),
        hash,
    };
    Batch {
        from: Seq(1),
        items: payloads
            .iter()
            .map(|payload| Item::Payload(payload.to_vec()))
            .collect(),
        head: SignedHead::sign(key, &head).unwrap(),
    }
}
