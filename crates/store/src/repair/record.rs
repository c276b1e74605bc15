//! Cells of a page and the records in them, in SQLite's file format. Total: bytes that make no
//! sense give no record.

use super::pages::Pages;

/// A value of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// NULL, and what this reader has no use for.
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// The longest record that is believed: a payload and what stands beside it.
const LONGEST: usize = 4 << 20;

/// What a page of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    TableInside,
    TableLeaf,
    IndexInside,
    IndexLeaf,
}

/// A page of a tree, taken apart.
pub(super) struct TreePage {
    /// The pages below, from left to right.
    pub(super) children: Vec<u32>,
    /// The records in it; `None` is one that cannot be read.
    pub(super) records: Vec<Option<Record>>,
}

/// A record, with its rowid in a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub(super) rowid: i64,
    pub(super) values: Vec<Value>,
}

/// Where the pages of long records are looked up.
pub(super) type Lookup = fn(&Pages, u32) -> Option<Vec<u8>>;

/// Takes a page apart; `None` when it is none of a tree.
pub(super) fn tree_page(pages: &Pages, page: &[u8], first: bool, look: Lookup) -> Option<TreePage> {
    // The first page of the file begins with the file's header.
    let head = if first { 100 } else { 0 };
    let kind = match page.get(head)? {
        0x05 => Kind::TableInside,
        0x0d => Kind::TableLeaf,
        0x02 => Kind::IndexInside,
        0x0a => Kind::IndexLeaf,
        _ => return None,
    };
    let inside = matches!(kind, Kind::TableInside | Kind::IndexInside);
    let count = usize::from(two(page, head + 3)?);
    let pointers = head + if inside { 12 } else { 8 };
    if pointers + 2 * count > page.len() {
        return None;
    }
    let (mut children, mut records) = (Vec::new(), Vec::new());
    for n in 0..count {
        let mut at = usize::from(two(page, pointers + 2 * n)?);
        if inside {
            children.push(four(page, at)?);
            at += 4;
        }
        if kind != Kind::TableInside {
            records.push(record(pages, page, at, kind, look));
        }
    }
    if inside {
        children.push(four(page, head + 8)?);
    }
    Some(TreePage { children, records })
}

fn record(pages: &Pages, page: &[u8], at: usize, kind: Kind, look: Lookup) -> Option<Record> {
    let (length, mut at) = varint(page, at)?;
    let length = usize::try_from(length)
        .ok()
        .filter(|length| *length <= LONGEST)?;
    let mut rowid = 0;
    if kind == Kind::TableLeaf {
        (rowid, at) = varint(page, at)?;
    }
    let bytes = payload(pages, page, at, length, kind, look)?;
    Some(Record {
        rowid,
        values: values(&bytes)?,
    })
}

/// The bytes of a record, of which a long one goes on in pages of its own.
fn payload(
    pages: &Pages,
    page: &[u8],
    at: usize,
    length: usize,
    kind: Kind,
    look: Lookup,
) -> Option<Vec<u8>> {
    let usable = page.len();
    let most = match kind {
        Kind::TableLeaf => usable - 35,
        _ => (usable - 12) * 64 / 255 - 23,
    };
    if length <= most {
        return page.get(at..at + length).map(<[u8]>::to_vec);
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let fitting = least + (length - least) % (usable - 4);
    let here = if fitting <= most { fitting } else { least };
    let mut bytes = page.get(at..at + here)?.to_vec();
    let mut next = four(page, at + here)?;
    while bytes.len() < length {
        let more = look(pages, next)?;
        let take = (length - bytes.len()).min(usable - 4);
        bytes.extend_from_slice(&more[4..4 + take]);
        next = four(&more, 0)?;
    }
    Some(bytes)
}

fn values(bytes: &[u8]) -> Option<Vec<Value>> {
    let (head, mut at) = varint(bytes, 0)?;
    let head = usize::try_from(head)
        .ok()
        .filter(|head| *head <= bytes.len())?;
    let (mut body, mut values) = (head, Vec::new());
    while at < head {
        let (kind, after) = varint(bytes, at)?;
        at = after;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let content = bytes.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            8 => Value::Number(0),
            9 => Value::Number(1),
            1..=6 => Value::Number(signed(content)),
            12.. if kind % 2 == 0 => Value::Bytes(content.to_vec()),
            13.. => Value::Text(String::from_utf8(content.to_vec()).ok()?),
            _ => Value::Nothing,
        });
    }
    (body == bytes.len()).then_some(values)
}

fn signed(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |sum, byte| (sum << 8) | i64::from(*byte))
}

/// SQLite's numbers of variable length: seven bits a byte, and eight in the ninth.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut sum: i64 = 0;
    for n in 0..9 {
        let byte = i64::from(*bytes.get(at.checked_add(n)?)?);
        if n == 8 {
            return Some(((sum << 8) | byte, at + 9));
        }
        sum = (sum << 7) | (byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, at + n + 1));
        }
    }
    None
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(two.try_into().ok()?))
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}
