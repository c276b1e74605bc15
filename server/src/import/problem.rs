//! What is wrong with one row of a table.

use std::fmt;

use kakou_domain::DivisionCode;

/// What is wrong with a row, and where it stands.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct RowError {
    /// As the spreadsheet numbers it: the first row of the sheet is 1.
    pub row: usize,
    /// The column's heading as the file has it, or as it should be.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl RowError {
    /// Stable, for scripts and for the texts of a user interface.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.row)?;
        if let Some(column) = &self.column {
            write!(f, ", {column}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What can be wrong with a row. Values are as the file has them, shortened to 80 characters.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// None of the headings that must be there.
    #[error("a required heading is missing; one of these is needed: {}", accepted.join(", "))]
    MissingHeading {
        /// The headings that are understood.
        accepted: Vec<&'static str>,
    },
    /// Two columns with one meaning.
    #[error("this heading means the same as {other}; keep one of the two columns")]
    DuplicateHeading {
        /// The heading of the first such column.
        other: String,
    },
    /// An empty cell that must not be empty.
    #[error("a value is missing")]
    MissingValue,
    /// A text that is too long for its purpose.
    #[error("{length} characters are too long; at most {limit} are taken")]
    TooLong {
        /// Characters that stand there.
        length: usize,
        /// Characters that are taken.
        limit: usize,
    },
    /// A line break, a tab or the like inside of a text.
    #[error("the text has a line break or another control character in it: {value:?}")]
    ControlCharacter {
        /// The text.
        value: String,
    },
    /// A formula that failed: `#N/A`, `#REF!` and so on.
    #[error("the spreadsheet's formula failed: {value}")]
    FailedFormula {
        /// What the cell shows.
        value: String,
    },
    /// Excel wrote a long code as 4.10523E+11, and its last digits are lost.
    #[error(
        "{value} is a code that lost its last digits; \
         format the column as text and enter the code again"
    )]
    LostDigits {
        /// What stands there.
        value: String,
    },
    /// No division code.
    #[error("{value} is no division code; it has 6, 9 or 12 digits")]
    BadDivisionCode {
        /// What stands there.
        value: String,
    },
    /// The division lies in another county.
    #[error("{division} does not lie in county {county}")]
    OutsideCounty {
        /// The division.
        division: DivisionCode,
        /// The county of this server.
        county: DivisionCode,
    },
    /// No division has this code or name.
    #[error("no division {value} is known here")]
    UnknownDivision {
        /// A code or a name.
        value: String,
    },
    /// More than one division has this name.
    #[error("{value} can be {}; give the township too, or the code", candidates.join(" or "))]
    AmbiguousDivision {
        /// The name.
        value: String,
        /// Names with their codes.
        candidates: Vec<String>,
    },
    /// The code is of one division, the name of another.
    #[error("{code} is not {name}: the code and the name do not agree")]
    DivisionsDisagree {
        /// By its code.
        code: DivisionCode,
        /// As the row names it.
        name: String,
    },
    /// A kind of site that no checklist has.
    #[error("no kind of site {value} is known; known are {}", known.join(", "))]
    UnknownKind {
        /// What stands there.
        value: String,
        /// The names of the kinds.
        known: Vec<String>,
    },
    /// A role that no checklist has.
    #[error("no role {value} is known; write for example «公安1 卫健1»; known are {}", known.join(", "))]
    UnknownRole {
        /// What stands there.
        value: String,
        /// The names of the roles.
        known: Vec<String>,
    },
    /// A role that stands twice.
    #[error("{value} stands twice")]
    RepeatedRole {
        /// Which.
        value: String,
    },
    /// More by their roles than altogether.
    #[error("these are {roles} people, and only {required} are required altogether")]
    MoreRolesThanRequired {
        /// The sum of the roles.
        roles: u32,
        /// 应到人数
        required: u32,
    },
    /// Not a number of the form that is needed.
    #[error("{value} is no number")]
    BadNumber {
        /// What stands there.
        value: String,
    },
    /// A number that makes no sense here.
    #[error("{value} does not lie between {least} and {most}")]
    OutOfRange {
        /// What stands there.
        value: String,
        /// The least that is taken.
        least: u32,
        /// The most that is taken.
        most: u32,
    },
    /// Not a day.
    #[error("{value} is no date; write it as 2020-02-14, 2020/2/14 or 2020年2月14日")]
    BadDate {
        /// What stands there.
        value: String,
    },
    /// Not a time of day.
    #[error("{value} is no time of day; write it as 08:00")]
    BadTime {
        /// What stands there.
        value: String,
    },
    /// The last day is before the first.
    #[error("the last day {last} is before the first day {first}")]
    DatesReversed {
        /// The first day.
        first: chrono::NaiveDate,
        /// The last day.
        last: chrono::NaiveDate,
    },
    /// A position stands there, and nothing says in which system.
    #[error("a position needs its coordinate system: WGS-84, GCJ-02 or BD-09")]
    MissingCoordinateSystem,
    /// A coordinate system that cannot be converted.
    #[error("{value} is no coordinate system that is understood: WGS-84, GCJ-02 or BD-09")]
    UnknownCoordinateSystem {
        /// What stands there.
        value: String,
    },
    /// A position that is not in China.
    #[error("latitude {latitude}, longitude {longitude} does not lie in China{}",
        if *exchanged { "; the two seem to be exchanged" } else { "" })]
    OutsideChina {
        /// Degrees, as the file has them.
        latitude: f64,
        /// Degrees, as the file has them.
        longitude: f64,
        /// Whether it would lie in China the other way round.
        exchanged: bool,
    },
    /// The same thing again.
    #[error("row {first} states the same already")]
    DuplicateRow {
        /// The first row of the two.
        first: usize,
    },
    /// One division with two names.
    #[error("{division} is called {name} here and {other} in row {row}")]
    TwoNames {
        /// The division.
        division: DivisionCode,
        /// Its name in this row.
        name: String,
        /// Its name in the other row.
        other: String,
        /// The other row.
        row: usize,
    },
    /// A village's township has no name in the file.
    #[error("township {township} has no name in this file")]
    UnnamedTownship {
        /// The township.
        township: DivisionCode,
    },
    /// No site is what the row names.
    #[error("no site {value} is known here; import the sites first")]
    UnknownSite {
        /// What the row names it by.
        value: String,
    },
    /// More than one site is what the row names.
    #[error("{value} can be {}; give the division and the kind too", candidates.join(" or "))]
    AmbiguousSite {
        /// What the row names it by.
        value: String,
        /// The sites, a few of them.
        candidates: Vec<String>,
    },
}

