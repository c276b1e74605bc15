//! Enrolment codes that do not hold.

/// What is wrong with an enrolment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// Never given out, or mistyped.
    Unknown,
    /// Its time is over.
    Expired,
    /// All its uses are taken.
    Used,
}

impl std::fmt::Display for CodeFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unknown => "unknown",
            Self::Expired => "expired",
            Self::Used => "used up",
        })
    }
}
