//! Evidence files: how many, how large, and how many are still to come.

use serde::Serialize;

/// The files of one visit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FilesView {
    /// Files that its facts name.
    pub files: u32,
    /// Their bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes: u64,
    /// On a tablet: own ones that the server has not got. On the server: those that are missing;
    /// without any the visit is complete.
    pub missing: u32,
    /// Their bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes_missing: u64,
}

/// Own files that wait to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FilesToSend {
    /// How many.
    pub files: u32,
    /// Their bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes: u64,
}

/// All evidence of a server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FileFigures {
    /// Files that are here whole.
    pub here: u64,
    /// Their bytes.
    pub bytes_here: u64,
    /// Files that facts name and that are not here.
    pub missing: u64,
    /// Their bytes.
    pub bytes_missing: u64,
    /// Visits that lack a file.
    pub incomplete_visits: u64,
}
