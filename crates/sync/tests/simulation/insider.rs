//! One among the tablets means harm. What it tries, and that nothing of it changes what honest people
//! stated: the model's facts are those of the honest alone.

use kakou_domain::moves::FindingState;
use kakou_domain::{AuthorId, Seq, SiteId, VisitId};
use kakou_hostile::{Client, FactBuilder, fact, visit_like};
use kakou_journal::{Item, PayloadHash, SoftwareKey, check_code};
use kakou_store::{Store, read_code};
use kakou_test_support::{Office, id, village};
use serde_json::{Value, json};

use crate::world::World;

/// On everything that it says.
const MARK: &str = "冒名";

/// What it tries with a visit that somebody has sealed, sent or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trick {
    /// A visit of its own, as it may.
    Own,
    /// Another visit under its id.
    Rewrite,
    /// The same, word for word, in its own journal.
    Copy,
    /// A correction of it.
    Amend,
    /// A visit of its own that mentions its problem as withdrawn.
    Mention,
    /// A visit for other divisions than its site's.
    Scope,
    /// A visit and another one under one id.
    Twice,
    /// Its site is withdrawn.
    Withdraw,
    /// Nobody has to be there.
    Roster,
    /// The visit is erased.
    Erase,
    /// Something else stands under its id.
    Contest,
    /// It is headquarters.
    Admit,
}

impl Trick {
    pub(crate) const ALL: [Self; 12] = [
        Self::Own,
        Self::Rewrite,
        Self::Copy,
        Self::Amend,
        Self::Mention,
        Self::Scope,
        Self::Twice,
        Self::Withdraw,
        Self::Roster,
        Self::Erase,
        Self::Contest,
        Self::Admit,
    ];
}

/// The insider: its journal, what becomes of each entry, and the visits of it that count.
pub(crate) struct Insider {
    client: Client,
    codes: Vec<Option<&'static str>>,
    visits: Vec<(PayloadHash, VisitId)>,
}

impl Insider {
    /// With an empty journal.
    pub(crate) fn new() -> Self {
        let key = SoftwareKey::from_seed(&[9; 32]);
        Self {
            client: Client::with("http://127.0.0.1:1", key, String::new()),
            codes: Vec::new(),
            visits: Vec::new(),
        }
    }

    /// Headquarters admits it, as it would anybody.
    pub(crate) fn enrol(office: &Office) {
        let store = office.store();
        let division = "410523".parse().unwrap();
        let code = store.give_code(&division, 1, chrono::Duration::hours(1));
        let (secret, _) = read_code(&code.unwrap()).unwrap();
        let key = kakou_journal::Signer::public_key(&Self::new().client.key);
        store.enrol(&secret, &key, "督查九组", None).unwrap();
    }

    pub(crate) fn author(&self) -> AuthorId {
        self.client.author()
    }

    /// Its visits that count.
    pub(crate) fn visits(&self) -> impl Iterator<Item = &(PayloadHash, VisitId)> {
        self.visits.iter()
    }

    fn writes(&mut self, fact: FactBuilder, code: Option<&'static str>) {
        let id = self.client.write(&[fact])[0];
        self.codes.push(code);
        let last = self.client.journal().items.pop().unwrap();
        let Item::Payload(payload) = &last else {
            return;
        };
        let said: Value = serde_json::from_slice(payload).unwrap();
        if code.is_none() && said["kind"] == "visit.sealed" {
            self.visits.push((last.hash(), id.into()));
        }
    }

    fn copies(&mut self, payload: Vec<u8>, code: &'static str) {
        self.client.write_payload(payload);
        self.codes.push(Some(code));
    }
}

