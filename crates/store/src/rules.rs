//! Headquarters adopts the rules of whose word counts, and carries what others wrote.

use kakou_domain::AuthorId;
use kakou_domain::fact::Body;
use kakou_domain::supervision::Role;
use kakou_domain::trust::{JournalCarried, MOST_CARRIED, RULES, RulesAdopted};
use kakou_journal::PayloadHash;
use rusqlite::{OptionalExtension, Row, Transaction};

use crate::append::NewFact;
use crate::error::Result;
use crate::store::Store;
use crate::{journal, meta, names, office, sql, whose};

impl Store {
    /// States once, at a server whose folder is of a version before, since when whose word counts is
    /// asked: from where each journal stands now.
    ///
    /// Not at the opening of a folder that is being restored or repaired: its journal may have gone on,
    /// and the successor states it.
    pub fn adopt_rules(&self) -> Result<()> {
        let due = self.read(|db| {
            let own = journal::get(db, meta::author(db, self.folder())?)?;
            let office = own.is_some_and(|own| own.role == Role::Headquarters);
            Ok(office && !whose::rules_are_adopted(db)?)
        })?;
        match due {
            true => self.write(|tx| self.adopt_rules_in(tx)),
            false => Ok(()),
        }
    }

    pub(crate) fn adopt_rules_in(&self, tx: &Transaction<'_>) -> Result<()> {
        if whose::rules_are_adopted(tx)? {
            return Ok(());
        }
        let journals = journal::all(tx)?.into_iter();
        let body = Body::RulesAdopted(RulesAdopted {
            version: RULES,
            journals: journals.map(|row| (row.author, row.seq)).collect(),
        });
        self.state_for_all(tx, body)?;
        self.restate_admissions(tx)
    }

    /// Says again to the whole county whom headquarters has admitted: in a version before, only the
    /// divisions of each were told, with its name.
    fn restate_admissions(&self, tx: &Transaction<'_>) -> Result<()> {
        for said in whose::inspectors(tx)? {
            let name = names::of(tx, said.author)?.unwrap_or_default();
            let divisions = whose::divisions_of(tx, said.author)?.into_iter().collect();
            let (key, before) = (said.public_key, said.before);
            self.admit(tx, &key, Role::Inspector, &name, divisions, before)?;
        }
        Ok(())
    }

    /// Carries payloads of others in headquarters' journal: whose they are stands before them.
    pub(crate) fn carry(
        &self,
        tx: &Transaction<'_>,
        payloads: &[(AuthorId, Vec<u8>)],
    ) -> Result<()> {
        for of_one in payloads.chunk_by(|(one, _), (next, _)| one == next) {
            for some in of_one.chunks(MOST_CARRIED) {
                let hex =
                    |payload: &[u8]| data_encoding::HEXLOWER.encode(&PayloadHash::of(payload).0);
                let body = Body::JournalCarried(JournalCarried {
                    of: some[0].0,
                    hashes: some.iter().map(|(_, payload)| hex(payload)).collect(),
                });
                self.state_for_all(tx, body)?;
                let payloads = some.iter().map(|(_, payload)| payload.clone());
                self.append_payloads(tx, payloads.collect())?;
            }
        }
        Ok(())
    }

    /// Carries entries that were set aside and count now: others got only their hashes. What stands
    /// in another journal as well is there already.
    pub(crate) fn carry_revived(&self, tx: &Transaction<'_>, entries: &[i64]) -> Result<()> {
        let text = "SELECT coalesce(origin, author), payload FROM entry one
                    WHERE n = ?1 AND payload IS NOT NULL AND NOT EXISTS
                      (SELECT 1 FROM entry other WHERE other.fact = one.fact
                       AND other.payload_hash = one.payload_hash AND other.n <> one.n
                       AND other.payload IS NOT NULL AND other.set_aside IS NULL)";
        let mut payloads = Vec::new();
        for n in entries {
            let mut select = tx.prepare_cached(text)?;
            let read = |row: &Row<'_>| Ok((sql::author(row, 0)?, row.get(1)?));
            payloads.extend(select.query_row([n], read).optional()?);
        }
        self.carry(tx, &payloads)
    }

    /// States a fact that concerns the whole county.
    pub(crate) fn state_for_all(&self, tx: &Transaction<'_>, body: Body) -> Result<()> {
        let new = NewFact {
            id: None,
            scope: vec![office::county(tx)?],
            follows: Vec::new(),
            body,
        };
        self.append(tx, vec![new]).map(drop)
    }
}
