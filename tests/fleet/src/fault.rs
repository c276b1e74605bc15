//! What goes wrong with one request, drawn from the tablet's own chance.

use std::time::Duration;

use fastrand::Rng;
use serde::Serialize;

/// One request in so many goes through untouched.
const UNTOUCHED: f64 = 0.45;

/// What goes wrong. A share says at which part of the bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// It takes a while.
    Delayed(Duration),
    /// The connection is reset before anything is passed on.
    Refused,
    /// A part of the request arrives, then the connection ends.
    RequestCut(f64),
    /// A part of the request arrives, and no more comes; the server may still answer.
    RequestHalfClosed(f64),
    /// The server did what it was asked; a part of its answer arrives, then the connection ends.
    AnswerCut(f64),
    /// The same, with a reset.
    AnswerReset(f64),
    /// The same, and the other direction stays open.
    AnswerHalfClosed(f64),
    /// The server did what it was asked, and nothing of its answer arrives.
    AnswerLost,
    /// The request arrives twice; the second answer is the one that comes back.
    Twice,
    /// 20 kbit/s and 600 ms there and back.
    Slow,
    /// Something before the server fails.
    BadGateway,
    /// A log-in page answers.
    Portal,
    /// The network sends the browser elsewhere to log in.
    PortalElsewhere,
    /// Nothing answers at all.
    Silent,
    /// The server dies when a part of the request has arrived.
    ServerDiesBefore(f64),
    /// The server dies when it has answered; nothing of that arrives.
    ServerDiesAfter,
    /// The tablet dies when a part of the answer has arrived.
    TabletDies(f64),
}

/// The names of faults, as they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Took a while.
    Delayed,
    /// Reset before anything was passed on.
    Refused,
    /// Cut or half-closed within the request.
    RequestBroken,
    /// Cut, reset, half-closed or lost within the answer.
    AnswerBroken,
    /// Arrived twice.
    Twice,
    /// 2G.
    Slow,
    /// 502.
    BadGateway,
    /// A log-in page.
    Portal,
    /// No answer at all.
    Silent,
    /// The server died.
    ServerKilled,
    /// The tablet died in a sync.
    TabletKilled,
}

impl Fault {
    /// The next one, or none.
    pub(crate) fn draw(rng: &mut Rng) -> Option<Self> {
        if rng.f64() < UNTOUCHED {
            return None;
        }
        let at = rng.f64();
        Some(match rng.u32(..100) {
            0..8 => Self::Delayed(Duration::from_millis(rng.u64(1..80))),
            8..16 => Self::Refused,
            16..24 => Self::RequestCut(at),
            24..29 => Self::RequestHalfClosed(at),
            29..38 => Self::AnswerCut(at),
            38..45 => Self::AnswerReset(at),
            45..50 => Self::AnswerHalfClosed(at),
            50..57 => Self::AnswerLost,
            57..68 => Self::Twice,
            68..72 => Self::Slow,
            72..79 => Self::BadGateway,
            79..82 => Self::Portal,
            82..85 => Self::PortalElsewhere,
            85..88 => Self::Silent,
            88..91 => Self::ServerDiesBefore(at),
            91..94 => Self::ServerDiesAfter,
            _ => Self::TabletDies(at),
        })
    }

    /// As it is counted.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Delayed(_) => Kind::Delayed,
            Self::Refused => Kind::Refused,
            Self::RequestCut(_) | Self::RequestHalfClosed(_) => Kind::RequestBroken,
            Self::AnswerCut(_)
            | Self::AnswerReset(_)
            | Self::AnswerHalfClosed(_)
            | Self::AnswerLost => Kind::AnswerBroken,
            Self::Twice => Kind::Twice,
            Self::Slow => Kind::Slow,
            Self::BadGateway => Kind::BadGateway,
            Self::Portal | Self::PortalElsewhere => Kind::Portal,
            Self::Silent => Kind::Silent,
            Self::ServerDiesBefore(_) | Self::ServerDiesAfter => Kind::ServerKilled,
            Self::TabletDies(_) => Kind::TabletKilled,
        }
    }
}
