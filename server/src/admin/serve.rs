//! `serve`: runs the server until it is told to stop.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::desk::Desk;
use crate::error::ServerError;
use crate::lock::FolderLock;
use crate::serve::{Options, Tls, serve};

/// Threads that ask the store. There is one writer, and glibc keeps memory apart for each thread: with
/// sixteen the server took 198 MiB while 64 tablets pushed, with four 89 (`tests/peers/run ingest`).
const STORE_THREADS: usize = 4;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The address; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8710")]
    listen: SocketAddr,
    /// Serve HTTPS with this certificate (PEM, with its chain)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

pub(super) fn run(desk: &Desk, args: Args) -> Result<(), ServerError> {
    let store = desk.open()?;
    let _lock = FolderLock::take(&desk.folder)?;
    // Without its keys it could take nothing in.
    store.server_key()?;
    store.own_key()?;
    let cannot = |error| ServerError::Listen {
        address: args.listen,
        error,
    };
    let listener = TcpListener::bind(args.listen).map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let tls = args.tls_cert.zip(args.tls_key);
    let tls = tls.map(|(certificate, key)| Tls { certificate, key });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let url = format!("{scheme}://{address}");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(STORE_THREADS)
        .build()
        .map_err(ServerError::Stopped)?;
    runtime.block_on(async {
        let stop = signals().map_err(ServerError::Stopped)?;
        desk.print(&json!({"listening": url}), &format!("listening on {url}"))?;
        serve(Arc::new(store), listener, tls, Options::default(), stop).await
    })
}

/// Comes with SIGTERM or SIGINT.
#[cfg(unix)]
fn signals() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Comes with Ctrl+C.
#[cfg(not(unix))]
fn signals() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