impl World {
    /// The insider tries something, and pushes its journal from its beginning.
    pub(crate) fn tries(&mut self, trick: Trick, of: usize) {
        let Some((hash, Some(sealed))) = self.facts[of] else {
            return;
        };
        let payload = self.payloads[&hash].clone();
        let said: Value = serde_json::from_slice(&payload).unwrap();
        let author = self.insider.author();
        let own = || visit_like(&said, "白营村").says("/notes", MARK);
        let everywhere = |kind: &str| fact(kind).scope(&["410523"]);
        let site = said["body"]["site"].clone();
        let scope = site["division"].as_str().unwrap().to_owned();
        let set_aside = Some("kind-not-allowed");
        let insider = &mut self.insider;
        match trick {
            Trick::Own => insider.writes(own(), None),
            Trick::Rewrite => {
                let rewrite = FactBuilder::of(&said).says("/notes", MARK);
                insider.writes(rewrite.says("/findings", json!([])), Some("id-not-yours"));
            }
            Trick::Copy => insider.copies(payload, "id-not-yours"),
            Trick::Amend => {
                let content = FactBuilder::of(&said).says("/notes", MARK);
                let content = content.says("/findings/0/withdrawn", MARK).said();
                let body = json!({"visit": sealed, "reason": MARK, "content": content});
                let amended = fact("visit.amended").scope(&[&scope]).body(body);
                insider.writes(amended.follows(&[sealed.into()]), None);
            }
            Trick::Mention => insider.writes(own().says("/findings/0/withdrawn", MARK), None),
            Trick::Scope => insider.writes(own().scope(&["410523"]), Some("scope-false")),
            Trick::Twice => {
                let id = insider.client.new_id();
                insider.writes(own().id(id.0), None);
                let other = own().id(id.0).says("/notes", "再写");
                insider.writes(other, Some("id-taken"));
            }
            Trick::Withdraw => {
                let mut site = json!(village("白营村"));
                site["withdrawn_from"] = json!("2019-01-01");
                let stated = fact("site.defined").scope(&["410523105201"]);
                insider.writes(stated.body(site), None);
            }
            Trick::Roster => {
                let body = json!({"site": site["id"], "shifts": [{"required": 99}]});
                insider.writes(fact("roster.set").scope(&[&scope]).body(body), set_aside);
            }
            Trick::Erase => {
                let hex = data_encoding::HEXLOWER.encode(&hash.0);
                let body = json!({"payloads": [{"hash": hex, "fact": sealed}], "reason": MARK});
                insider.writes(everywhere("payload.erased").body(body), set_aside);
            }
            Trick::Contest => {
                let hex = data_encoding::HEXLOWER.encode(&hash.0);
                let body = json!({"id": sealed, "stands": "0".repeat(64), "aside": hex});
                insider.writes(everywhere("id.contested").body(body), set_aside);
            }
            Trick::Admit => {
                let key = kakou_journal::Signer::public_key(&insider.client.key);
                let body = json!({
                    "author": author, "role": "headquarters", "divisions": ["410523"],
                    "public_key": data_encoding::HEXLOWER.encode(&key.0), "name": MARK,
                });
                insider.writes(everywhere("author.admitted").body(body), set_aside);
            }
        }
        let server = self.office.store();
        server.receive_push(&self.insider.client.journal()).unwrap();
        server.project_all().unwrap();
        let receipt = server.receipt(author).unwrap().set_aside.into_iter();
        let aside: Vec<_> = receipt.map(|one| (one.seq, one.code)).collect();
        let codes = self.insider.codes.iter().zip(1..);
        let codes = codes.filter_map(|(code, seq)| Some((Seq(seq), (*code)?.to_owned())));
        assert_eq!(aside, codes.collect::<Vec<_>>(), "{trick:?}");
    }

    /// Nothing that an honest tablet stated reads otherwise, whatever the insider has tried.
    pub(crate) fn untouched(&self, store: &Store, place: &str) {
        for (hash, visit) in self.facts.iter().flatten() {
            let Some(visit) = visit else { continue };
            let Ok(page) = store.visit(*visit) else {
                continue;
            };
            let record = &page.record;
            assert_eq!(record.check_code, check_code(hash), "{place}: {visit}");
            assert_ne!(record.author, self.insider.author(), "{place}: {visit}");
            assert_ne!(
                (&*page.original.notes, &*page.current.notes),
                (MARK, MARK),
                "{place}"
            );
            assert_ne!(page.current.notes, MARK, "{place}: {visit}");
            let states: Vec<_> = record.findings.iter().map(|one| one.state).collect();
            assert_eq!(states, [FindingState::Raised], "{place}: {visit}");
        }
        let near: SiteId = id("白营村");
        if let Ok(page) = store.site(near) {
            assert_eq!(
                (page.site.withdrawn_from, page.shifts),
                (None, Vec::new()),
                "{place}"
            );
        }
    }
}
