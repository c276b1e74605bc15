//! How a visit is made, and where a finding comes from.

use serde::{Deserialize, Serialize};

/// 督查方式: how a visit is made. A campaign has several, a visit one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 实地暗访
    Unannounced,
    /// 明查
    Announced,
    /// 明查资料
    DocumentReview,
    /// 电话抽查
    PhoneCheck,
}

/// 问题来源: where a finding comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 督查
    Inspection,
    /// 群众举报
    PublicReport,
    /// 互联网
    Online,
    /// 上级交办
    Assigned,
}

/// Whether a finding is a fault of the site or a need that somebody else must meet.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// 问题
    #[default]
    Fault,
    /// 需协调事项: blames nobody at the site and is never counted with the faults.
    Need,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 一般
    Minor,
    /// 较重, unless the checklist says otherwise
    Major,
    /// 严重
    Grave,
}
