//! A county's server that runs in this process, and how to ask it.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kakou_server::{Options, Tls, serve};
use kakou_store::Store;
use kakou_sync::protocol::Problem;
use kakou_test_support::{Folder, county};
use reqwest::{Client, Response, StatusCode};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server on a free port. `county` is a second hand on its folder, with the same clock.
pub(crate) struct Running {
    pub(crate) county: Folder,
    pub(crate) address: SocketAddr,
    pub(crate) http: Client,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

/// How patient the servers of these tests are: no test waits for it but those of waiting.
pub(crate) const PATIENT: Options = Options {
    stall: Duration::from_secs(30),
    grace: Duration::from_secs(30),
};

/// A small county's server.
pub(crate) async fn running() -> Running {
    Running::of(county(), PATIENT, None).await
}

impl Running {
    pub(crate) async fn of(county: Folder, options: Options, tls: Option<Tls>) -> Self {
        // What makes HTTPS; only the first of the tests has to say it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = Store::open(county.folder(), county.clock.clone()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            let _ = stopped.await;
        };
        let serving = serve(Arc::new(store), listener, tls, options, stopped);
        let task = tokio::spawn(async move { serving.await.unwrap() });
        Self {
            county,
            address,
            http: Client::new(),
            stop: Some(stop),
            task,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.http.get(self.url(path)).send().await.unwrap()
    }

    /// Tells the server to stop; it may still be at work.
    pub(crate) fn begin_to_stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    /// Waits until it has stopped, and gives the county back.
    pub(crate) async fn stopped(mut self) -> Folder {
        if self.stop.is_some() {
            self.begin_to_stop();
        }
        self.task.await.unwrap();
        self.county
    }

    /// Until the projections have everything.
    pub(crate) fn projected(&self) {
        self.county.project_all().unwrap();
    }
}

/// The status, and the code of the problem that a refusal must be.
pub(crate) async fn refused(response: Response) -> (u16, String) {
    let problem = problem(response).await;
    (problem.status, problem.code)
}

pub(crate) async fn problem(response: Response) -> Problem {
    let status = response.status();
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status.as_u16());
    assert_eq!(problem.kind, format!("urn:kakou:problem:{}", problem.code));
    problem
}

/// The answer of something that must succeed.
pub(crate) async fn ok(response: Response) -> Response {
    let status = response.status();
    if status.is_success() {
        return response;
    }
    panic!("{status}: {}", response.text().await.unwrap());
}

pub(crate) fn is(status: u16, code: &str) -> (u16, String) {
    (
        StatusCode::from_u16(status).unwrap().as_u16(),
        code.to_owned(),
    )
}

/// Where the sample files lie.
pub(crate) fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../samples")
        .join(name)
}
