//! How a device comes to its county: by a code and the network, or by a pack file without one.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use kakou_store::views::Status;
use kakou_store::{LONGEST_PACK, Pack, ParcelError, Store, StoreError, read_code};
use kakou_sync::{EnrolText, Http, PlainHttp, Timing, on_contact, read_enrol_text, server_address};
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::events;
use crate::shell::{Answer, Shell};

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

/// Whose a pack is, so that a person can compare it before the device trusts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PackOrigin {
    /// The county's name, or its code.
    pub county: String,
    /// Of the server's key, in groups of four.
    pub fingerprint: String,
    /// Whether this device trusts that server already.
    pub trusted: bool,
}

#[tauri::command]
pub(crate) async fn pack_origin(shell: State<'_, Shell>, path: PathBuf) -> Answer<PackOrigin> {
    shell.ask(move |store| origin(store, &path)).await
}

#[tauri::command]
pub(crate) async fn load_pack(
    app: AppHandle,
    shell: State<'_, Shell>,
    path: PathBuf,
    trust: Option<String>,
) -> Answer<PackLoaded> {
    let load = move |store: &Store| load(store, &path, trust.as_deref());
    let facts = shell.ask(load).await?;
    events::written(&app).await;
    Ok(PackLoaded { facts })
}

fn origin(store: &Store, path: &Path) -> Answer<PackOrigin> {
    let pack = Pack::read(&read(path)?)?;
    Ok(PackOrigin {
        county: pack
            .county_name()
            .unwrap_or_else(|| pack.county().to_owned()),
        fingerprint: pack.fingerprint(),
        trusted: store.trusts_a_server()?,
    })
}

fn load(store: &Store, path: &Path, trust: Option<&str>) -> Answer<usize> {
    let pack = Pack::read(&read(path)?)?;
    Ok(store.load_pack(&pack, trust)?)
}

fn read(path: &Path) -> Answer<Vec<u8>> {
    let unreadable = |error| StoreError::File {
        path: path.to_owned(),
        error,
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST_PACK + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST_PACK {
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
    use kakou_test_support::{county, tablet};

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
        assert_eq!(origin(&tablet, &path).unwrap_err().code, "file");
        std::fs::write(&path, b"\xff\xd8\xff").unwrap();
        assert_eq!(origin(&tablet, &path).unwrap_err().code, "not-a-pack");
    }

    #[test]
    fn a_pack_is_taken_in_when_a_person_has_compared_whose_it_is() {
        let (county, tablet) = (county(), tablet());
        let path = tablet.dir.path().join("county.kkp");
        let division = county.county().unwrap();
        std::fs::write(&path, county.pack(vec![division]).unwrap()).unwrap();
        let whose = origin(&tablet, &path).unwrap();
        assert_eq!((whose.county.as_str(), whose.trusted), ("汤阴县", false));
        let refused = |trust| load(&tablet, &path, trust).unwrap_err().code;
        assert_eq!(refused(None), "pack-not-trusted");
        assert_eq!(refused(Some("0000-0000-0000")), "pack-other-fingerprint");
        assert!(load(&tablet, &path, Some(&whose.fingerprint)).unwrap() > 0);
        assert!(origin(&tablet, &path).unwrap().trusted);
        assert_eq!(load(&tablet, &path, None).unwrap(), 0);
    }
}