impl Problem {
    /// Stable, for scripts and for the texts of a user interface.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingHeading { .. } => "missing-heading",
            Self::DuplicateHeading { .. } => "duplicate-heading",
            Self::MissingValue => "missing-value",
            Self::TooLong { .. } => "text-too-long",
            Self::ControlCharacter { .. } => "control-character",
            Self::FailedFormula { .. } => "failed-formula",
            Self::LostDigits { .. } => "lost-digits",
            Self::BadDivisionCode { .. } => "bad-division-code",
            Self::OutsideCounty { .. } => "outside-county",
            Self::UnknownDivision { .. } => "unknown-division",
            Self::AmbiguousDivision { .. } => "ambiguous-division",
            Self::DivisionsDisagree { .. } => "divisions-disagree",
            Self::UnknownKind { .. } => "unknown-kind",
            Self::UnknownRole { .. } => "unknown-role",
            Self::RepeatedRole { .. } => "repeated-role",
            Self::MoreRolesThanRequired { .. } => "more-roles-than-required",
            Self::BadNumber { .. } => "bad-number",
            Self::OutOfRange { .. } => "out-of-range",
            Self::BadDate { .. } => "bad-date",
            Self::BadTime { .. } => "bad-time",
            Self::DatesReversed { .. } => "dates-reversed",
            Self::MissingCoordinateSystem => "missing-coordinate-system",
            Self::UnknownCoordinateSystem { .. } => "unknown-coordinate-system",
            Self::OutsideChina { .. } => "outside-china",
            Self::DuplicateRow { .. } => "duplicate-row",
            Self::TwoNames { .. } => "two-names",
            Self::UnnamedTownship { .. } => "unnamed-township",
            Self::UnknownSite { .. } => "unknown-site",
            Self::AmbiguousSite { .. } => "ambiguous-site",
        }
    }
}
