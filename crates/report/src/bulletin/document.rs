//! The document of a 通报, from the mark of its organ to its imprint.

use serde::{Deserialize, Serialize};

use super::annex::Annex;
use super::block::Block;
use super::letterhead::{BulletinForm, Letterhead};

/// A bulletin as it is read, edited and kept. Any of its texts may have slots, which
/// [`fill`](Self::fill) fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BulletinDocument {
    /// Whose paper it is: what stands above the title, below the body and at the very end.
    pub letterhead: Letterhead,
    /// 标题
    pub title: String,
    /// 主送机关, in their order; none in most briefs.
    #[serde(default)]
    pub addressees: Vec<String>,
    /// 正文
    #[serde(default)]
    pub body: Vec<Block>,
    /// 附件, each on a page of its own.
    #[serde(default)]
    pub annexes: Vec<Annex>,
}

impl BulletinDocument {
    /// The form that its letterhead gives it.
    pub fn form(&self) -> BulletinForm {
        self.letterhead.form()
    }
}
