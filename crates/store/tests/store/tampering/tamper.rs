//! A journal in the hands of somebody who can write into the database's file.

use kakou_domain::{AuthorId, Seq};
use kakou_journal::{
    ChainHash, Head, PayloadHash, SignedHead, Signer, SoftwareKey, extend, genesis,
};
use kakou_store::Store;
use rusqlite::{Connection, Params, params};

pub(crate) struct Journal {
    db: Connection,
    author: AuthorId,
}

/// What a journal's row says of its end.
pub(crate) struct End {
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
    pub(crate) signed: (i64, [u8; 32], [u8; 64]),
}

impl Journal {
    pub(crate) fn of(store: &Store, author: AuthorId) -> Self {
        let db = Connection::open(store.database()).unwrap();
        db.pragma_update(None, "foreign_keys", false).unwrap();
        Self { db, author }
    }

    fn run(&self, text: &str, given: impl Params) -> usize {
        self.db.execute(text, given).unwrap()
    }

    pub(crate) fn payload(&self, seq: u64) -> Vec<u8> {
        let text = "SELECT payload FROM entry WHERE author = ?1 AND seq = ?2";
        self.db
            .query_row(text, params![self.author.0, seq as i64], |row| row.get(0))
            .unwrap()
    }

    pub(crate) fn set_payload(&self, seq: u64, payload: &[u8]) {
        let text = "UPDATE entry SET payload = ?3 WHERE author = ?1 AND seq = ?2";
        let changed = self.run(text, params![self.author.0, seq as i64, payload]);
        assert_eq!(changed, 1);
    }

    pub(crate) fn clear_payload(&self, seq: u64) {
        let text = "UPDATE entry SET payload = NULL WHERE author = ?1 AND seq = ?2";
        assert_eq!(self.run(text, params![self.author.0, seq as i64]), 1);
    }

    pub(crate) fn delete(&self, seq: u64) {
        let text = "DELETE FROM entry WHERE author = ?1 AND seq = ?2";
        assert_eq!(self.run(text, params![self.author.0, seq as i64]), 1);
    }

    /// Entries and row.
    pub(crate) fn remove(&self) {
        self.run("DELETE FROM entry WHERE author = ?1", [self.author.0]);
        self.run("DELETE FROM journal WHERE author = ?1", [self.author.0]);
    }

    pub(crate) fn renumber(&self, from: u64, to: u64) {
        let text = "UPDATE entry SET seq = ?3 WHERE author = ?1 AND seq = ?2";
        let changed = self.run(text, params![self.author.0, from as i64, to as i64]);
        assert_eq!(changed, 1);
    }

    pub(crate) fn swap(&self, one: u64, other: u64, columns: &[&str]) {
        for column in columns {
            let text = format!("SELECT {column} FROM entry WHERE author = ?1 AND seq = ?2");
            let read = |seq: u64| -> Vec<u8> {
                let given = params![self.author.0, seq as i64];
                self.db.query_row(&text, given, |row| row.get(0)).unwrap()
            };
            let (first, second) = (read(one), read(other));
            let text = format!("UPDATE entry SET {column} = ?3 WHERE author = ?1 AND seq = ?2");
            self.run(&text, params![self.author.0, one as i64, second]);
            self.run(&text, params![self.author.0, other as i64, first]);
        }
    }

    /// With the hashes that continue the entry before it.
    pub(crate) fn insert(&self, seq: u64, payload: &[u8]) {
        let hash = PayloadHash::of(payload);
        let chain = extend(&ChainHash(self.end_after(seq - 1).hash), &hash);
        let text = "INSERT INTO entry (author, seq, payload, payload_hash, chain_hash)
                    VALUES (?1, ?2, ?3, ?4, ?5)";
        let given = params![self.author.0, seq as i64, payload, hash.0, chain.0];
        assert_eq!(self.run(text, given), 1);
    }

    /// All hashes, from the payloads as they are now.
    pub(crate) fn compute_again(&self) {
        let (key, mut seq) = (self.key(), 0);
        let mut chain = genesis(key.suite(), &key);
        while seq < self.count() {
            seq += 1;
            let hash = PayloadHash::of(&self.payload(seq));
            chain = extend(&chain, &hash);
            let text = "UPDATE entry SET payload_hash = ?3, chain_hash = ?4
                        WHERE author = ?1 AND seq = ?2";
            self.run(text, params![self.author.0, seq as i64, hash.0, chain.0]);
        }
    }

    /// Another's key in the author's place: chain, end and signature are all in order, for it.
    pub(crate) fn sign_again_as_somebody_else(&self) {
        let key = SoftwareKey::from_seed(&[9; 32]);
        let text = "UPDATE journal SET public_key = ?2 WHERE author = ?1";
        self.run(text, params![self.author.0, key.public_key().0]);
        self.compute_again();
        let end = self.end_after(self.count());
        let head = Head {
            author: key.public_key().author(),
            seq: Seq(self.count()),
            hash: ChainHash(end.hash),
        };
        let signed = SignedHead::sign(&key, &head).unwrap();
        self.set_end(&End {
            signed: (end.seq, end.hash, signed.signature.0),
            ..end
        });
    }

    pub(crate) fn end(&self) -> End {
        let text = "SELECT seq, head, signed_seq, signed_head, signature FROM journal
                    WHERE author = ?1";
        self.db
            .query_row(text, [self.author.0], |row| {
                Ok(End {
                    seq: row.get(0)?,
                    hash: row.get(1)?,
                    signed: (row.get(2)?, row.get(3)?, row.get(4)?),
                })
            })
            .unwrap()
    }

    /// The end after an entry, with the signature that is there.
    pub(crate) fn end_after(&self, seq: u64) -> End {
        let text = "SELECT chain_hash FROM entry WHERE author = ?1 AND seq = ?2";
        let given = params![self.author.0, seq as i64];
        let hash = self.db.query_row(text, given, |row| row.get(0)).unwrap();
        End {
            seq: seq as i64,
            hash,
            signed: self.end().signed,
        }
    }

    pub(crate) fn set_end(&self, end: &End) {
        let text = "UPDATE journal SET seq = ?2, head = ?3, signed_seq = ?4, signed_head = ?5,
                      signature = ?6 WHERE author = ?1";
        let (seq, hash, signature) = end.signed;
        let given = params![self.author.0, end.seq, end.hash, seq, hash, signature];
        assert_eq!(self.run(text, given), 1);
    }

    pub(crate) fn set_signed_hash(&self, hash: &[u8; 32]) {
        let text = "UPDATE journal SET signed_head = ?2 WHERE author = ?1";
        self.run(text, params![self.author.0, hash]);
    }

    pub(crate) fn set_confirmed(&self, seq: i64) {
        let text = "UPDATE journal SET confirmed = ?2 WHERE author = ?1";
        self.run(text, params![self.author.0, seq]);
    }

    fn count(&self) -> u64 {
        let text = "SELECT count(*) FROM entry WHERE author = ?1";
        let count: i64 = self
            .db
            .query_row(text, [self.author.0], |row| row.get(0))
            .unwrap();
        count as u64
    }

    fn key(&self) -> kakou_journal::PublicKey {
        let text = "SELECT public_key FROM journal WHERE author = ?1";
        let read = |row: &rusqlite::Row<'_>| row.get(0).map(kakou_journal::PublicKey);
        self.db.query_row(text, [self.author.0], read).unwrap()
    }
}
