//! What a 通报 says: read from the store, counted, put into sentences, each with the facts behind
//! it. It is written in Chinese: it is a county's official paper. How it looks is
//! [`crate::bulletin`]'s.

mod annexes;
mod asked;
mod by_kind;
mod by_place;
mod figures;
mod heading;
mod issue;
mod matter;
mod names;
mod opening;
mod phrases;
mod rest;

pub use asked::{BulletinAsked, BulletinHeading, ProblemOrder, remember_heading, usual_heading};
pub use figures::BulletinTotals;
pub use issue::{Standing, check, issue, issued_bulletin, standing};

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use kakou_store::views::TabletsView;
use kakou_store::{Store, StoreError};
use serde::Serialize;

use crate::bulletin::{Block, BulletinDocument, BulletinFormat};
use crate::error::Result;
use crate::save::safe_name;
use matter::Matter;
use names::Names;

/// A bulletin with what it counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Bulletin {
    /// The paper.
    pub document: BulletinDocument,
    /// Its figures.
    pub totals: BulletinTotals,
    /// How complete the data is: which tablets were heard of since its last day. `None` on a tablet
    /// and of what was issued.
    pub tablets: Option<TabletsView>,
    /// Its first day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub from: NaiveDate,
    /// Its last day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub to: NaiveDate,
    /// 数据截至
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub as_of: DateTime<FixedOffset>,
}

/// A bulletin as it is looked at before it is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BulletinPreview {
    /// Its text.
    pub text: String,
    /// Its figures.
    pub totals: BulletinTotals,
    /// What is left to be filled in, by name.
    pub blanks: Vec<String>,
    /// 数据截至, RFC 3339
    pub as_of: String,
}

impl Bulletin {
    /// What is to be looked at.
    pub fn preview(&self) -> BulletinPreview {
        BulletinPreview {
            text: crate::bulletin::text(&self.document),
            totals: self.totals.clone(),
            blanks: self.document.open_slots(),
            as_of: self.as_of.to_rfc3339(),
        }
    }

    /// How complete the data is, in words: 平板13台，已联系11台，未联系：…
    pub fn completeness(&self) -> Option<String> {
        self.tablets.as_ref().map(crate::daily::tablets)
    }

    /// The name that is proposed for its file: 关于村卡口疫情防控督查情况的通报.docx
    pub fn file_name(&self, format: BulletinFormat) -> String {
        format!("{}.{}", safe_name(&self.document.title), format.ending())
    }

    /// It as a file: the name that is proposed for it, and its bytes.
    ///
    /// # Errors
    /// What [`BulletinFormat::bytes`] fails with.
    pub fn file(&self, format: BulletinFormat) -> Result<(String, Vec<u8>)> {
        Ok((self.file_name(format), format.bytes(&self.document)?))
    }

    /// Writes it as its file's ending says; `.json` has its figures as well.
    ///
    /// # Errors
    /// An ending that is none of ours, or what [`crate::bulletin::save`] fails with.
    pub fn save(&self, path: &Path) -> Result<()> {
        let json = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"));
        if json {
            let json = serde_json::to_vec_pretty(self).map_err(StoreError::from)?;
            return crate::save::save(path, &json);
        }
        crate::bulletin::save(path, &self.document)
    }
}

/// Composes a bulletin from what the store knows now. It states nothing: what it says may be looked
/// at, changed and composed again until it is issued.
///
/// # Errors
/// When the round is not known, or the store cannot be read.
pub fn draw_up(store: &Store, asked: &BulletinAsked) -> Result<Bulletin> {
    draw_up_as_of(store, asked, store.clock().now())
}

/// The same as it would have been dated at another time.
fn draw_up_as_of(
    store: &Store,
    asked: &BulletinAsked,
    as_of: DateTime<FixedOffset>,
) -> Result<Bulletin> {
    let matter = Matter::read(store, asked, as_of)?;
    let totals = BulletinTotals::of(&matter);
    let names = match asked.names {
        true => Names::of(store, &matter.visits)?,
        false => Names::default(),
    };
    let document = BulletinDocument {
        letterhead: heading::letterhead(&matter, asked),
        title: heading::title(&matter, asked),
        addressees: asked.heading.addressees.clone(),
        body: body(&matter, &totals, asked, &names),
        annexes: annexes::annexes(&matter),
    };
    Ok(Bulletin {
        document,
        totals,
        tablets: store.tablets_since(matter.to)?,
        from: matter.from,
        to: matter.to,
        as_of: matter.as_of,
    })
}

fn body(
    matter: &Matter,
    totals: &BulletinTotals,
    asked: &BulletinAsked,
    names: &Names,
) -> Vec<Block> {
    let problems = match asked.order {
        ProblemOrder::Place => by_place::problems(matter, names),
        ProblemOrder::Kind => by_kind::problems(matter),
    };
    let parts = [
        opening::opening(matter, totals),
        opening::good(matter, totals),
        problems,
        rest::needs(matter),
        rest::dispositions(matter, totals, asked.order, names),
        rest::requirements(asked),
    ];
    parts.concat()
}
