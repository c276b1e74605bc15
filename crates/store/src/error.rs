//! What can go wrong in the store, with a stable code for messages.

mod code_fault;
mod sqlite;

use std::path::PathBuf;

use kakou_domain::disposition::DispositionError;
use kakou_domain::doubt::DateError;
use kakou_domain::fact::FactError;
use kakou_domain::moves::MoveError;
use kakou_domain::reported::ReportedError;
use kakou_domain::seal::SealError;
use kakou_domain::supervision::DrawError;
use kakou_domain::tally::TallyError;
use kakou_domain::{
    AuthorId, BulletinId, CampaignId, DispositionId, FactId, FindingId, Seq, SiteId, TallyId,
    VisitId,
};
use kakou_journal::{BadEntry, JournalError};
use kakou_picture::PictureError;

use crate::bundle::BundleError;
use crate::evidence::FileFault;
use crate::parcel::ParcelError;
use crate::proof::ProofError;

pub use code_fault::CodeFault;
pub use sqlite::{NO_ROOM, is_disk_full};

/// A store operation that did not happen. Nothing was changed by it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("{}", sqlite::told(.0))]
    Sqlite(#[from] rusqlite::Error),
    /// Pages of the database, or entries of the own journal, are not what they were.
    #[error(
        "the database in {0} is damaged; nothing of it was deleted: repair it, so that what can be \
         read is saved and the rest comes from the other side"
    )]
    Damaged(PathBuf),
    /// Somebody works in the folder.
    #[error("another program has {0} open; nothing was changed: close it and try again")]
    InUse(PathBuf),
    /// Not even the county can be read.
    #[error(
        "too little of the database can be read to go on from it; it was left as it is: restore \
         the newest backup, and the tablets give back what came later"
    )]
    BeyondRepair,
    /// A file could not be read or written.
    #[error("{}", sqlite::file_told(path, error))]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is not one of ours.
    #[error("{0} is not a Kakou database")]
    NotOurs(PathBuf),
    /// The file was written by a newer version.
    #[error("the database has version {found}, this program knows up to {known}")]
    FromTheFuture {
        /// In the file.
        found: i64,
        /// Here.
        known: i64,
    },
    /// The data folder has no journal yet.
    #[error("{0} has not been set up")]
    NotSetUp(PathBuf),
    /// The data folder has one already.
    #[error("{0} has been set up already")]
    AlreadySetUp(PathBuf),
    /// The key file is missing or not a key.
    #[error("the key file {0} is missing or damaged")]
    Key(PathBuf),
    /// A stored row cannot be read.
    #[error("a stored row cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    /// Nothing is erased without a reason.
    #[error("erasing needs a reason of 1 to 500 characters, and takes at most 1,000 facts at once")]
    EraseReason,
    /// The check code is another's.
    #[error("this is not the check code of what would be erased; nothing was erased")]
    EraseNotConfirmed,
    /// What is never erased.
    #[error("{0} is never erased: what was stated would lose its meaning or its proof")]
    NotErasable(String),
    /// A device is not called like headquarters.
    #[error("this is headquarters' own name; a device is called by its person's or its team's")]
    NameOfHeadquarters,
    /// What is about to be stated could not be used by anybody: it would be set aside.
    #[error("this cannot be stated: everybody would set it aside ({0}); nothing was changed")]
    WouldBeSetAside(&'static str),
    /// A fact cannot be written.
    #[error(transparent)]
    Fact(#[from] FactError),
    /// A fact that was taken in cannot be read any more.
    #[error("a stored fact cannot be read: {0}")]
    Unreadable(FactError),
    /// Signing or encoding failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A batch does not hold.
    #[error("the journal does not hold: {0}")]
    BadEntry(#[from] BadEntry),
    /// A bundle was not written or taken in.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A visit cannot be proved from here.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A draft cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A photo cannot be read.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// What is left of the disk is for answers.
    #[error("the disk is nearly full: there is no room for photos")]
    NoRoomForPhotos,
    /// The file of a photo does not lie here.
    #[error("the photo {0} is not on this device")]
    NoPhoto(String),
    /// A file did not come to its place.
    #[error(transparent)]
    Blob(#[from] FileFault),
    /// Entries are missing before the ones given.
    #[error("entries after {have} are missing")]
    Gap {
        /// The newest entry that is here.
        have: Seq,
    },
    /// Another payload stands at a known place.
    #[error("entry {seq} is another one here: the journal is forked")]
    Forked {
        /// The first that differs.
        seq: Seq,
    },
    /// The journal takes no more entries.
    #[error("the journal of {author} is closed: {reason}")]
    Closed {
        /// Whose.
        author: AuthorId,
        /// Why, as a code.
        reason: String,
    },
    /// Nobody admitted the author.
    #[error("author {0} is not known")]
    UnknownAuthor(AuthorId),
    /// The author may not write any more.
    #[error("author {0} is retired")]
    Retired(AuthorId),
    /// No such draft.
    #[error("there is no draft {0}")]
    NoDraft(VisitId),
    /// No such visit.
    #[error("there is no visit {0}")]
    NoVisit(VisitId),
    /// The visit is sealed already.
    #[error("visit {0} is sealed already")]
    AlreadySealed(VisitId),
    /// No such site.
    #[error("there is no site {0}")]
    NoSite(SiteId),
    /// A site's name must say something and fit on a line.
    #[error("a site's name has 1 to 60 characters")]
    SiteName,
    /// Descriptions of the site contradict each other.
    #[error("descriptions of site {0} contradict each other; choose one of them first")]
    SiteConflict(SiteId),
    /// The description does not stand any more.
    #[error("{0} is not a description that stands")]
    NoVersion(FactId),
    /// No such finding.
    #[error("there is no finding {0}")]
    NoFinding(FindingId),
    /// Only headquarters states this.
    #[error("only headquarters checks and issues bulletins")]
    NotOffice,
    /// No such bulletin.
    #[error("there is no bulletin {0}")]
    NoBulletin(BulletinId),
    /// A bulletin is issued that nobody has checked as it is.
    #[error("nobody has checked this bulletin as it is now; check it before it is issued")]
    NotChecked,
    /// A round has one bulletin of each number.
    #[error(
        "bulletin {0} is issued already; what has come since is a supplement with its own number"
    )]
    AlreadyIssued(String),
    /// Whoever checks or issues is named.
    #[error("whoever checks or issues a bulletin is named, in 1 to 60 characters")]
    BulletinPerson,
    /// No such round.
    #[error("there is no round {0}")]
    NoCampaign(CampaignId),
    /// No sites can be drawn.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// A visit's date cannot be decided on.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A finding cannot be moved so.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// A report cannot be taken in.
    #[error(transparent)]
    Reported(#[from] ReportedError),
    /// A disposition cannot be recorded.
    #[error(transparent)]
    Disposition(#[from] DispositionError),
    /// No such disposition.
    #[error("there is no disposition {0}")]
    NoDisposition(DispositionId),
    /// A tally cannot be recorded.
    #[error(transparent)]
    Tally(#[from] TallyError),
    /// No such tally.
    #[error("there is no tally {0}")]
    NoTally(TallyId),
    /// No checklist for the kind of site.
    #[error("no checklist for sites of kind {0} is known here")]
    NoChecklist(String),
    /// What was handed in as `after` or as a date is not one.
    #[error("{0} is not a place to go on from")]
    BadCursor(String),
    /// The pack or statement is of another county's server.
    #[error("it is from another server than the one that this device trusts")]
    OtherServer,
    /// A person has to say whom this device trusts.
    #[error(
        "this device trusts no server yet. The pack is of county {county} and signed by the key \
         {fingerprint}: compare that with what headquarters makes known, then say --trust {fingerprint}"
    )]
    NotTrusted {
        /// Of the server's key.
        fingerprint: String,
        /// The county's code.
        county: String,
    },
    /// Somebody else signed the pack.
    #[error("the pack is signed by the key {0}, which is another one; nothing of it was taken in")]
    OtherFingerprint(String),
    /// A pack is not what it should be.
    #[error(transparent)]
    Pack(#[from] ParcelError),
    /// The file does not hold a backup.
    #[error("{0} is not a backup of a Kakou server")]
    NotABackup(PathBuf),
    /// A version of a checklist means one thing for ever.
    #[error("version {version} of checklist {id} is published already with another content")]
    VersionTaken {
        /// Which checklist.
        id: String,
        /// Its version.
        version: u32,
    },
    /// The enrolment code does not hold.
    #[error("the enrolment code is {0}")]
    Code(CodeFault),
    /// A practice folder takes nothing from outside and sends nothing.
    #[error("this is a practice folder: it has no server and takes no pack")]
    Practice,
}

impl StoreError {
    /// Stable, for messages and for the protocol.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sqlite(error) => sqlite::code(error),
            Self::EraseReason => "erase-reason",
            Self::EraseNotConfirmed => "erase-not-confirmed",
            Self::NotErasable(_) => "not-erasable",
            Self::NameOfHeadquarters => "name-not-yours",
            Self::WouldBeSetAside(code) => code,
            Self::Damaged(_) => "damaged",
            Self::InUse(_) => "in-use",
            Self::BeyondRepair => "beyond-repair",
            Self::File { error, .. } if is_disk_full(error) => "disk-full",
            Self::File { .. } => "file",
            Self::NotOurs(_) => "not-ours",
            Self::FromTheFuture { .. } => "from-the-future",
            Self::NotSetUp(_) => "not-set-up",
            Self::AlreadySetUp(_) => "already-set-up",
            Self::Key(_) => "key",
            Self::Row(_) | Self::Unreadable(_) => "damaged-row",
            Self::Fact(error) => error.code(),
            Self::Journal(error) => error.code(),
            Self::BadEntry(bad) => bad.reason.code(),
            Self::Seal(error) => error.code(),
            Self::Picture(error) => error.code(),
            Self::NoRoomForPhotos => "no-room-for-photos",
            Self::NoPhoto(_) => "no-photo",
            Self::Blob(fault) => fault.code(),
            Self::Gap { .. } => "gap",
            Self::Forked { .. } => "forked",
            Self::Closed { .. } => "closed",
            Self::UnknownAuthor(_) => "unknown-author",
            Self::Retired(_) => "retired",
            Self::Bundle(error) => error.code(),
            Self::Proof(error) => error.code(),
            Self::NoDraft(_) => "no-draft",
            Self::NoVisit(_) => "no-visit",
            Self::AlreadySealed(_) => "already-sealed",
            Self::NoSite(_) => "no-site",
            Self::SiteName => "site-name",
            Self::SiteConflict(_) => "site-conflict",
            Self::NoVersion(_) => "no-version",
            Self::NoFinding(_) => "no-finding",
            Self::NotOffice => "not-headquarters",
            Self::NoBulletin(_) => "no-bulletin",
            Self::NotChecked => "bulletin-not-checked",
            Self::AlreadyIssued(_) => "bulletin-issued-already",
            Self::BulletinPerson => "bulletin-without-person",
            Self::NoCampaign(_) => "no-campaign",
            Self::Draw(error) => error.code(),
            Self::Date(error) => error.code(),
            Self::Move(error) => error.code(),
            Self::Reported(error) => error.code(),
            Self::Disposition(error) => error.code(),
            Self::NoDisposition(_) => "no-disposition",
            Self::Tally(error) => error.code(),
            Self::NoTally(_) => "no-tally",
            Self::NoChecklist(_) => "no-checklist",
            Self::BadCursor(_) => "bad-cursor",
            Self::OtherServer => "other-server",
            Self::NotTrusted { .. } => "pack-not-trusted",
            Self::OtherFingerprint(_) => "pack-other-fingerprint",
            Self::Pack(error) => error.code(),
            Self::NotABackup(_) => "not-a-backup",
            Self::VersionTaken { .. } => "version-taken",
            Self::Practice => "practice",
            Self::Code(CodeFault::Unknown) => "code-unknown",
            Self::Code(CodeFault::Expired) => "code-expired",
            Self::Code(CodeFault::Used) => "code-used",
        }
    }
}

/// What the store's functions answer.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
