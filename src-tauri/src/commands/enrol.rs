//! How a device comes to its county: by a code and the network, or by a pack file without one.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use kakou_store::views::Status;
use kakou_store::{Parcel, ParcelError, Store, StoreError, read_code};
use kakou_sync::{EnrolText, Http, PlainHttp, Timing, on_contact, read_enrol_text, server_address};
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

/// No county's pack is as big; what the user picked is something else.
const MOST_PACK: u64 = 512 << 20;

/// What a pack brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PackLoaded {
    /// Facts that were not here yet.
    pub facts: usize,
}

#[tauri::command]
pub(crate) async fn enrol(
    app: AppHandle,
    shell: State<'_, Shell>,
    server: String,
    code: String,
    name: String,
    allow_http: bool,
) -> Answer<Status> {
    let plain = match allow_http {
        true => PlainHttp::Local,
        false => PlainHttp::Loopback,
    };
    let open = shell.get()?;
    let url = server_address(&server, plain)?;
    let http = Http::new(
        url.clone(),
        Timing::default().stall,
        on_contact(&open.store),
    )?;
    kakou_sync::enrol(&open.store, &http, url.as_str(), &code, &name)
        .await
        .inspect_err(|error| tracing::info!(code = error.code(), "not enrolled"))?;
    open.runner.sync_now();
    events::written(&app).await;
    shell.ask(|store| store.status()).await
}

#[tauri::command]
pub(crate) fn parse_enrol(text: String) -> Answer<EnrolText> {
    enrol_text(&text)
}

/// What a QR code or a paste says, when there is an enrolment code in it.
fn enrol_text(text: &str) -> Answer<EnrolText> {
    let found = read_enrol_text(text);
    read_code(&found.code)?;
    Ok(found)
}

#[tauri::command]
pub(crate) async fn load_pack(
    app: AppHandle,
    shell: State<'_, Shell>,
    path: PathBuf,
) -> Answer<PackLoaded> {
    let facts = shell.ask(move |store| load(store, &path)).await?;
    events::written(&app).await;
    Ok(PackLoaded { facts })
}

fn load(store: &Store, path: &Path) -> Answer<usize> {
    let pack = Parcel::decode(&read(path)?)?;
    Ok(store.apply_pack(&pack)?)
}

fn read(path: &Path) -> Answer<Vec<u8>> {
    let unreadable = |error| StoreError::File {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_PACK + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MOST_PACK {
        return Err(ParcelError::NotAParcel.into());
    }
    Ok(bytes)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use kakou_test_support::tablet;

    use super::*;

    #[test]
    fn only_a_text_with_an_enrolment_code_is_taken() {
        let read = enrol_text("kakou:enrol?url=https%3A%2F%2Fa.cn&code=K7QF-9M2P-4TXE-0B6Y-WH3A");
        let found = read.unwrap();
        assert_eq!(found.server.as_deref(), Some("https://a.cn"));
        assert_eq!(found.code, "K7QF-9M2P-4TXE-0B6Y-WH3A");
        for other in ["https://weixin.example/pay", "K7QF-9M2P", ""] {
            assert_eq!(enrol_text(other).unwrap_err().code, "code-unknown");
        }
    }

    #[test]
    fn a_file_that_is_no_pack_and_one_that_is_not_there_are_told_apart() {
        let tablet = tablet();
        let path = tablet.dir.path().join("holiday.jpg");
        assert_eq!(load(&tablet, &path).unwrap_err().code, "file");
        std::fs::write(&path, b"\xff\xd8\xff").unwrap();
        assert_eq!(load(&tablet, &path).unwrap_err().code, "not-a-pack");
    }
}
