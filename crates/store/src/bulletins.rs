//! The bulletin: headquarters checks it, then issues exactly what was checked.

use kakou_domain::fact::Body;
use kakou_domain::fold::{BulletinCheckRow, BulletinRow, Row, RowKey};
use kakou_domain::reports::{BulletinChecked, BulletinIssued, names_a_person};
use kakou_domain::versions::Version;
use kakou_domain::{BulletinCheckId, BulletinId, CampaignId, FactId};
use rusqlite::{Connection, Transaction};

use crate::append::NewFact;
use crate::error::{Result, StoreError};
use crate::office;
use crate::project::read_row;
use crate::store::Store;
use crate::views::{BulletinCheckView, BulletinLine, BulletinState, BulletinView};

impl Store {
    /// States that somebody has checked exactly this bulletin. An earlier check of the same number
    /// is replaced.
    ///
    /// # Errors
    /// On a tablet, without the name of a person, and when the round has issued a bulletin of this
    /// number.
    pub fn bulletin_check(
        &self,
        bulletin: &BulletinIssued,
        checker: &str,
    ) -> Result<BulletinCheckView> {
        self.require_office()?;
        let body = named(bulletin.checked_by(checker), checker)?;
        let of = body.id();
        self.write(|tx| {
            let new_id = self.new_id(tx)?;
            refuse_issued(tx, of)?;
            let new = NewFact {
                id: Some(new_id),
                scope: vec![office::county(tx)?],
                follows: check_row(tx, of)?.checked.head_ids(),
                body: Body::BulletinChecked(Box::new(body)),
            };
            self.append(tx, vec![new])?;
            check_of(tx, of, new_id)?.ok_or(StoreError::NotChecked)
        })
    }

    /// The checks that stand of the bulletin of this number; several where two were stated apart.
    pub fn bulletin_checks(
        &self,
        campaign: Option<CampaignId>,
        number: &str,
    ) -> Result<Vec<BulletinCheckView>> {
        let of = BulletinCheckId::of(campaign, number);
        self.read(|db| {
            let row = check_row(db, of)?;
            let heads = row.checked.heads().into_iter();
            Ok(heads.map(|(id, version)| check_view(id, version)).collect())
        })
    }

    /// Issues a bulletin that was checked: from now on it stays as it is.
    ///
    /// # Errors
    /// On a tablet, without the name of whoever issues it, when the check that it names is not one
    /// of exactly this bulletin, and when the round has issued one of this number.
    pub fn bulletin_issue(&self, issued: BulletinIssued) -> Result<BulletinView> {
        self.require_office()?;
        let signer = issued.signer.clone().unwrap_or_default();
        let issued = named(issued, &signer)?;
        self.write(|tx| {
            let id = self.new_id(tx)?;
            let of = issued.check_id();
            refuse_issued(tx, of)?;
            let row = check_row(tx, of)?;
            let check = issued.check.and_then(|check| row.checked.get(check));
            if !check.is_some_and(|check| check.content.covers(&issued)) {
                return Err(StoreError::NotChecked);
            }
            let new = NewFact {
                id: Some(id),
                scope: vec![office::county(tx)?],
                follows: Vec::new(),
                body: Body::BulletinIssued(Box::new(issued)),
            };
            self.append(tx, vec![new])?;
            bulletin(tx, BulletinId(id.0))
        })
    }

    /// The bulletins that were checked or issued, the newest first.
    pub fn bulletins(&self) -> Result<Vec<BulletinLine>> {
        self.read(|db| {
            let issued = issued(db)?;
            let taken: Vec<_> = issued.iter().map(|one| one.issued.check_id()).collect();
            let mut lines: Vec<_> = issued.into_iter().map(issued_line).collect();
            for key in keys(db, "bulletin_check")? {
                let Some(of) = key.parse().ok().filter(|of| !taken.contains(of)) else {
                    continue;
                };
                let row = check_row(db, of)?;
                let heads = row.checked.heads().into_iter();
                lines.extend(heads.map(|(id, version)| checked_line(check_view(id, version))));
            }
            lines.sort_by_key(|one| std::cmp::Reverse(one.fact));
            Ok(lines)
        })
    }

