//! 通报 as a document: what it consists of, and how it becomes a file. What it says is composed
//! elsewhere; nothing here reads the store.

mod annex;
mod block;
mod document;
mod docx;
mod foot;
mod html;
mod letterhead;
mod numbers;
mod pdf;
mod save;
mod sheet;
mod slots;
mod text;
mod title;
mod words;

pub use annex::{Annex, Column, Table};
pub use block::{Block, HeadingLevel};
pub use document::BulletinDocument;
pub use docx::docx;
pub use html::html;
pub use letterhead::{
    BriefHead, BulletinForm, Circulation, Imprint, Letterhead, OfficialHead, Seal, Signature,
};
pub use pdf::pdf;
pub use save::{BulletinFormat, save};
pub(crate) use slots::{LONGEST_NAME, slot_name};
pub use slots::{literal, slot};
pub use text::text;
