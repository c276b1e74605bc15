//! The store: journals, drafts, projection rows and review queries in SQLite, for the tablet and
//! for the server alike.
//!
//! It owns the database and the key files of one data folder. It decides nothing about the domain:
//! what a fact means is folded by `kakou-domain`, what holds together is proved by `kakou-journal`.

mod append;
mod backup;
mod bulletins;
mod bundle;
mod contest;
mod dispositions;
mod doubt;
mod drafts;
mod draw;
mod enrolment;
mod entry;
mod erase;
mod error;
mod evidence;
mod feed;
mod findings;
mod heads;
mod ids;
mod journal;
mod judge;
mod keyfile;
mod lookup;
mod meta;
mod names;
mod nearness;
mod office;
mod outgoing;
mod pack;
mod parcel;
mod places;
mod practice;
mod project;
mod proof;
mod receipts;
mod receive;
mod register;
mod rejudge;
mod repair;
mod reports;
mod review;
mod rules;
mod schema;
mod sealing;
mod search;
mod secrets;
mod settings;
mod sql;
mod store;
mod successor;
mod tablet;
mod tallies;
mod trust;
mod verify;
pub mod views;
mod whose;

pub use bundle::{Admit, BundleError, BundleFrom, BundleTaken, Bundled};
pub use contest::Claim;
pub use drafts::DraftDetails;
pub use draw::{DrawGiven, Drawn, ProvedDraw, SeedProof};
pub use enrolment::{Device, Drift};
pub use erase::{ErasedFact, Erasure};
pub use error::{CodeFault, NO_ROOM, Result, StoreError, is_disk_full};
pub use evidence::{
    BlobName, EvidenceCopied, FileFault, FileToSend, LARGEST_FILE, NewUpload, NotAName, Part,
    PhotoGiven, Tidied, UploadState, hash_of,
};
pub use feed::{FeedPage, FeedPart};
pub use findings::ReportGiven;
pub use journal::JournalRow;
pub use pack::{LONGEST_PACK, Pack};
pub use parcel::{Heading, Parcel, ParcelError};
pub use proof::{Proof, ProofError, Proved, ProvedFact, check_proof};
pub use receive::{Received, Writer};
pub use register::{Figures, Register};
pub use repair::Repaired;
pub use review::Snapshot;
pub use sealing::{SiteGiven, VisitGiven};
pub use secrets::read_code;
pub use store::Store;
pub use successor::Succession;
pub use tablet::{Account, Admission, Cursor};
pub use tallies::TallyGiven;
pub use trust::Headquarters;
pub use verify::{BadEntryView, VerifiedJournal, VerifyReport};
