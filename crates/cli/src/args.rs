//! What is typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kakou_domain::{DivisionCode, Method, SiteId, SiteKind, VisitId};
use kakou_store::BlobName;

use crate::after::AfterVerb;
use crate::export::ExportArgs;
use crate::paper::HandedTo;
use crate::proof::ProofArgs;
use crate::visits::VisitArgs;

/// The tablet without a screen.
#[derive(Parser)]
#[command(name = "kakou", version)]
pub(crate) struct Cli {
    /// The tablet's data folder; made at the first use.
    #[arg(
        long,
        global = true,
        env = "KAKOU_DATA",
        default_value = "./kakou-tablet"
    )]
    pub data: PathBuf,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Save what can be read of a damaged database; the damaged file is kept beside.
    Repair,
    /// Check a visit's proof, with nothing but the file.
    VerifyProof {
        /// What `proof` wrote.
        file: PathBuf,
    },
    #[command(flatten)]
    Verb(Verb),
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Take in a pack file: divisions, sites, rosters, checklists.
    Load {
        /// The pack.
        file: PathBuf,
    },
    /// Enrol with the county's server, and sync.
    Enrol(EnrolArgs),
    /// Seal the visits of a file, one durable line each.
    Seal {
        /// A visit, an array of visits, or an object with `visits`.
        file: PathBuf,
    },
    /// Log a visit answer by answer.
    Draft {
        #[command(subcommand)]
        verb: DraftVerb,
    },
    /// Correct a sealed visit.
    Amend {
        /// The visit.
        visit: VisitId,
        /// An object with what should have been said: answers, finding_edits, notes, inspectors.
        file: PathBuf,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Add photos to a sealed visit.
    Supplement {
        /// The visit.
        visit: VisitId,
        /// JPEG, PNG or WebP files; all of them are added, or none.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// A word on them.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Push what is ours, pull what others wrote.
    Sync {
        /// Try again until the server answers.
        #[arg(long)]
        wait_online: bool,
    },
    /// Write what headquarters has not confirmed into a signed file, to be carried there.
    Bundle {
        /// The file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// All of the journal, for a server that was restored from a backup.
        #[arg(long)]
        whole: bool,
    },
    /// Evidence files.
    Evidence {
        #[command(subcommand)]
        verb: EvidenceVerb,
    },
    /// Where the journal stands.
    Status,
    /// Prove that nothing was altered.
    Verify,
    /// Visits, newest first.
    Visits {
        #[command(flatten)]
        args: VisitArgs,
    },
    /// Write a subject into a file: a table, a workbook, a map layer, or lines.
    Export {
        #[command(flatten)]
        args: ExportArgs,
    },
    /// Write a visit's hand-over slip: a picture or a PDF.
    Slip {
        /// The visit.
        visit: VisitId,
        /// The file, ending in .png or .pdf.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        to: HandedTo,
    },
    /// Print a visit as a paragraph for a chat.
    Flash {
        /// The visit.
        visit: VisitId,
        #[command(flatten)]
        to: HandedTo,
    },
    /// Write a visit's whole record as a PDF.
    Record {
        /// The visit.
        visit: VisitId,
        /// The file.
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// In English; sentences of findings stay as they were sealed.
        #[arg(long)]
        english: bool,
    },
    /// Write what proves a visit to whoever has no data folder.
    Proof(ProofArgs),
    /// Sites.
    Sites(SiteArgs),
    /// Make the projections again from the journals.
    Rebuild,
    #[command(flatten)]
    After(AfterVerb),
}

#[derive(Args)]
pub(crate) struct EnrolArgs {
    /// The server's address.
    #[arg(long)]
    pub server: String,
    /// The enrolment code.
    #[arg(long)]
    pub code: String,
    /// The person or the team.
    #[arg(long)]
    pub name: String,
    /// Allow plain HTTP to this address of your own network.
    #[arg(long)]
    pub allow_http: bool,
}

#[derive(Subcommand)]
pub(crate) enum DraftVerb {
    /// Begin a visit at a site.
    New {
        /// The site's id.
        #[arg(long, required_unless_present = "name", conflicts_with = "name")]
        site: Option<SiteId>,
        /// The site's division, with `--kind` and `--name`.
        #[arg(long, requires = "name")]
        division: Option<DivisionCode>,
        /// The site's kind.
        #[arg(long, requires = "name")]
        kind: Option<SiteKind>,
        /// The site's name; one that is not there yet is added.
        #[arg(long, requires_all = ["division", "kind"])]
        name: Option<String>,
        /// unannounced, announced, document_review or phone_check.
        #[arg(long, default_value = "unannounced", value_parser = method)]
        method: Method,
    },
    /// Answer one item.
    Set {
        /// The draft.
        draft: VisitId,
        /// The item's code.
        item: String,
        /// JSON, or a choice's code; `null` takes the answer back.
        #[arg(allow_negative_numbers = true)]
        value: String,
    },
    /// Answer what is normal in a group.
    Fill {
        /// The draft.
        draft: VisitId,
        /// The group's code.
        group: String,
    },
    /// Write a note.
    Note {
        /// The draft.
        draft: VisitId,
        /// The note.
        text: String,
    },
    /// Add a photo.
    Photo {
        /// The draft.
        draft: VisitId,
        /// A JPEG, PNG or WebP file.
        file: PathBuf,
        /// The item or finding category that it shows; the visit as a whole without it.
        #[arg(long, value_name = "CODE")]
        shows: Option<String>,
    },
    /// Show a draft with what the rules say of it.
    Show {
        /// The draft.
        draft: VisitId,
    },
    /// The drafts, the one that was saved last first.
    List,
    /// Seal a draft.
    Seal {
        /// The draft.
        draft: VisitId,
        /// Why, when it corrects a sealed visit.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Put a draft away.
    Discard {
        /// The draft.
        draft: VisitId,
    },
}

#[derive(Subcommand)]
pub(crate) enum EvidenceVerb {
    /// Write a photo into a file; one that is not here is fetched from the server.
    Get {
        /// The SHA-256 of the photo, as the visit's record names it.
        sha256: BlobName,
        /// The file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct SiteArgs {
    /// Name, pinyin initials, or the beginning of a code.
    #[arg(long)]
    pub search: Option<String>,
}

fn method(text: &str) -> Result<Method, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| "one of unannounced, announced, document_review, phone_check".to_owned())
}
