//! 通报 as a document: what it consists of, and how it becomes a file. What it says is composed
//! elsewhere; nothing here reads the store.

mod annex;
mod block;
mod document;
mod letterhead;
mod slots;

pub use annex::{Annex, Column, Table};
pub use block::{Block, HeadingLevel};
pub use document::BulletinDocument;
pub use letterhead::{
    BriefHead, BulletinForm, Circulation, Imprint, Letterhead, OfficialHead, Seal, Signature,
};
pub use slots::{literal, slot};
