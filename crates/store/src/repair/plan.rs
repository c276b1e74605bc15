//! What follows from what could be read: whose folder it is, which journals stand up to where, and
//! whether the own one can go on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kakou_domain::fact::{Body, Fact};
use kakou_domain::supervision::{AuthorAdmitted, Role};
use kakou_domain::{AuthorId, Seq};
use kakou_journal::{PublicKey, Signer};

use super::salvage::{Found, Salvage};
use crate::error::Result;
use crate::journal::JournalRow;
use crate::keyfile::read_key;
use crate::meta;

/// What is to be made of a damaged folder.
pub(super) struct Plan {
    pub(super) role: Role,
    pub(super) own: Option<AuthorId>,
    /// The journals as they stand now.
    pub(super) journals: Vec<JournalRow>,
    /// Payloads that were read but whose place in their journal is not proved any more.
    /// With whose they are.
    pub(super) carry: Vec<(AuthorId, Vec<u8>)>,
    /// Whether the own journal goes on: it was read to an end that its author signed.
    pub(super) own_goes_on: bool,
    /// Whether every entry that was here stands.
    pub(super) nothing_missing: bool,
    /// Whether all was read of whose device brought which file.
    pub(super) files_brought_known: bool,
    /// Entries that were here and are neither kept nor carried over.
    pub(super) missing: u64,
    /// Those among them of the own journal that no receipt covers.
    pub(super) unsent_lost: u64,
    /// What headquarters said of the authors that it admitted.
    pub(super) admitted: Vec<AuthorAdmitted>,
}

impl Plan {
    pub(super) fn of(salvage: &Salvage, keys: &Path) -> Result<Self> {
        let own_keys = own_keys(keys);
        let admitted = admissions(salvage)?;
        let role = match keys.join("server.key").is_file() {
            true => Role::Headquarters,
            false => Role::Inspector,
        };
        let mut plan = Self {
            role,
            own: own_author(salvage, &own_keys),
            journals: Vec::new(),
            carry: Vec::new(),
            own_goes_on: false,
            nothing_missing: salvage.whole.entries && salvage.whole.journals && salvage.whole.log,
            files_brought_known: salvage.whole.brought,
            missing: 0,
            unsent_lost: 0,
            admitted,
        };
        for (row, found) in plan.known_journals(salvage, &own_keys)? {
            plan.judge(salvage, row, found, &own_keys)?;
        }
        Ok(plan)
    }

