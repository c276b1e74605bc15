//! Heads that authors signed, one a push, and the server's receipts for them. They are what a visit is
//! proved by when somebody has nothing but the visit.

use kakou_domain::Seq;
use kakou_journal::{PublicKey, Receipt, SetAside, Signature, SignedHead};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::sql;

/// A receipt's list of what is set aside that is longer than this is kept once a journal, in the newest
/// receipt that has it: else a journal with thousands of such entries would have the list a push.
const LONGEST_LIST: i64 = 4 << 10;
/// How many receipts are looked at for one that does not set the entry aside.
const MOST_LOOKED_AT: i64 = 100;

/// A head at or behind an entry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeptHead {
    /// As its author signed it.
    pub(crate) head: SignedHead,
    /// The receipt of the server for exactly this head.
    pub(crate) receipt: Option<Receipt>,
}

/// Keeps a head that leads to entries that are here. Of two at one place the later one stands: the other
/// was of entries that are here no more.
pub(crate) fn keep(db: &Connection, head: &SignedHead) -> Result<()> {
    let text = "INSERT INTO signed_head (author, seq, hash, signature) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (author, seq) DO UPDATE
                SET hash = excluded.hash, signature = excluded.signature, epoch = NULL,
                  backed_up_to = NULL, received_at = NULL, set_aside = NULL, receipt = NULL,
                  server_key = NULL
                WHERE hash <> excluded.hash";
    db.prepare_cached(text)?.execute(params![
        head.public_key.author().0,
        sql::stored(head.seq),
        head.hash.0,
        head.signature.0,
    ])?;
    Ok(())
}

/// Keeps a head with the receipt for it. The first receipt stands: what is asked for again without
/// anything new says nothing more.
pub(crate) fn keep_with_receipt(
    db: &Connection,
    head: &SignedHead,
    receipt: &Receipt,
    server: &PublicKey,
) -> Result<()> {
    keep(db, head)?;
    let list = match receipt.set_aside.is_empty() {
        true => None,
        false => Some(serde_json::to_string(&receipt.set_aside)?),
    };
    let (author, seq) = (receipt.author.0, sql::stored(receipt.seq));
    let text = "UPDATE signed_head SET epoch = ?3, backed_up_to = ?4, received_at = ?5,
                  set_aside = ?6, receipt = ?7, server_key = ?8
                WHERE author = ?1 AND seq = ?2 AND receipt IS NULL";
    let kept = db.prepare_cached(text)?.execute(params![
        author,
        seq,
        receipt.epoch,
        sql::stored(receipt.backed_up_to),
        receipt.received_at,
        list,
        receipt.signature.0,
        server.0,
    ])?;
    if kept == 1 && list.is_some_and(|list| list.len() as i64 > LONGEST_LIST) {
        let text = "UPDATE signed_head SET epoch = NULL, backed_up_to = NULL, received_at = NULL,
                      set_aside = NULL, receipt = NULL, server_key = NULL
                    WHERE author = ?1 AND seq < ?2 AND length(set_aside) > ?3";
        db.prepare_cached(text)?
            .execute(params![author, seq, LONGEST_LIST])?;
    }
    Ok(())
}

const COLUMNS: &str = "signed_head.seq, signed_head.hash, signature, epoch, backed_up_to, \
                       received_at, signed_head.set_aside, receipt";

fn read(row: &Row<'_>, public_key: PublicKey) -> rusqlite::Result<KeptHead> {
    let head = SignedHead {
        public_key,
        seq: sql::seq(row, 0)?,
        hash: sql::chain_hash(row, 1)?,
        signature: Signature(row.get(2)?),
    };
    let signature: Option<[u8; 64]> = row.get(7)?;
    let receipt = match signature {
        None => None,
        Some(signature) => Some(Receipt {
            author: public_key.author(),
            seq: head.seq,
            head: head.hash,
            epoch: row.get(3)?,
            backed_up_to: sql::seq(row, 4)?,
            received_at: row.get(5)?,
            set_aside: set_aside(row, 6)?,
            signature: Signature(signature),
        }),
    };
    Ok(KeptHead { head, receipt })
}

fn set_aside(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<SetAside>> {
    let list: Option<String> = row.get(column)?;
    match list {
        None => Ok(Vec::new()),
        Some(_) => sql::parsed(row, column),
    }
}

/// The first head at or behind an entry of which `server` gave a receipt; before one that says that the
/// entry is set aside, a later one that does not. Only heads count that the entries here lead to.
pub(crate) fn with_receipt(
    db: &Connection,
    key: &PublicKey,
    seq: Seq,
    server: &PublicKey,
) -> Result<Option<KeptHead>> {
    let text = format!(
        "SELECT {COLUMNS} FROM signed_head
         CROSS JOIN entry ON entry.author = signed_head.author AND entry.seq = signed_head.seq
           AND entry.chain_hash = signed_head.hash
         WHERE signed_head.author = ?1 AND signed_head.seq >= ?2 AND server_key = ?3
         ORDER BY signed_head.seq LIMIT ?4"
    );
    let mut select = db.prepare_cached(&text)?;
    let mut rows = select.query(params![
        key.author().0,
        sql::stored(seq),
        server.0,
        MOST_LOOKED_AT
    ])?;
    let mut first = None;
    while let Some(row) = rows.next()? {
        let kept = read(row, *key)?;
        let aside = kept.receipt.iter().flat_map(|receipt| &receipt.set_aside);
        if aside.into_iter().all(|one| one.seq != seq) {
            return Ok(Some(kept));
        }
        first = first.or(Some(kept));
    }
    Ok(first)
}

/// The first head at or behind an entry that the entries here lead to.
pub(crate) fn at_or_behind(
    db: &Connection,
    key: &PublicKey,
    seq: Seq,
) -> Result<Option<SignedHead>> {
    let text = format!(
        "SELECT {COLUMNS} FROM signed_head
         CROSS JOIN entry ON entry.author = signed_head.author AND entry.seq = signed_head.seq
           AND entry.chain_hash = signed_head.hash
         WHERE signed_head.author = ?1 AND signed_head.seq >= ?2
         ORDER BY signed_head.seq LIMIT 1"
    );
    Ok(db
        .prepare_cached(&text)?
        .query_row(params![key.author().0, sql::stored(seq)], |row| {
            Ok(read(row, *key)?.head)
        })
        .optional()?)
}
