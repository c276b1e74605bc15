//! A client that keeps a journal as docs/PROTOCOL.md describes it, and puts into it what it likes.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use kakou_domain::{AuthorId, FactId, Seq};
use kakou_journal::{
    Batch, Dictionary, Head, Item, PayloadHash, PublicKey, Receipt, SignedHead, Signer,
    SoftwareKey, batch, extend, fact_id, genesis,
};
use kakou_store::{Parcel, read_code};
use kakou_sync::protocol::{
    BATCH_TYPE, EnrolRequest, Enrolment, Predecessor, Problem, SuccessorRequest,
};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;

use crate::fact::FactBuilder;

/// Somebody with a key and a token.
pub struct Client {
    http: reqwest::Client,
    url: String,
    /// The key that its journal is signed with.
    pub key: SoftwareKey,
    /// What the server gave it at its enrolment.
    pub token: String,
    journal: Vec<Vec<u8>>,
    pushed: usize,
    ids: u64,
}

impl Client {
    /// Enrols with a code.
    pub async fn enrolled(url: &str, code: &str, name: &str) -> Self {
        let key = SoftwareKey::generate().unwrap();
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
        let http = client();
        let answer = http.post(format!("{url}/v1/enrol")).json(&request);
        let enrolment: Enrolment = ok(answer).await.json().await.unwrap();
        Self::with(url, key, enrolment.token)
    }

    /// Tries to enrol as the successor of a journal of which it has not the key.
    pub async fn refused_as_successor(url: &str, code: &str, of: PublicKey) -> Problem {
        let key = SoftwareKey::generate().unwrap();
        let (secret, _) = read_code(code).unwrap();
        let public_key = key.public_key();
        let sign = |message: Vec<u8>| key.sign(&message).unwrap();
        let proof = sign(EnrolRequest::message(&secret, &public_key));
        let succession = SuccessorRequest::message(of.author(), &public_key);
        let request = EnrolRequest {
            code: secret,
            public_key,
            name: "督查一组".to_owned(),
            proof,
            succeeds: Some(Predecessor {
                public_key: of,
                proof: sign(succession),
            }),
        };
        let http = client();
        let answer = http.post(format!("{url}/v1/enrol")).json(&request);
        answer.send().await.unwrap().json().await.unwrap()
    }

    /// One that goes on with this key and this token, its journal empty.
    pub fn with(url: &str, key: SoftwareKey, token: String) -> Self {
        Self {
            http: client(),
            url: url.to_owned(),
            key,
            token,
            journal: Vec::new(),
            pushed: 0,
            ids: 0,
        }
    }

    /// Whose journal it is.
    pub fn author(&self) -> AuthorId {
        self.key.public_key().author()
    }

    /// A new id that is its own.
    pub fn new_id(&mut self) -> FactId {
        self.ids += 1;
        fact_id(&self.key.public_key(), 1_581_811_200_000 + self.ids, 0)
    }

    /// Writes facts into its journal, unsent. Gives their ids.
    pub fn write(&mut self, facts: &[FactBuilder]) -> Vec<FactId> {
        let mut ids = Vec::new();
        for fact in facts {
            let id = self.new_id();
            let payload = fact.payload(id);
            let read: Value = serde_json::from_slice(&payload).unwrap();
            ids.push(read["id"].as_str().unwrap().parse().unwrap());
            self.journal.push(payload);
        }
        ids
    }

    /// Writes a payload as it is.
    pub fn write_payload(&mut self, payload: Vec<u8>) {
        self.journal.push(payload);
    }

    /// What it has not sent, as a batch.
    pub fn batch(&self) -> Batch {
        self.batch_after(self.pushed)
    }

    /// All of its journal, as a batch.
    pub fn journal(&self) -> Batch {
        self.batch_after(0)
    }

    fn batch_after(&self, known: usize) -> Batch {
        let public_key = self.key.public_key();
        let start = genesis(public_key.suite(), &public_key);
        let payloads = self.journal.iter();
        let hash = payloads.fold(start, |hash, payload| {
            extend(&hash, &PayloadHash::of(payload))
        });
        let head = Head {
            author: self.author(),
            seq: Seq(self.journal.len() as u64),
            hash,
        };
        let items = self.journal[known..].iter();
        Batch {
            from: Seq(known as u64 + 1),
            items: items.cloned().map(Item::Payload).collect(),
            head: SignedHead::sign(&self.key, &head).unwrap(),
        }
    }