    /// A bulletin as it was issued.
    pub fn bulletin(&self, id: BulletinId) -> Result<BulletinView> {
        self.read(|db| bulletin(db, id))
    }

    fn require_office(&self) -> Result<()> {
        match self.is_office()? {
            true => Ok(()),
            false => Err(StoreError::NotOffice),
        }
    }
}

fn named<T>(stated: T, person: &str) -> Result<T> {
    match names_a_person(person) {
        true => Ok(stated),
        false => Err(StoreError::BulletinPerson),
    }
}

fn refuse_issued(tx: &Transaction<'_>, of: BulletinCheckId) -> Result<()> {
    let same = |one: &BulletinView| one.issued.check_id() == of;
    match issued(tx)?.into_iter().find(same) {
        Some(one) => Err(StoreError::AlreadyIssued(one.issued.number)),
        None => Ok(()),
    }
}

fn issued(db: &Connection) -> Result<Vec<BulletinView>> {
    let keys = keys(db, "bulletin")?.into_iter();
    let ids = keys.filter_map(|key| key.parse().ok());
    ids.map(|id| bulletin(db, id)).collect()
}

fn keys(db: &Connection, kind: &str) -> Result<Vec<String>> {
    let text = "SELECT key FROM fold_row WHERE kind = ?1 ORDER BY key";
    let mut select = db.prepare_cached(text)?;
    let keys = select.query_map([kind], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

fn bulletin(db: &Connection, id: BulletinId) -> Result<BulletinView> {
    let row = match read_row(db, &RowKey::Bulletin(id))? {
        Some(Row::Bulletin(row)) => *row,
        _ => BulletinRow::default(),
    };
    let heads = row.issued.heads();
    let (_, issued) = heads.first().ok_or(StoreError::NoBulletin(id))?;
    let check = match issued.content.check {
        Some(check) => check_of(db, issued.content.check_id(), check)?,
        None => None,
    };
    Ok(BulletinView {
        id,
        issued_at: issued.at.to_rfc3339(),
        issued_by: issued.by.clone(),
        check,
        issued: issued.content.clone(),
    })
}

fn check_row(db: &Connection, of: BulletinCheckId) -> Result<BulletinCheckRow> {
    Ok(match read_row(db, &RowKey::BulletinCheck(of))? {
        Some(Row::BulletinCheck(row)) => *row,
        _ => BulletinCheckRow::default(),
    })
}

fn check_of(
    db: &Connection,
    of: BulletinCheckId,
    check: FactId,
) -> Result<Option<BulletinCheckView>> {
    let row = check_row(db, of)?;
    Ok(row.checked.get(check).map(|one| check_view(check, one)))
}

fn check_view(id: FactId, version: &Version<BulletinChecked>) -> BulletinCheckView {
    BulletinCheckView {
        id,
        checked_at: version.at.to_rfc3339(),
        checked: version.content.clone(),
    }
}

fn issued_line(view: BulletinView) -> BulletinLine {
    let BulletinIssued { signer, .. } = &view.issued;
    let checker = view.check.as_ref().map(|one| one.checked.checker.clone());
    BulletinLine {
        state: BulletinState::Issued,
        fact: FactId(view.id.0),
        same_person: signer.is_some() && *signer == checker,
        checked_at: view.check.map(|one| one.checked_at),
        checker,
        issued_at: Some(view.issued_at),
        signer: view.issued.signer,
        number: view.issued.number,
        title: view.issued.title,
        from: view.issued.from.to_string(),
        to: view.issued.to.to_string(),
        campaign: view.issued.campaign,
    }
}

fn checked_line(view: BulletinCheckView) -> BulletinLine {
    let checked = view.checked;
    BulletinLine {
        state: BulletinState::Checked,
        fact: view.id,
        same_person: false,
        checked_at: Some(view.checked_at),
        checker: Some(checked.checker),
        issued_at: None,
        signer: None,
        number: checked.number,
        title: checked.title,
        from: checked.from.to_string(),
        to: checked.to.to_string(),
        campaign: checked.campaign,
    }
}
