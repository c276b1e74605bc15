//! The tablet's side of sync: what to take in, and what the server said. Each function is
//! one durable step, so a sync can be cut off anywhere and begun again.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use kakou_domain::fact::ClockReading;
use kakou_domain::supervision::Role;
use kakou_domain::{AuthorId, DivisionCode};
use kakou_journal::{PublicKey, Signer};
use rusqlite::Transaction;

use crate::error::{Result, StoreError};
use crate::feed::{FeedPart, role_of};
use crate::parcel::Parcel;
use crate::receive::Writer;
use crate::repair::DAMAGED;
use crate::store::Store;
use crate::trust::{self, Headquarters};
use crate::{feed, journal, meta, practice, project};

/// What a server said when it admitted this tablet.
#[derive(Debug, Clone, PartialEq)]
pub struct Admission {
    /// Where the server is reached.
    pub server_url: String,
    /// The bearer token.
    pub token: String,
    /// Whose journals are headquarters'.
    pub headquarters: Headquarters,
    /// What this tablet may see.
    pub divisions: Vec<DivisionCode>,
    /// The person.
    pub name: String,
}

/// How to reach the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Where.
    pub server_url: String,
    /// The bearer token.
    pub token: String,
}

/// Where the feed was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The server's epoch then; empty before the first contact.
    pub epoch: String,
    /// The entry of the feed that came last.
    pub n: u64,
}

impl Store {
    /// Says whose device this is. Facts that are written from now on name the person.
    pub fn set_name(&self, name: &str) -> Result<()> {
        self.write(|tx| self.call_me(tx, name.trim()))
    }

    /// Takes over what the server said at enrolment. Where the own journal went on from another, the
    /// server need not hear of that any more: it admitted the author as it is now.
    pub fn enrolled(&self, admission: &Admission) -> Result<()> {
        self.write(|tx| {
            practice::refuse(tx)?;
            trust::trust(tx, &admission.headquarters)?;
            meta::set(tx, meta::SERVER_URL, &admission.server_url)?;
            meta::set(tx, meta::TOKEN, &admission.token)?;
            self.call_me(tx, &admission.name)?;
            meta::clear(tx, meta::UNANNOUNCED)?;
            self.set_divisions(tx, &admission.divisions)
        })
    }

    /// How to reach the server; `None` before enrolment, and always in a practice folder.
    pub fn account(&self) -> Result<Option<Account>> {
        self.read(|db| {
            if practice::is(db)? {
                return Ok(None);
            }
            let (url, token) = (
                meta::get(db, meta::SERVER_URL)?,
                meta::get(db, meta::TOKEN)?,
            );
            Ok(url
                .zip(token)
                .map(|(server_url, token)| Account { server_url, token }))
        })
    }

    /// The server's key that this device trusts.
    pub fn trusted_server(&self) -> Result<Option<PublicKey>> {
        self.read(trust::trusted)
    }

    /// The own key, for what the device itself has to sign.
    pub fn own_key(&self) -> Result<impl Signer + use<>> {
        self.key(self.author()?)
    }

    /// Notes that the server answered, and how far the clocks are apart. `server_time` was the
    /// server's clock about half of `round_trip_ms` ago.
    pub fn note_contact(
        &self,
        server_time: DateTime<FixedOffset>,
        round_trip_ms: i64,
    ) -> Result<()> {
        let now = self.clock().now();
        let drift_ms = (server_time - now).num_milliseconds() + round_trip_ms / 2;
        let reading = ClockReading {
            drift_ms,
            measured_at: now,
        };
        self.write(|tx| {
            meta::set(tx, meta::CLOCK_READING, &serde_json::to_string(&reading)?)?;
            let stamp = now.to_rfc3339_opts(SecondsFormat::Millis, false);
            meta::set(tx, meta::LAST_CONTACT, &stamp)
        })
    }

    /// Where the feed was left.
    pub fn cursor(&self) -> Result<Cursor> {
        self.read(|db| {
            let epoch = meta::get(db, meta::EPOCH)?.unwrap_or_default();
            let n = u64::try_from(meta::number(db, meta::FEED_CURSOR)?).unwrap_or(0);
            Ok(Cursor { epoch, n })
        })
    }

    /// Begins to follow another epoch, or the feed from its start.
    pub fn restart_feed(&self, epoch: &str) -> Result<()> {
        self.write(|tx| {
            meta::set(tx, meta::EPOCH, epoch)?;
            meta::set(tx, meta::FEED_CURSOR, "0")
        })
    }

