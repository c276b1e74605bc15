//! What can go wrong on the way, and when it does.

use std::collections::BTreeMap;

use kakou_sync::SyncError;
use kakou_sync::protocol::Problem;

/// What a tablet asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// To be admitted.
    Enrol,
    /// That its journal goes on under a new key.
    Succeed,
    /// Where the server has a journal.
    Journal,
    /// To take entries.
    Push,
    /// For entries of a journal.
    Entries,
    /// For what others wrote.
    Feed,
    /// To take a file.
    BeginUpload,
    /// To believe that it has the file.
    ShowHeld,
    /// To take a piece of it.
    SendPiece,
    /// Whether it has a file.
    HasBlob,
    /// For a file.
    Blob,
}

/// What goes wrong with one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The request never arrives.
    DropRequest,
    /// The server does what it was asked, and its answer is lost.
    DropAnswer,
    /// Something before the server fails.
    BadGateway,
    /// A log-in page answers.
    CaptivePortal,
    /// A server of a later time answers.
    OtherVersion,
    /// What comes back makes no sense, or is another server's.
    Garbage,
    /// The server says no, with a status and a code.
    Refuse(u16, &'static str),
    /// The tablet's process ends before the request arrives; see [`Office::killed`](super::Office::killed).
    KillBefore,
    /// The tablet's process ends when the server has done what it was asked.
    KillAfter,
}

impl Fault {
    /// Faults of the way; each of them passes.
    pub const OF_THE_WAY: [Self; 6] = [
        Self::DropRequest,
        Self::DropAnswer,
        Self::BadGateway,
        Self::CaptivePortal,
        Self::OtherVersion,
        Self::Garbage,
    ];

    pub(super) fn error(self) -> SyncError {
        match self {
            Self::DropRequest => SyncError::Unreachable("dropped".to_owned()),
            // A process that has ended is told nothing.
            Self::DropAnswer | Self::KillBefore | Self::KillAfter => SyncError::Stalled,
            Self::BadGateway => {
                SyncError::Problem(Box::new(Problem::new(502, "refused", "status 502")))
            }
            Self::CaptivePortal => SyncError::CaptivePortal,
            Self::OtherVersion => SyncError::ProtocolVersion {
                server: "2".to_owned(),
            },
            Self::Garbage => SyncError::BadAnswer("garbage".to_owned()),
            Self::Refuse(status, code) => {
                SyncError::Problem(Box::new(Problem::new(status, code, "refused by the test")))
            }
        }
    }
}

/// Faults that are still to come up, and what was asked.
#[derive(Default)]
pub(super) struct Plan {
    next: Vec<(Call, Fault)>,
    at: BTreeMap<usize, Fault>,
    asked: Vec<Call>,
    calls: usize,
}

impl Plan {
    pub(super) fn next(&mut self, call: Call, fault: Fault) {
        self.next.push((call, fault));
    }

    pub(super) fn at(&mut self, n: usize, fault: Fault) {
        self.at.insert(self.calls + n, fault);
    }

    pub(super) fn take(&mut self, call: Call) -> Option<Fault> {
        let n = self.calls;
        self.calls += 1;
        self.asked.push(call);
        let planned = self.next.iter().position(|(of, _)| *of == call);
        match planned {
            Some(place) => Some(self.next.remove(place).1),
            None => self.at.remove(&n),
        }
    }

    pub(super) fn clear(&mut self) -> bool {
        let left = !(self.next.is_empty() && self.at.is_empty());
        self.next.clear();
        self.at.clear();
        left
    }

    pub(super) fn asked(&mut self) -> Vec<Call> {
        std::mem::take(&mut self.asked)
    }
}
