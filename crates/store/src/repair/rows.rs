//! Which table a record belongs to, by its shape. Only what cannot be made again is looked for:
//! projections are made of entries, and what lies as files is listed from the files.

use kakou_domain::draft::Draft;
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{ChainHash, PayloadHash, PublicKey, Signature, SignedHead};

use super::record::{Record, Value};
use crate::evidence::is_hash;
use crate::journal::JournalRow;

/// A row of `entry`, with a payload that is the one of its hash.
pub(super) struct EntryRow {
    pub(super) n: i64,
    pub(super) author: AuthorId,
    pub(super) seq: Seq,
    pub(super) payload: Option<Vec<u8>>,
    pub(super) payload_hash: PayloadHash,
    pub(super) chain_hash: ChainHash,
    pub(super) fact: Option<Vec<u8>>,
}

/// A row of `draft`.
#[derive(Clone)]
pub(super) struct DraftRow {
    pub(super) id: Vec<u8>,
    pub(super) site: Vec<u8>,
    pub(super) doc: String,
    pub(super) saved_at: String,
    pub(super) discarded_at: Option<String>,
}

/// The values of a row that is copied as it is.
pub(super) type Copied = Vec<Value>;

pub(super) fn entry(record: &Record) -> Option<EntryRow> {
    use Value::{Bytes, Nothing, Number, Text};
    let [
        _,
        Bytes(author),
        Number(seq),
        payload,
        Bytes(hash),
        Bytes(chain),
        fact,
        aside,
        // Whose it is, where it is carried: found out again. Rows of before do not have it.
        ..,
    ] = record.values.as_slice()
    else {
        return None;
    };
    let payload = match payload {
        Nothing => None,
        Bytes(payload) => Some(payload.clone()),
        _ => return None,
    };
    let fact = match fact {
        Nothing => None,
        Bytes(fact) => Some(fact.clone()),
        _ => return None,
    };
    let payload_hash = PayloadHash(hash.as_slice().try_into().ok()?);
    let altered = payload
        .as_ref()
        .is_some_and(|bytes| PayloadHash::of(bytes) != payload_hash);
    if altered || record.rowid < 1 || !matches!(aside, Nothing | Text(_)) {
        return None;
    }
    Some(EntryRow {
        n: record.rowid,
        author: AuthorId(author.as_slice().try_into().ok()?),
        seq: Seq(u64::try_from(*seq).ok().filter(|seq| *seq > 0)?),
        payload,
        payload_hash,
        chain_hash: ChainHash(chain.as_slice().try_into().ok()?),
        fact,
    })
}

pub(super) fn journal(record: &Record) -> Option<JournalRow> {
    use Value::{Bytes, Nothing, Number, Text};
    let [
        Bytes(author),
        Bytes(key),
        Text(role),
        Text(name),
        Number(seq),
        Bytes(head),
        signed_seq,
        signed_head,
        signature,
        Number(confirmed),
        Number(backed_up),
        closed,
    ] = record.values.as_slice()
    else {
        return None;
    };
    let author = AuthorId(author.as_slice().try_into().ok()?);
    let public_key = PublicKey(key.as_slice().try_into().ok()?);
    let signed = match (signed_seq, signed_head, signature) {
        (Number(seq), Bytes(hash), Bytes(signature)) => Some(SignedHead {
            public_key,
            seq: Seq(u64::try_from(*seq).ok()?),
            hash: ChainHash(hash.as_slice().try_into().ok()?),
            signature: Signature(signature.as_slice().try_into().ok()?),
        }),
        _ => None,
    };
    let number = |number: &i64| u64::try_from(*number).map(Seq).ok();
    let row = JournalRow {
        author,
        public_key,
        role: match role.as_str() {
            "headquarters" => Role::Headquarters,
            "inspector" => Role::Inspector,
            _ => return None,
        },
        name: name.clone(),
        seq: number(seq)?,
        head: ChainHash(head.as_slice().try_into().ok()?),
        signed: signed.filter(|signed| signed.verify().is_ok()),
        confirmed: number(confirmed)?,
        backed_up: number(backed_up)?,
        closed: match closed {
            Text(reason) => Some(reason.clone()),
            Nothing => None,
            _ => return None,
        },
    };
    (public_key.author() == author).then_some(row)
}

pub(super) fn draft(record: &Record) -> Option<DraftRow> {
    use Value::{Bytes, Text};
    let [Bytes(id), Bytes(site), Text(doc), Text(saved_at), discarded] = record.values.as_slice()
    else {
        return None;
    };
    let read: Draft = serde_json::from_str(doc).ok()?;
    (read.id.0.as_bytes() == id.as_slice()).then(|| DraftRow {
        id: id.clone(),
        site: site.clone(),
        doc: doc.clone(),
        saved_at: saved_at.clone(),
        discarded_at: match discarded {
            Text(time) => Some(time.clone()),
            _ => None,
        },
    })
}

/// A value that the device knows of itself. Records of other tables have two texts as well, but none
/// of its keys.
pub(super) fn meta(record: &Record) -> Option<(String, String)> {
    let [Value::Text(key), Value::Text(value)] = record.values.as_slice() else {
        return None;
    };
    (crate::meta::is_key(key)).then(|| (key.clone(), value.clone()))
}

/// A row of `device`, also from before it had its last column.
pub(super) fn device(record: &Record) -> Option<Copied> {
    use Value::{Bytes, Nothing, Text};
    let values = record.values.as_slice();
    let [
        Bytes(author),
        Bytes(token),
        Bytes(code),
        Text(_),
        Text(_),
        Text(_),
        Text(_),
        rest @ ..,
    ] = values
    else {
        return None;
    };
    let lengths = (author.len(), token.len(), code.len()) == (16, 32, 32);
    let words = rest.iter().all(|value| matches!(value, Text(_) | Nothing));
    (lengths && words && matches!(rest.len(), 1 | 2)).then(|| {
        let mut copied = values.to_vec();
        copied.resize(9, Nothing);
        copied
    })
}

/// A row of `enrol_code`.
pub(super) fn enrol_code(record: &Record) -> Option<Copied> {
    use Value::{Bytes, Number, Text};
    match record.values.as_slice() {
        [Bytes(hash), Text(_), Number(_), Text(_)] if hash.len() == 32 => {
            Some(record.values.clone())
        }
        _ => None,
    }
}

/// A row of `brought`.
pub(super) fn brought(record: &Record) -> Option<(String, AuthorId)> {
    use Value::{Bytes, Text};
    let [Text(sha256), Bytes(author)] = record.values.as_slice() else {
        return None;
    };
    let author = AuthorId(author.as_slice().try_into().ok()?);
    is_hash(sha256).then(|| (sha256.clone(), author))
}
