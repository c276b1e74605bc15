//! Listening: connections, their time limits, and an end that lets requests finish.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum_server::accept::DefaultAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
use kakou_store::Store;

use crate::error::ServerError;
use crate::office::Office;
use crate::problem::of_store;
use crate::{cleaner, projector, routes};

/// How long a request's headers, or a TLS handshake, may take.
const HEADERS: Duration = Duration::from_secs(30);

/// How patient the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How long a request's body may stand still.
    pub stall: Duration,
    /// How long requests under way may go on after the server was told to stop.
    pub grace: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            stall: Duration::from_secs(30),
            grace: Duration::from_secs(20),
        }
    }
}

/// A certificate and its private key, as PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// The certificate with its chain.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Serves a data folder's store until `stop` comes; requests under way are then finished.
///
/// # Errors
/// When the certificate cannot be used or the listener fails.
pub async fn serve(
    store: Arc<Store>,
    listener: TcpListener,
    tls: Option<Tls>,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServerError> {
    let office = Office::new(store);
    // Before anybody is told that the server has a file.
    office
        .ask(|store| store.reconcile_files().map_err(of_store))
        .await
        .map_err(|problem| ServerError::Stopped(std::io::Error::other(problem)))?;
    let projector = tokio::spawn(projector::run(office.clone()));
    let cleaner = tokio::spawn(cleaner::run(office.clone()));
    let shared = routes::Shared::new(office, options.stall);
    let app = routes::router(shared).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let stopper = handle.clone();
    tokio::spawn(async move {
        stop.await;
        tracing::info!("stopping");
        stopper.graceful_shutdown(Some(options.grace));
    });
    let served = listen(listener, tls, handle, app).await;
    projector.abort();
    cleaner.abort();
    served
}

async fn listen(
    listener: TcpListener,
    tls: Option<Tls>,
    handle: Handle<SocketAddr>,
    app: App,
) -> Result<(), ServerError> {
    listener
        .set_nonblocking(true)
        .map_err(ServerError::Stopped)?;
    let server = axum_server::from_tcp(listener).map_err(ServerError::Stopped)?;
    match tls {
        None => {
            let server: Server<SocketAddr, DefaultAcceptor> = server;
            with_limits(server, handle).serve(app).await
        }
        Some(files) => {
            // The one that the tablets use too. One that is installed already is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(files.certificate, files.key)
                .await
                .map_err(ServerError::Tls)?;
            let acceptor = RustlsAcceptor::new(config).handshake_timeout(HEADERS);
            with_limits(server.acceptor(acceptor), handle)
                .serve(app)
                .await
        }
    }
    .map_err(ServerError::Stopped)
}

type App = IntoMakeServiceWithConnectInfo<Router, SocketAddr>;

fn with_limits<A>(
    server: Server<SocketAddr, A>,
    handle: Handle<SocketAddr>,
) -> Server<SocketAddr, A> {
    let mut server = server.handle(handle).first_request_timeout(HEADERS);
    server.http_builder().http1().header_read_timeout(HEADERS);
    server
}
