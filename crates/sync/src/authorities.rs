//! Whom the tablet believes when a server shows its certificate.
//!
//! reqwest asks the system, which on Android is done through Java and needs a part of its own in the
//! app. The authorities lie there as files that every app may read, so they are read like on any
//! other Linux.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// Where Android keeps its authorities: since version 14 in a part of the system that is updated by
/// itself, before that in the system.
const SYSTEM: [&str; 2] = [
    "/apex/com.android.conscrypt/cacerts",
    "/system/etc/security/cacerts",
];
/// What the owner of the tablet added (a county with an authority of its own), and what he took away.
const ADDED: &str = "/data/misc/user/0/cacerts-added";
const REMOVED: &str = "/data/misc/user/0/cacerts-removed";

/// How Android's authorities are asked; `None` on every other system, which reqwest asks itself.
/// Their some hundred and fifty files are read once: each sync and each photo that is fetched asks.
/// What the owner adds or takes away counts from the next start.
pub(crate) fn of_android() -> Option<ClientConfig> {
    static TRUSTED: OnceLock<Option<ClientConfig>> = OnceLock::new();
    let read_all = || {
        let system = SYSTEM.map(Path::new).into_iter().find(|at| at.is_dir())?;
        let roots = read(&[system, Path::new(ADDED)], Path::new(REMOVED));
        let config = ClientConfig::builder().with_root_certificates(roots);
        Some(config.with_no_client_auth())
    };
    TRUSTED.get_or_init(read_all).clone()
}

/// One file that cannot be read takes no other with it.
fn read(folders: &[&Path], removed: &Path) -> RootCertStore {
    let removed = names(removed);
    let mut roots = RootCertStore::empty();
    for folder in folders {
        for name in names(folder).iter().filter(|name| !removed.contains(name)) {
            let bytes = fs::read(folder.join(name)).unwrap_or_default();
            roots.add_parsable_certificates(certificates(&bytes));
        }
    }
    roots
}

fn names(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

/// The system's are text, added ones may be bytes.
fn certificates(file: &[u8]) -> Vec<CertificateDer<'static>> {
    let text: Vec<_> = CertificateDer::pem_slice_iter(file).flatten().collect();
    match text.is_empty() {
        true => vec![CertificateDer::from(file.to_vec())],
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_are_read_as_text_and_as_bytes_but_for_those_that_were_taken_away() {
        let authority = |name: &str| {
            let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
            params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
            params
                .distinguished_name
                .push(rcgen::DnType::CommonName, name);
            params
                .self_signed(&rcgen::KeyPair::generate().unwrap())
                .unwrap()
        };
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for folder in ["system", "added", "removed"] {
            fs::create_dir(at(folder)).unwrap();
        }
        let text = format!("# an authority\n{}", authority("A").pem());
        fs::write(at("system/0a.0"), text).unwrap();
        fs::write(at("system/0b.0"), authority("B").pem()).unwrap();
        fs::write(at("system/0c.0"), "no certificate at all").unwrap();
        fs::write(at("added/0d.0"), authority("D").der()).unwrap();
        fs::write(at("removed/0b.0"), "").unwrap();

        let roots = read(&[&at("system"), &at("added"), &at("gone")], &at("removed"));
        let names: Vec<_> = roots
            .subjects()
            .iter()
            .map(|name| name.as_ref().to_vec())
            .collect();
        let has = |name: &str| names.iter().any(|held| held.ends_with(name.as_bytes()));
        assert_eq!(roots.len(), 2);
        assert!(has("A") && has("D"), "{names:?}");
    }

    #[test]
    fn another_system_is_asked_by_reqwest() {
        assert!(of_android().is_none());
    }
}
