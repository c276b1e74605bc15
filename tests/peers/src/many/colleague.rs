//! A colleague of the tablet's who works without a rest: a journal of visits, sealed by the same
//! rule as real ones, chained and signed.

use std::collections::HashMap;

use kakou_domain::checklist::Checklist;
use kakou_domain::draft::Draft;
use kakou_domain::fact::{Body, Fact};
use kakou_domain::seal::seal;
use kakou_domain::supervision::Role;
use kakou_domain::visit::SiteRef;
use kakou_domain::{FactId, Seq, SiteId, VisitId};
use kakou_journal::{
    Batch, ChainHash, Head, Item, PayloadHash, SignedHead, Signer, SoftwareKey, extend, genesis,
};
use kakou_store::{FeedPart, SiteGiven, Store, VisitGiven, Writer};
use uuid::Uuid;

use crate::Result;
use crate::county::{checklist, checkpoints};

/// One visit in so many has a note that no other has.
const RARE: u64 = 20_000;

const INSPECTORS: [&str; 6] = [
    "督查员甲",
    "督查员乙",
    "督查员丙",
    "督查员丁",
    "督查员戊",
    "督查员己",
];

/// Somebody's journal, up to what was stated last.
pub(super) struct Colleague {
    key: SoftwareKey,
    seq: Seq,
    head: ChainHash,
    sites: HashMap<SiteId, SiteRef>,
    checklist: Checklist,
}

impl Colleague {
    /// Somebody who knows a county's sites and has stated nothing.
    pub(super) fn of(county: &Store) -> Result<Self> {
        let key = SoftwareKey::generate()?;
        let public = key.public_key();
        let sites = checkpoints(county)?.into_iter();
        Ok(Self {
            head: genesis(public.suite(), &public),
            key,
            seq: Seq(0),
            sites: sites.map(|site| (site.id, site)).collect(),
            checklist: checklist()?.into(),
        })
    }

    /// Visits, as the next part of the feed carries them.
    pub(super) fn state(&mut self, visits: impl Iterator<Item = VisitGiven>) -> Result<FeedPart> {
        let from = self.seq.next();
        let mut items = Vec::new();
        for given in visits {
            self.seq = self.seq.next();
            let payload = self.fact(given)?.to_payload()?;
            self.head = extend(&self.head, &PayloadHash::of(&payload));
            items.push(Item::Payload(payload));
        }
        let head = Head {
            author: self.key.public_key().author(),
            seq: self.seq,
            hash: self.head,
        };
        let head = SignedHead::sign(&self.key, &head)?;
        Ok(FeedPart {
            writer: Writer {
                role: Role::Inspector,
                name: "督查二组".to_owned(),
            },
            batch: Batch { from, items, head },
        })
    }

    fn fact(&self, given: VisitGiven) -> Result<Fact> {
        let at = given.visited_at;
        let id = Uuid::now_v7();
        let content = seal(&self.draft(id, given)?, &self.checklist, at)?;
        Ok(Fact {
            id: FactId(id),
            scope: vec![content.site.division.clone()],
            at,
            clock: None,
            follows: Vec::new(),
            by: "督查二组".to_owned(),
            body: Body::VisitSealed(Box::new(content)),
        })
    }

    fn draft(&self, id: Uuid, given: VisitGiven) -> Result<Draft> {
        let SiteGiven::Id { id: site } = given.site else {
            return Err("a visit without a known site".into());
        };
        let first = self.seq.0 as usize % INSPECTORS.len();
        let names = [
            INSPECTORS[first],
            INSPECTORS[(first + 1) % INSPECTORS.len()],
        ];
        let notes = match self.seq.0 % RARE {
            0 => "途中遇见走失儿童，已交派出所。".to_owned(),
            _ => given.notes,
        };
        let site = self.sites.get(&site).ok_or("no such site")?.clone();
        Ok(Draft {
            campaign: given.campaign,
            inspectors: names.map(str::to_owned).to_vec(),
            answers: given.answers,
            finding_edits: given.finding_edits,
            good_practice: given.good_practice,
            notes,
            ..Draft::new(VisitId(id), site, given.method, given.visited_at)
        })
    }
}
