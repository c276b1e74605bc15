//! A county with a real server on a real port, two honest tablets and one that is none.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use kakou_domain::fact::Body;
use kakou_domain::places::TeamSet;
use kakou_domain::{AuthorId, FactId, Seq, TeamId, VisitId};
use kakou_journal::Item;
use kakou_server::{Options, serve};
use kakou_store::Store;
use kakou_sync::{Http, Network, SyncState, sync_once};
use kakou_test_support::{Folder, county, tablet_of, visit};
use serde_json::Value;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::client::Client;
use crate::fact::FactBuilder;
use crate::shown::{difference, shown};

const TOWNSHIP: &str = "410523105";
const PATIENT: Duration = Duration::from_secs(60);

/// The county: its server, the author of what is attacked, a colleague who sees it, and the insider.
pub struct County {
    /// A second hand on the server's folder.
    pub office: Folder,
    /// Whose visits are attacked; works in 白营镇.
    pub author: Folder,
    /// Sees the same, and is admitted after the insider.
    pub colleague: Folder,
    /// Admitted after the author.
    pub insider: Client,
    /// Where the server listens.
    pub url: String,
    _stop: oneshot::Sender<()>,
    _serving: JoinHandle<()>,
}

/// What was to be seen at some time: on the server, on the author's tablet, on the colleague's.
pub struct Seen([BTreeMap<String, Value>; 3]);

impl County {
    /// With an insider in the same township.
    pub async fn new() -> Self {
        Self::with_insider_of(TOWNSHIP).await
    }

    /// With an insider of another division.
    pub async fn with_insider_of(division: &str) -> Self {
        let office = county();
        // Else a day waits for whoever the device belongs to, and no two show the same.
        let team = TeamSet {
            id: TeamId::of("第1组"),
            name: "第1组".to_owned(),
            members: vec!["督查员甲".to_owned()],
            divisions: Vec::new(),
        };
        let everywhere = vec![office.county().unwrap()];
        office
            .state(vec![(everywhere, Body::TeamSet(team))])
            .unwrap();
        let store = Store::open(office.folder(), office.clock.clone()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            let _ = stopped.await;
        };
        let options = Options {
            stall: PATIENT,
            grace: PATIENT,
        };
        let serving = serve(Arc::new(store), listener, None, options, stopped);
        let serving = tokio::spawn(async move { serving.await.unwrap() });
        let author = enrolled(&office, &url, "督查一组").await;
        let insider = Client::enrolled(&url, &code(&office, division), "督查九组").await;
        let colleague = enrolled(&office, &url, "督查二组").await;
        let county = Self {
            office,
            author,
            colleague,
            insider,
            url,
            _stop: stop,
            _serving: serving,
        };
        county.settle().await;
        county
    }

    /// A code for one tablet.
    pub fn code(&self, division: &str) -> String {
        code(&self.office, division)
    }

    /// Another honest tablet of 白营镇, with all that the server shows it now.
    pub async fn newcomer(&self, name: &str) -> Folder {
        let tablet = enrolled(&self.office, &self.url, name).await;
        self.sync(&tablet).await;
        tablet
    }

    /// The author logs a visit with a problem in it and sends it; everybody has it.
    pub async fn visited(&self) -> VisitId {
        let sealed = self
            .author
            .seal(visit().present(1).of(3).by("督查员甲").given());
        self.settle().await;
        sealed.unwrap().id
    }

    /// Both honest tablets sync until each has what the other sent.
    pub async fn settle(&self) {
        for tablet in [&self.author, &self.colleague, &self.author] {
            self.sync(tablet).await;
        }
        self.office.project_all().unwrap();
    }

    /// One sync of an honest tablet.
    pub async fn sync(&self, tablet: &Store) {
        let state = watch::Sender::new(SyncState::default());
        let server = http(&self.url);
        sync_once(tablet, &server, Network::Unknown, &state)
            .await
            .unwrap();
    }

    /// What stands in a journal, as the server has it.
    pub fn stated_by(&self, author: AuthorId) -> Vec<Value> {
        let (mut all, mut from) = (Vec::new(), Seq(1));
        while let Some(part) = self.office.journal_entries(author, from, None).unwrap() {
            let items = part.batch.items;
            if items.is_empty() {
                break;
            }
            from = Seq(from.0 + items.len() as u64);
            all.extend(items.iter().filter_map(|item| match item {
                Item::Payload(payload) => serde_json::from_slice(payload).ok(),
                Item::Withheld(_) => None,
            }));
        }
        all
    }

    /// The last fact of a kind that the author's tablet stated.
    pub fn of_author(&self, kind: &str) -> Value {
        let all = self.stated_by(self.author.author().unwrap()).into_iter();
        let mut of_kind = all.filter(|fact| fact["kind"] == kind);
        of_kind.next_back().unwrap()
    }

