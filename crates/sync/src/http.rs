//! The protocol over HTTP, from the tablet's side.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use data_encoding::BASE64;
use kakou_domain::{AuthorId, Seq};
use kakou_journal::Nonce;
use kakou_store::{BlobName, NewUpload, Part};
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Body, Client, RequestBuilder, Response, Url, redirect};
use serde::de::DeserializeOwned;

use crate::authorities;
use crate::error::SyncError;
use crate::protocol::{
    BATCH_TYPE, EnrolRequest, Enrolment, FeedRequest, HeldRequest, JournalState, NONCE_HEADER,
    PIECE_TYPE, PROTOCOL_HEADER, PROTOCOL_VERSION, Problem, Protocol, Pushed, SuccessorRequest,
    TIME_HEADER, TUS_VERSION, UploadBegun,
};

const TUS_RESUMABLE: &str = "tus-resumable";
const UPLOAD_OFFSET: &str = "upload-offset";
const UPLOAD_LENGTH: &str = "upload-length";
const UPLOAD_METADATA: &str = "upload-metadata";
/// The slowest network that still counts as one, in bytes a second: less than half of what 2G gives.
/// What a request sends vanishes into buffers at once, so how far it has come nobody sees.
const SLOWEST: u64 = 1_000;
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(15);
/// The longest answer: a parcel of 2,000 entries, with room.
const MAX_ANSWER: usize = 64 << 20;

/// Called at each answer of the server with its time and the round trip in milliseconds.
pub type OnContact = Arc<dyn Fn(DateTime<FixedOffset>, i64) + Send + Sync>;

/// This device's own clock.
pub type Now = Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// A server over HTTP.
pub struct Http {
    client: Client,
    base: Url,
    stall: Duration,
    on_contact: OnContact,
    now: Option<Now>,
}