    /// Sends what it has written. Gives the code with which the server sets each of it aside.
    pub async fn push(&mut self) -> Vec<Option<String>> {
        let from = self.pushed as u64;
        let body = batch::encode(&self.batch(), Dictionary::newest()).unwrap();
        let path = format!("/v1/journals/{}/entries", self.author());
        let request = self.ask(Method::POST, &path);
        let request = request.header("content-type", BATCH_TYPE).body(body);
        let receipt: Receipt = ok(request).await.json().await.unwrap();
        assert_eq!(receipt.seq, Seq(self.journal.len() as u64));
        self.pushed = self.journal.len();
        let aside: BTreeMap<u64, String> = receipt
            .set_aside
            .into_iter()
            .map(|one| (one.seq.0, one.code))
            .collect();
        let seqs = from + 1..=self.pushed as u64;
        seqs.map(|seq| aside.get(&seq).cloned()).collect()
    }

    /// Asks for the receipt, with this as its clock.
    pub async fn push_at(&self, told: Option<&str>) {
        let body = batch::encode(&self.batch(), Dictionary::newest()).unwrap();
        let path = format!("/v1/journals/{}/entries", self.author());
        let request = self.ask(Method::POST, &path);
        let request = request.header("content-type", BATCH_TYPE).body(body);
        let request = match told {
            Some(told) => request.header("kakou-time", told),
            None => request,
        };
        ok(request).await;
    }

    /// Writes facts and sends them.
    pub async fn states(&mut self, facts: &[FactBuilder]) -> Vec<Option<String>> {
        self.write(facts);
        self.push().await
    }

    /// What others wrote, as far as the server shows it.
    pub async fn sees(&self) -> Vec<Value> {
        let (mut all, mut epoch, mut after) = (Vec::new(), String::new(), 0);
        loop {
            let parcel = self.feed(&epoch, after).await;
            for part in &parcel.parts {
                let payloads = part.batch.items.iter().filter_map(|item| match item {
                    Item::Payload(payload) => serde_json::from_slice(payload).ok(),
                    Item::Withheld(_) => None,
                });
                all.extend(payloads);
            }
            (epoch, after) = (parcel.heading.epoch, parcel.heading.next);
            if !parcel.heading.more {
                return all;
            }
        }
    }

    /// The last fact of a kind that it sees.
    pub async fn seen(&self, kind: &str) -> Value {
        let all = self.sees().await.into_iter();
        let mut of_kind = all.filter(|fact| fact["kind"] == kind);
        of_kind.next_back().unwrap()
    }

    /// A page of the feed.
    pub async fn feed(&self, epoch: &str, after: u64) -> Parcel {
        let path = format!("/v1/feed?epoch={epoch}&after={after}");
        let answer = ok(self.ask(Method::GET, &path)).await;
        Parcel::decode(&answer.bytes().await.unwrap()).unwrap()
    }

    /// Announces that the journal `before` goes on under `key`; `old` signs for the old key, if
    /// anybody does.
    pub async fn succeed(
        &self,
        before: AuthorId,
        key: &SoftwareKey,
        old: Option<&dyn Signer>,
    ) -> Result<(), Problem> {
        let public_key = key.public_key();
        let message = SuccessorRequest::message(before, &public_key);
        let request = SuccessorRequest {
            public_key,
            proof: key.sign(&message).unwrap(),
            proof_of_old: old.map(|old| old.sign(&message).unwrap()),
        };
        let path = format!("/v1/journals/{before}/successor");
        let answer = self.ask(Method::POST, &path).json(&request);
        let answer = answer.send().await.unwrap();
        match answer.status().is_success() {
            true => Ok(()),
            false => Err(answer.json().await.unwrap()),
        }
    }

    /// Asks for a file; the status of the answer.
    pub async fn file(&self, sha256: &str) -> u16 {
        let path = format!("/v1/blobs/{sha256}");
        let answer = self.ask(Method::GET, &path).send().await.unwrap();
        answer.status().as_u16()
    }

    /// Announces a file as if it had it; the status of the answer, and at what length the server has
    /// it.
    pub async fn announce(&self, sha256: &str, size: u64) -> (u16, Option<u64>) {
        let request = self.ask(Method::POST, "/v1/blobs");
        let request = request
            .header("tus-resumable", "1.0.0")
            .header("upload-length", size)
            .header(
                "upload-metadata",
                format!("sha256 {}", BASE64.encode(sha256.as_bytes())),
            );
        let answer = request.send().await.unwrap();
        let offset = answer.headers().get("upload-offset");
        let offset = offset.and_then(|offset| offset.to_str().ok()?.parse().ok());
        (answer.status().as_u16(), offset)
    }

    /// A request with its token.
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        request.bearer_auth(&self.token)
    }
}

/// Without a provider of cryptography reqwest makes none; whoever is first says it.
fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

async fn ok(request: RequestBuilder) -> Response {
    let answer = request.send().await.unwrap();
    let status = answer.status();
    if status.is_success() {
        return answer;
    }
    panic!("{status}: {}", answer.text().await.unwrap());
}
