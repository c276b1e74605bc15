//! What a tablet could state with its key, whatever its program lets it.

use kakou_domain::Seq;
use kakou_journal::{Batch, ChainHash, Head, Item, SignedHead, Signer, extend, genesis};
use kakou_store::Store;
use kakou_test_support::Folder;

/// A tablet's journal, ready to be cut anywhere.
pub(crate) struct Author {
    pub(crate) items: Vec<Item>,
    /// After each entry, from before the first.
    chain: Vec<ChainHash>,
    /// The signed head after each entry.
    heads: Vec<SignedHead>,
}

impl Author {
    pub(crate) fn of(tablet: &Folder) -> Self {
        let author = tablet.author().unwrap();
        let part = tablet.journal_entries(author, Seq(1), None).unwrap();
        Self::stating(tablet, part.unwrap().batch.items)
    }

    /// What a tablet could state with its key.
    pub(crate) fn stating(tablet: &Folder, items: Vec<Item>) -> Self {
        let (author, key) = (tablet.author().unwrap(), tablet.own_key().unwrap());
        let public = key.public_key();
        let mut chain = vec![genesis(public.suite(), &public)];
        for item in &items {
            chain.push(extend(chain.last().unwrap(), &item.hash()));
        }
        let sign = |(seq, hash): (usize, &ChainHash)| {
            let (seq, hash) = (Seq(seq as u64), *hash);
            SignedHead::sign(&key, &Head { author, seq, hash }).unwrap()
        };
        let heads = chain.iter().enumerate().map(sign).collect();
        Self {
            items,
            chain,
            heads,
        }
    }

    /// The entries after `from` up to `to`, both counted from 0.
    pub(crate) fn cut(&self, from: usize, to: usize) -> Batch {
        Batch {
            from: Seq(from as u64 + 1),
            items: self.items[from..to].to_vec(),
            head: self.heads[to],
        }
    }

    /// The whole of it reaches the county.
    pub(crate) fn pushed(&self, county: &Store) {
        county.receive_push(&self.cut(0, self.len())).unwrap();
        county.project_all().unwrap();
    }

    pub(crate) fn len(&self) -> usize {
        self.chain.len() - 1
    }
}

/// What an entry states, said otherwise.
pub(crate) fn restated(entry: Option<Item>, change: impl FnOnce(&mut serde_json::Value)) -> Item {
    let Some(Item::Payload(payload)) = entry else {
        panic!("no payload");
    };
    let mut fact = serde_json::from_slice(&payload).unwrap();
    change(&mut fact);
    Item::Payload(serde_json::to_vec(&fact).unwrap())
}