impl Http {
    /// `stall` is how long nothing may come before a request is given up, beside the time that what
    /// it sends takes on the slowest network; there is no limit to the whole, for a slow network is
    /// no error.
    ///
    /// # Errors
    /// When the TLS library cannot be set up.
    pub fn new(base: Url, stall: Duration, on_contact: OnContact) -> Result<Self, SyncError> {
        // Ring rather than reqwest's own choice: it needs no CMake and builds for Android. A provider
        // that is installed already is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = match authorities::of_android() {
            Some(trusted) => Client::builder().tls_backend_preconfigured(trusted),
            None => Client::builder(),
        };
        let client = builder
            .connect_timeout(CONNECT.min(stall))
            // A redirect is a captive portal's: our server sends none.
            .redirect(redirect::Policy::none())
            .user_agent(concat!("kakou/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| SyncError::Unreachable(error.to_string()))?;
        Ok(Self {
            client,
            base,
            stall,
            on_contact,
            now: None,
        })
    }

    /// The same, which tells the server this device's clock with each push.
    #[must_use]
    pub fn telling(self, now: Now) -> Self {
        Self {
            now: Some(now),
            ..self
        }
    }

    fn url(&self, path: &str) -> Result<Url, SyncError> {
        self.base
            .join(path)
            .map_err(|_| SyncError::BadAddress(self.base.to_string()))
    }

    async fn send(&self, request: RequestBuilder) -> Result<Vec<u8>, SyncError> {
        Ok(self.answer(request).await?.body)
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Answered, SyncError> {
        let begun = Instant::now();
        let request = request.header(PROTOCOL_HEADER, PROTOCOL_VERSION);
        let request = request.build().map_err(from_reqwest)?;
        let sends = request
            .body()
            .and_then(Body::as_bytes)
            .map_or(0, <[u8]>::len);
        let patience = self.stall + Duration::from_secs(sends as u64 / SLOWEST);
        let response = not_stalled(patience, self.client.execute(request)).await?;
        check_speaker(response.headers())?;
        let trip = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
        if let Some(time) = time_of(response.headers()) {
            (self.on_contact)(time, trip);
        }
        let status = response.status();
        let retry_after = header(response.headers(), RETRY_AFTER.as_str());
        let offset = header(response.headers(), UPLOAD_OFFSET);
        let nonce = header(response.headers(), NONCE_HEADER);
        let body = self.read_body(response).await?;
        if status.is_success() {
            let offset = offset.and_then(|text| text.parse().ok());
            let nonce = nonce.and_then(|text| text.parse().ok());
            return Ok(Answered {
                body,
                offset,
                nonce,
            });
        }
        let problem: Result<Problem, _> = serde_json::from_slice(&body);
        let mut problem = problem.unwrap_or_else(|_| {
            Problem::new(status.as_u16(), "refused", format!("status {status}"))
        });
        problem.retry_after = problem
            .retry_after
            .or(retry_after.and_then(|text| text.parse().ok()));
        Err(SyncError::Problem(Box::new(problem)))
    }

    async fn read_body(&self, mut response: Response) -> Result<Vec<u8>, SyncError> {
        let mut body = Vec::new();
        while let Some(chunk) = not_stalled(self.stall, response.chunk()).await? {
            if body.len() + chunk.len() > MAX_ANSWER {
                return Err(SyncError::BadAnswer("the answer is too long".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// A request of tus, whose answer says how many bytes the server has.
    async fn upload(&self, request: RequestBuilder) -> Result<UploadBegun, SyncError> {
        let request = request.header(TUS_RESUMABLE, TUS_VERSION);
        let Answered { offset, nonce, .. } = self.answer(request).await?;
        let offset =
            offset.ok_or_else(|| SyncError::BadAnswer("it says no upload-offset".to_owned()))?;
        Ok(UploadBegun { offset, nonce })
    }

    async fn json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, SyncError> {
        let body = self.send(request).await?;
        serde_json::from_slice(&body).map_err(|error| SyncError::BadAnswer(error.to_string()))
    }
}

impl Protocol for Http {
    type Error = SyncError;

    async fn enrol(&self, request: EnrolRequest) -> Result<Enrolment, SyncError> {
        self.json(self.client.post(self.url("v1/enrol")?).json(&request))
            .await
    }

    async fn succeed(
        &self,
        token: &str,
        before: AuthorId,
        request: SuccessorRequest,
    ) -> Result<(), SyncError> {
        let url = self.url(&format!("v1/journals/{before}/successor"))?;
        self.send(self.client.post(url).bearer_auth(token).json(&request))
            .await
            .map(drop)
    }

    async fn journal(&self, token: &str, author: AuthorId) -> Result<JournalState, SyncError> {
        let url = self.url(&format!("v1/journals/{author}"))?;
        self.json(self.client.get(url).bearer_auth(token)).await
    }

    async fn push(
        &self,
        token: &str,
        author: AuthorId,
        batch: Vec<u8>,
    ) -> Result<Pushed, SyncError> {
        let url = self.url(&format!("v1/journals/{author}/entries"))?;
        let request = self
            .client
            .post(url)
            .bearer_auth(token)
            .header(CONTENT_TYPE, BATCH_TYPE);
        let request = match &self.now {
            Some(now) => {
                let now = now().to_rfc3339_opts(SecondsFormat::Millis, false);
                request.header(TIME_HEADER, now)
            }
            None => request,
        };
        self.json(request.body(batch)).await
    }

    async fn entries(
        &self,
        token: &str,
        author: AuthorId,
        from: Seq,
    ) -> Result<Vec<u8>, SyncError> {
        let mut url = self.url(&format!("v1/journals/{author}/entries"))?;
        url.query_pairs_mut().append_pair("from", &from.to_string());
        self.send(self.client.get(url).bearer_auth(token)).await
    }

    async fn feed(&self, token: &str, request: FeedRequest) -> Result<Vec<u8>, SyncError> {
        let mut url = self.url("v1/feed")?;
        url.query_pairs_mut()
            .append_pair("epoch", &request.epoch)
            .append_pair("after", &request.after.to_string());
        self.send(self.client.get(url).bearer_auth(token)).await
    }

    async fn begin_upload(&self, token: &str, new: &NewUpload) -> Result<UploadBegun, SyncError> {
        let mut about = format!("sha256 {}", BASE64.encode(new.hash.as_bytes()));
        if new.name.part() == Part::Thumbnail {
            let of = BASE64.encode(new.name.sha256().as_bytes());
            about.push_str(&format!(",thumb_of {of}"));
        }
        let request = self.client.post(self.url("v1/blobs")?).bearer_auth(token);
        let request = request
            .header(UPLOAD_LENGTH, new.size)
            .header(UPLOAD_METADATA, about);
        self.upload(request).await
    }

    async fn show_held(
        &self,
        token: &str,
        name: &BlobName,
        request: HeldRequest,
    ) -> Result<(), SyncError> {
        let url = self.url(&format!("{}/proof", path_of(name)))?;
        let shows = self.client.post(url).bearer_auth(token).json(&request);
        self.upload(shows).await.map(drop)
    }

    async fn send_piece(
        &self,
        token: &str,
        name: &BlobName,
        offset: u64,
        piece: Vec<u8>,
    ) -> Result<u64, SyncError> {
        let request = self.client.patch(self.url(&path_of(name))?);
        let request = request
            .bearer_auth(token)
            .header(CONTENT_TYPE, PIECE_TYPE)
            .header(UPLOAD_OFFSET, offset);
        Ok(self.upload(request.body(piece)).await?.offset)
    }

    async fn has_blob(&self, token: &str, name: &BlobName) -> Result<bool, SyncError> {
        let request = self.client.head(self.url(&path_of(name))?);
        match self.send(request.bearer_auth(token)).await {
            Ok(_) => Ok(true),
            Err(SyncError::Problem(problem)) if problem.status == 404 => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn blob(&self, token: &str, name: &BlobName) -> Result<Vec<u8>, SyncError> {
        let url = self.url(&path_of(name))?;
        self.send(self.client.get(url).bearer_auth(token)).await
    }
}

struct Answered {
    body: Vec<u8>,
    offset: Option<u64>,
    nonce: Option<Nonce>,
}

fn path_of(name: &BlobName) -> String {
    match name.part() {
        Part::Whole => format!("v1/blobs/{}", name.sha256()),
        Part::Thumbnail => format!("v1/blobs/{}/thumb", name.sha256()),
    }
}

/// Who answers must say that it speaks the protocol, and which version of it.
fn check_speaker(headers: &HeaderMap) -> Result<(), SyncError> {
    match header(headers, PROTOCOL_HEADER) {
        Some(version) if version == PROTOCOL_VERSION => Ok(()),
        Some(server) => Err(SyncError::ProtocolVersion {
            server: server.chars().take(20).collect(),
        }),
        None => Err(SyncError::CaptivePortal),
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn time_of(headers: &HeaderMap) -> Option<DateTime<FixedOffset>> {
    header(headers, TIME_HEADER).and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
}

async fn not_stalled<T>(
    patience: Duration,
    what: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, SyncError> {
    let done = tokio::time::timeout(patience, what).await;
    done.map_err(|_| SyncError::Stalled)?.map_err(from_reqwest)
}

/// Addresses stay out of messages: they are shown from the settings, not from an error's text.
fn from_reqwest(error: reqwest::Error) -> SyncError {
    if error.is_timeout() && !error.is_connect() {
        return SyncError::Stalled;
    }
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = cause.to_string();
        source = cause.source();
    }
    SyncError::Unreachable(text)
}