    /// What headquarters stated of a kind.
    pub fn of_headquarters(&self, kind: &str) -> Vec<Value> {
        let all = self.stated_by(self.office.author().unwrap()).into_iter();
        all.filter(|fact| fact["kind"] == kind).collect()
    }

    /// The three that hold what honest people stated.
    pub fn honest(&self) -> [(&'static str, &Store); 3] {
        [
            ("the server", &self.office),
            ("the author's tablet", &self.author),
            ("the colleague's tablet", &self.colleague),
        ]
    }

    /// What is to be seen now.
    pub fn seen(&self) -> Seen {
        Seen(self.honest().map(|(_, store)| shown(store)))
    }

    /// The insider states these, each is set aside with its code, and nothing that honest people see
    /// is another.
    pub async fn refuses(&mut self, tried: &[(FactBuilder, &str)]) {
        let before = self.seen();
        let facts: Vec<_> = tried.iter().map(|(fact, _)| fact.clone()).collect();
        let codes = self.insider.states(&facts).await;
        let expected: Vec<_> = tried
            .iter()
            .map(|(_, code)| Some((*code).to_owned()))
            .collect();
        assert_eq!(codes, expected);
        self.unmoved(&before).await;
    }

    /// The insider states these, and they are taken. What was there before is what it was, but for what
    /// of it the names begin with. Gives the ids.
    pub async fn takes(&mut self, facts: &[FactBuilder], may_change: &[&str]) -> Vec<FactId> {
        let before = self.seen();
        let ids = self.insider.write(facts);
        let codes = self.insider.push().await;
        assert!(codes.iter().all(Option::is_none), "{codes:?}");
        for (place, changes) in self.changes(&before).await {
            for (name, (was, is)) in changes {
                let may = may_change.iter().any(|one| name.starts_with(one));
                assert!(
                    may || was.is_null(),
                    "{place}: {name} was {was} and is {is}"
                );
            }
        }
        ids
    }

    /// Nothing is another than it was: after everybody has synced, after the rows were made again, and
    /// for somebody who comes later. Every journal verifies.
    pub async fn unmoved(&self, before: &Seen) {
        let changes = self.changes(before).await;
        for (place, changes) in changes {
            assert!(changes.is_empty(), "{place}: {changes:#?}");
        }
    }

    /// What is another than it was, by place, after everybody has synced; what is promised of all
    /// changes holds.
    pub async fn changes(
        &self,
        before: &Seen,
    ) -> Vec<(&'static str, BTreeMap<String, (Value, Value)>)> {
        self.settle().await;
        let honest = self.honest().into_iter().zip(&before.0);
        let changes: Vec<_> = honest
            .map(|((place, store), before)| (place, difference(before, &shown(store))))
            .collect();
        for (place, store) in self.honest() {
            let is = shown(store);
            store.drop_projections().unwrap();
            store.project_all().unwrap();
            let again = difference(&is, &shown(store));
            assert!(again.is_empty(), "{place}, made again: {again:#?}");
            assert!(store.verify().unwrap().ok, "{place} does not verify");
        }
        let newcomer = self.newcomer("督查三组").await;
        let apart = difference(&others(&self.colleague), &others(&newcomer));
        assert!(
            apart.is_empty(),
            "a newcomer sees something else: {apart:#?}"
        );
        changes
    }
}

/// What is shown alike on two tablets: neither which of it is one's own, nor in which of several
/// journals that carry a visit it was seen last.
fn others(store: &Store) -> BTreeMap<String, Value> {
    let mut all = shown(store);
    for (name, value) in &mut all {
        forget_own(value);
        if let Some(record) = value.as_object_mut().filter(|_| name.ends_with(" record")) {
            record.retain(|field, _| field != "author" && field != "seq");
        }
    }
    all
}

fn forget_own(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("own");
            fields.values_mut().for_each(forget_own);
        }
        Value::Array(all) => all.iter_mut().for_each(forget_own),
        _ => {}
    }
}

async fn enrolled(office: &Folder, url: &str, name: &str) -> Folder {
    let tablet = tablet_of(office);
    tablet.set_name(name).unwrap();
    let (server, code) = (http(url), code(office, TOWNSHIP));
    let address = format!("{url}/");
    kakou_sync::enrol(&tablet, &server, &address, &code, name)
        .await
        .unwrap();
    tablet
}

fn code(office: &Folder, division: &str) -> String {
    let division = division.parse().unwrap();
    office
        .give_code(&division, 1, chrono::Duration::hours(1))
        .unwrap()
}

fn http(url: &str) -> Http {
    Http::new(url.parse().unwrap(), PATIENT, Arc::new(|_, _| ())).unwrap()
}