    /// Takes in a page of the feed with its cursor, in one transaction.
    pub fn apply_feed(&self, parcel: &Parcel) -> Result<usize> {
        let new = self.write(|tx| {
            practice::refuse(tx)?;
            let new = apply(tx, meta::author(tx, self.folder())?, parcel)?;
            meta::set(tx, meta::EPOCH, &parcel.heading.epoch)?;
            meta::set(tx, meta::FEED_CURSOR, &parcel.heading.next.to_string())?;
            self.set_divisions(tx, &parcel.heading.divisions)?;
            Ok(new)
        })?;
        self.remove_erased_files()?;
        Ok(new)
    }

    /// Takes in a pack file, or entries of the own journal that this tablet has lost. The first
    /// pack of a tablet says which server it trusts.
    pub fn apply_pack(&self, parcel: &Parcel) -> Result<usize> {
        self.write(|tx| {
            practice::refuse(tx)?;
            self.take_pack(tx, parcel)
        })
    }

    pub(crate) fn take_pack(&self, tx: &Transaction<'_>, parcel: &Parcel) -> Result<usize> {
        if meta::get(tx, meta::DIVISIONS)?.is_none() {
            self.set_divisions(tx, &parcel.heading.divisions)?;
        }
        apply(tx, meta::author(tx, self.folder())?, parcel)
    }

    /// The person's name, for new facts and for the own journal in lists.
    fn call_me(&self, tx: &Transaction<'_>, name: &str) -> Result<()> {
        meta::set(tx, meta::NAME, name)?;
        let author = meta::author(tx, self.folder())?;
        journal::describe(tx, author, Role::Inspector, name)
    }

    /// With other divisions than before the feed begins again: what was withheld so far may be
    /// visible now.
    fn set_divisions(&self, tx: &Transaction<'_>, divisions: &[DivisionCode]) -> Result<()> {
        let before = meta::divisions(tx)?;
        if before == divisions {
            return Ok(());
        }
        meta::set(tx, meta::DIVISIONS, &serde_json::to_string(divisions)?)?;
        meta::set(tx, meta::FEED_CURSOR, "0")?;
        let within = |old: &DivisionCode| divisions.iter().any(|new| new.contains(old));
        if before.iter().all(within) {
            Ok(())
        } else {
            self.forget(tx, divisions)
        }
    }

    /// What is out of scope now leaves the tablet; its hashes stay, so that every chain verifies.
    fn forget(&self, tx: &Transaction<'_>, divisions: &[DivisionCode]) -> Result<()> {
        let own = meta::author(tx, self.folder())?;
        let text = "SELECT n, payload FROM entry WHERE payload IS NOT NULL AND author <> ?1";
        let held: Vec<(i64, Vec<u8>)> = tx
            .prepare(text)?
            .query_map([own.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (n, payload) in held {
            if !feed::concerns(&payload, divisions) {
                let text =
                    "UPDATE entry SET payload = NULL, fact = NULL, set_aside = NULL WHERE n = ?1";
                tx.prepare_cached(text)?.execute([n])?;
            }
        }
        project::drop_rows(tx)
    }
}

fn apply(tx: &Transaction<'_>, own: AuthorId, parcel: &Parcel) -> Result<usize> {
    trust::trust(tx, &parcel.heading.headquarters)?;
    let mut new = 0;
    // Headquarters first: what it says of the others decides what of them counts.
    let (office, others): (Vec<_>, Vec<_>) = parcel
        .parts
        .iter()
        .partition(|part| role_of(&parcel.heading.headquarters, &part.batch) == Role::Headquarters);
    for part in office.into_iter().chain(others) {
        let role = role_of(&parcel.heading.headquarters, &part.batch);
        let writer = Writer {
            role,
            name: part.writer.name.clone(),
        };
        // A closed journal was forked: what the server has of it under the same places is not what
        // is here, and neither is thrown away. Of a damaged one it has what is missing here.
        let closed = journal::get(tx, part.batch.author())?.and_then(|row| row.closed);
        if closed.is_none_or(|reason| reason == DAMAGED) {
            new += receive(tx, own, part, &writer)?;
        }
    }
    Ok(new)
}

/// Takes in one part. Another tablet's journal that is forked is closed here, so that it does not
/// keep all the others from coming; headquarters' is nothing to go on without.
fn receive(tx: &Transaction<'_>, own: AuthorId, part: &FeedPart, writer: &Writer) -> Result<usize> {
    let author = part.batch.author();
    tx.execute_batch("SAVEPOINT part")?;
    let new = match Store::receive_feed(tx, &part.batch, writer) {
        Ok(received) => received.new,
        Err(StoreError::Forked { seq }) if author != own && writer.role == Role::Inspector => {
            tracing::warn!(%author, %seq, "another's journal is forked");
            tx.execute_batch("ROLLBACK TO part")?;
            journal::close(tx, author, "forked")?;
            0
        }
        // The whole transaction goes.
        Err(error) => return Err(error),
    };
    tx.execute_batch("RELEASE part")?;
    Ok(new)
}