    /// The journals that there were, each with how its row was found; one without a row begins.
    fn known_journals<'a>(
        &self,
        salvage: &'a Salvage,
        own_keys: &[PublicKey],
    ) -> Result<Vec<(JournalRow, Option<&'a Found>)>> {
        let mut rows = BTreeMap::new();
        let mut keys: BTreeMap<AuthorId, (PublicKey, Role, String)> = BTreeMap::new();
        for key in own_keys {
            keys.insert(key.author(), (*key, self.role, String::new()));
        }
        for one in &self.admitted {
            if let Some(key) = key_of(one) {
                keys.insert(
                    one.author,
                    (key, one.role, one.name.clone().unwrap_or_default()),
                );
            }
        }
        let read: BTreeSet<AuthorId> = salvage.entries.authors()?.into_iter().collect();
        for (author, (key, role, name)) in keys {
            // A tablet begins journals when the feed brings them; a server is pushed to.
            let wanted = read.contains(&author)
                || self.role == Role::Headquarters
                || own_keys.contains(&key);
            if wanted {
                rows.insert(author, (JournalRow::empty(&key, role, &name), None));
            }
        }
        for (author, found) in &salvage.journals {
            rows.insert(*author, (found.row.clone(), Some(found)));
        }
        Ok(rows.into_values().collect())
    }

    fn judge(
        &mut self,
        salvage: &Salvage,
        mut row: JournalRow,
        found: Option<&Found>,
        own_keys: &[PublicKey],
    ) -> Result<()> {
        let proved = salvage.entries.prove(&row.public_key)?;
        let own = self.own == Some(row.author);
        let ended = (proved.seq, proved.head) == (row.seq, row.head);
        let signed = row.signed.is_some_and(|signed| signed.seq == row.seq) || row.seq == Seq(0);
        let whole = ended && found.is_some_and(|found| found.current);
        if own {
            self.own_goes_on = whole && signed && salvage.whole.log;
        }
        let behind = match (self.role, own) {
            (Role::Headquarters, _) => salvage.entries.behind_a_gap(row.author, proved.seq)?,
            (_, true) => salvage
                .entries
                .behind_a_gap(row.author, proved.seq.max(row.confirmed))?,
            // What others wrote comes with the feed.
            (_, false) => Vec::new(),
        };
        let before = row.seq.max(row.confirmed).0;
        let gone = before
            .saturating_sub(proved.seq.0)
            .saturating_sub(behind.len() as u64);
        self.missing += gone;
        if own && self.role == Role::Inspector {
            let unsent = row.seq.0.saturating_sub(proved.seq.max(row.confirmed).0);
            self.unsent_lost = unsent.saturating_sub(behind.len() as u64);
        }
        self.nothing_missing &= whole;
        let author = row.author;
        self.carry
            .extend(behind.into_iter().map(|payload| (author, payload)));
        if !ended {
            // What the server has of an earlier journal of this device comes with the feed.
            let earlier = own_keys.contains(&row.public_key) && !own;
            if earlier && self.role == Role::Inspector {
                row.closed = Some(DAMAGED.to_owned());
            }
            row.signed = row.signed.filter(|signed| signed.seq <= proved.seq);
            (row.seq, row.head) = (proved.seq, proved.head);
        }
        self.journals.push(row);
        Ok(())
    }
}

/// Why a journal is closed of which entries were lost.
pub(crate) const DAMAGED: &str = "damaged";

/// The keys of this device, the one that was made last first.
fn own_keys(folder: &Path) -> Vec<PublicKey> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut keys: Vec<_> = files
        .filter_map(|file| {
            let key = read_key(&file.path()).ok()?.public_key();
            let name = file.file_name().into_string().ok()?;
            (name == format!("{}.key", key.author()))
                .then_some((file.metadata().ok()?.modified().ok()?, key))
        })
        .collect();
    keys.sort_by_key(|(made, _)| std::cmp::Reverse(*made));
    keys.into_iter().map(|(_, key)| key).collect()
}

fn own_author(salvage: &Salvage, keys: &[PublicKey]) -> Option<AuthorId> {
    let has_key = |author: &AuthorId| keys.iter().any(|key| key.author() == *author);
    let said = salvage
        .meta
        .get(meta::AUTHOR)
        .and_then(|text| text.parse().ok());
    let open = salvage
        .journals
        .values()
        .find(|found| found.row.closed.is_none() && has_key(&found.row.author));
    said.filter(has_key)
        .or(open.map(|found| found.row.author))
        .or(keys.first().map(PublicKey::author))
}

fn admissions(salvage: &Salvage) -> Result<Vec<AuthorAdmitted>> {
    let payloads = salvage.entries.mentioning("author.admitted")?;
    let facts = payloads
        .iter()
        .filter_map(|payload| Fact::from_payload(payload).ok());
    Ok(facts
        .filter_map(|fact| match fact.body {
            Body::AuthorAdmitted(admitted) => Some(admitted),
            _ => None,
        })
        .collect())
}

fn key_of(admitted: &AuthorAdmitted) -> Option<PublicKey> {
    let bytes = data_encoding::HEXLOWER
        .decode(admitted.public_key.as_bytes())
        .ok()?;
    let key = PublicKey(bytes.try_into().ok()?);
    (key.author() == admitted.author).then_some(key)
}
