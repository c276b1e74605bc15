//! The feed: what others wrote, within a device's divisions, in the order in which the server took
//! it in. What is out of scope travels as its hash, so that every chain still verifies.

use std::collections::BTreeMap;

use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, DivisionCode, Seq};
use kakou_journal::{Batch, Item, SignedHead};
use rusqlite::{Connection, Row};

use crate::entry::PASSED_ON;
use crate::error::Result;
use crate::receive::Writer;
use crate::store::Store;
use crate::{entry, journal, sql, whose};

/// The most entries of one page, and about how many bytes of payload end it.
const MOST_ENTRIES: usize = 2_000;
const MOST_BYTES: usize = 4 << 20;

/// A part of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedPage {
    /// What of each journal.
    pub parts: Vec<FeedPart>,
    /// Where the next page begins.
    pub next: u64,
    /// Whether there is more now.
    pub more: bool,
}

/// Consecutive entries of one journal. The head is the newest that its author signed, which may
/// lie further on than the entries of this part.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedPart {
    /// Who wrote it.
    pub writer: Writer,
    /// The entries.
    pub batch: Batch,
}

impl Store {
    /// The entries after `after` of all journals but `except`, as a device with `divisions` may see
    /// them.
    pub fn feed(
        &self,
        after: u64,
        divisions: &[DivisionCode],
        except: Option<AuthorId>,
    ) -> Result<FeedPage> {
        self.read(|db| {
            let (rows, more) = rows_after(db, after, except)?;
            let next = rows.last().map_or(after, |row| row.n);
            let mut parts: BTreeMap<AuthorId, (Seq, Vec<Item>)> = BTreeMap::new();
            for row in rows {
                let (_, items) = parts.entry(row.author).or_insert((row.seq, Vec::new()));
                items.push(row.item(divisions));
            }
            let parts = parts
                .into_iter()
                .map(|(author, (from, items))| part(db, author, from, items, Some(divisions)));
            let parts = parts
                .collect::<Result<Vec<_>>>()?
                .into_iter()
                .flatten()
                .collect();
            Ok(FeedPage { parts, next, more })
        })
    }

    /// The entries of one journal from `from` on, as many as one page takes, as a device with
    /// `divisions` may see them; all of them for the journal's own author.
    pub fn journal_entries(
        &self,
        author: AuthorId,
        from: Seq,
        divisions: Option<&[DivisionCode]>,
    ) -> Result<Option<FeedPart>> {
        self.read(|db| {
            let before = Seq(from.0.saturating_sub(1));
            let (mut items, mut bytes) = (Vec::new(), 0);
            let read = match divisions {
                Some(_) => entry::each_passed_on,
                None => entry::each_after,
            };
            read(db, author, before, &mut |entry| {
                bytes += entry.payload.as_ref().map_or(32, Vec::len);
                items.push(match divisions {
                    Some(divisions) => withhold(entry::travelling(entry), divisions),
                    None => entry::travelling(entry),
                });
                bytes <= MOST_BYTES && items.len() < MOST_ENTRIES
            })?;
            part(db, author, before.next(), items, divisions)
        })
    }
}

struct FeedRow {
    n: u64,
    author: AuthorId,
    seq: Seq,
    item: Item,
}

impl FeedRow {
    fn item(self, divisions: &[DivisionCode]) -> Item {
        withhold(self.item, divisions)
    }
}

fn withhold(item: Item, divisions: &[DivisionCode]) -> Item {
    let visible = match &item {
        Item::Payload(payload) => concerns(payload, divisions),
        Item::Withheld(_) => true,
    };
    if visible {
        item
    } else {
        Item::Withheld(item.hash())
    }
}

/// Scope alone decides, also of kinds that this version does not know. What has no readable scope
/// concerns nobody.
pub(crate) fn concerns(payload: &[u8], divisions: &[DivisionCode]) -> bool {
    #[derive(serde::Deserialize)]
    struct Scope {
        scope: Vec<DivisionCode>,
    }
    serde_json::from_slice::<Scope>(payload).is_ok_and(|fact| {
        fact.scope
            .iter()
            .any(|scope| divisions.iter().any(|own| own.touches(scope)))
    })
}

fn rows_after(
    db: &Connection,
    after: u64,
    except: Option<AuthorId>,
) -> Result<(Vec<FeedRow>, bool)> {
    let text = format!(
        "SELECT n, author, seq, {PASSED_ON}, payload_hash FROM entry
         WHERE n > ?1 AND author IS NOT ?2 ORDER BY n LIMIT ?3"
    );
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let except = except.map(|author| author.0.to_vec());
    let limit = MOST_ENTRIES as i64 + 1;
    let mut select = db.prepare_cached(&text)?;
    let mut found = select.query(rusqlite::params![after, except, limit])?;
    let (mut rows, mut bytes) = (Vec::new(), 0);
    while let Some(row) = found.next()? {
        if rows.len() == MOST_ENTRIES || bytes > MOST_BYTES {
            return Ok((rows, true));
        }
        let row = feed_row(row)?;
        bytes += match &row.item {
            Item::Payload(payload) => payload.len(),
            Item::Withheld(_) => 32,
        };
        rows.push(row);
    }
    Ok((rows, false))
}

fn feed_row(row: &Row<'_>) -> rusqlite::Result<FeedRow> {
    let payload: Option<Vec<u8>> = row.get(3)?;
    let hash = sql::payload_hash(row, 4)?;
    Ok(FeedRow {
        n: sql::seq(row, 0)?.0,
        author: sql::author(row, 1)?,
        seq: sql::seq(row, 2)?,
        item: payload.map_or(Item::Withheld(hash), Item::Payload),
    })
}

/// A journal that nobody signed yet has no entries, and so no part in a feed.
fn part(
    db: &Connection,
    author: AuthorId,
    from: Seq,
    items: Vec<Item>,
    divisions: Option<&[DivisionCode]>,
) -> Result<Option<FeedPart>> {
    let Some(row) = journal::get(db, author)? else {
        return Ok(None);
    };
    let Some(head): Option<SignedHead> = row.signed else {
        return Ok(None);
    };
    let may_know = match (row.role, divisions) {
        (Role::Headquarters, _) | (_, None) => true,
        (_, Some(divisions)) => {
            let own = whose::divisions_of(db, author)?;
            own.iter()
                .any(|own| divisions.iter().any(|one| one.touches(own)))
        }
    };
    // A township is told no names of others.
    let writer = Writer {
        role: row.role,
        name: if may_know { row.name } else { String::new() },
    };
    let batch = Batch { from, items, head };
    Ok(Some(FeedPart { writer, batch }))
}

/// Who is headquarters is the server's signed word, not what a part of a feed says of itself.
pub(crate) fn role_of(word: &crate::trust::Headquarters, batch: &Batch) -> Role {
    if word.speaks_through(batch.public_key()) {
        Role::Headquarters
    } else {
        Role::Inspector
    }
}
