//! Whose paper a bulletin is: the two forms that counties write, and what only one of them has.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The form of a bulletin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum BulletinForm {
    /// 公文式: a document by GB/T 9704-2012, signed and dated.
    Official,
    /// 简报式: an issue of a numbered newsletter of the group.
    Brief,
}

/// What stands around title and body. A form has its own parts and none of the other's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Letterhead {
    /// 公文式
    Official(OfficialHead),
    /// 简报式
    Brief(BriefHead),
}

impl Letterhead {
    /// Which form it is.
    pub fn form(&self) -> BulletinForm {
        match self {
            Self::Official(_) => BulletinForm::Official,
            Self::Brief(_) => BulletinForm::Brief,
        }
    }
}

/// The parts of a document by GB/T 9704-2012.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OfficialHead {
    /// 发文机关标志 as it is printed in red: 汤阴县疫情防控指挥部文件. Of several bodies that issue
    /// it together, the leading one alone may stand here (7.2.4).
    pub mark: String,
    /// 发文字号: 汤疫防指〔2020〕3号
    pub number: String,
    /// 署名 and 成文日期
    pub signature: Signature,
    /// 版记
    pub imprint: Imprint,
}

/// Who signs, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Signature {
    /// 发文机关署名, the leading body first.
    pub bodies: Vec<String>,
    /// 成文日期
    pub date: NaiveDate,
    /// Whether room is left for seals.
    pub seal: Seal,
}

/// How the signature is laid out: GB/T 9704-2012, 7.3.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// 加盖印章: seals are pressed over bodies and date (7.3.5.1).
    Sealed,
    /// 不加盖印章 (7.3.5.2)
    Unsealed,
}

/// 版记, at the foot of the last page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Imprint {
    /// 抄送机关; none when nobody gets a copy.
    #[serde(default)]
    pub copies_to: Vec<String>,
    /// 印发机关
    pub issuer: String,
    /// 印发日期
    pub issued_on: NaiveDate,
}

/// The parts of a brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BriefHead {
    /// What it is called, in red: 督查简报
    pub name: String,
    /// 第N期, the number alone.
    pub issue: String,
    /// The body that edits it.
    pub editor: String,
    /// The day of the issue.
    pub date: NaiveDate,
    /// Who gets it.
    pub circulation: Circulation,
}

/// Who gets a brief: those above, beside and below the editing body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Circulation {
    /// 报
    #[serde(default)]
    pub above: Vec<String>,
    /// 送
    #[serde(default)]
    pub beside: Vec<String>,
    /// 发
    #[serde(default)]
    pub below: Vec<String>,
    /// 共印N份; not printed when it is not known.
    #[serde(default)]
    pub copies: Option<u32>,
}
