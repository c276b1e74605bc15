//! Servers' addresses: what may be reached without encryption, and what a QR code says.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::SyncError;

/// Whether plain HTTP is allowed beyond this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainHttp {
    /// Only to this machine itself.
    Loopback,
    /// To the address that the user typed and allowed.
    Allowed,
}

/// Reads a server's address. Without a scheme it is https.
///
/// # Errors
/// When it is no address, or plain HTTP over a network that is not allowed.
pub fn server_address(typed: &str, plain: PlainHttp) -> Result<Url, SyncError> {
    let bad = || SyncError::BadAddress(typed.chars().take(200).collect());
    let typed = typed.trim();
    let full = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let mut url = Url::parse(&full).map_err(|_| bad())?;
    let user = !url.username().is_empty() || url.password().is_some();
    if url.host_str().is_none() || user || url.query().is_some() || url.fragment().is_some() {
        return Err(bad());
    }
    match url.scheme() {
        "https" => {}
        "http" if plain == PlainHttp::Allowed || is_loopback(&url) => {}
        "http" => return Err(SyncError::PlainHttp(url.to_string())),
        _ => return Err(bad()),
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// What an enrolment code or its QR code says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct EnrolText {
    /// The server's address, where it is named.
    pub server: Option<String>,
    /// The code.
    pub code: String,
}

/// Reads what was scanned or typed: `kakou:enrol?url=…&code=…`, or the code alone.
pub fn read_enrol_text(text: &str) -> EnrolText {
    let text = text.trim();
    let Ok(url) = Url::parse(text) else {
        return EnrolText {
            server: None,
            code: text.to_owned(),
        };
    };
    let value = |key: &str| {
        url.query_pairs()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value.into_owned())
    };
    match (url.scheme(), value("code")) {
        ("kakou", Some(code)) => EnrolText {
            server: value("url"),
            code,
        },
        _ => EnrolText {
            server: None,
            code: text.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_needs_to_be_allowed_beyond_this_machine() {
        let read = |text| server_address(text, PlainHttp::Loopback);
        assert_eq!(
            read("kakou.example").unwrap().as_str(),
            "https://kakou.example/"
        );
        assert_eq!(
            read("http://127.0.0.1:8710").unwrap().as_str(),
            "http://127.0.0.1:8710/"
        );
        assert!(read("http://[::1]:1/base").is_ok());
        assert_eq!(read("http://192.168.1.5").unwrap_err().code(), "plain-http");
        assert!(server_address("http://192.168.1.5", PlainHttp::Allowed).is_ok());
        for wrong in [
            "",
            "ftp://a",
            "https://u:p@a",
            "https://a?x=1",
            "http://127.0.0.1.evil.cn",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_qr_text_names_server_and_code() {
        let both = read_enrol_text("kakou:enrol?url=https%3A%2F%2Fa.cn&code=AAAA-BBBB");
        assert_eq!(both.server.as_deref(), Some("https://a.cn"));
        assert_eq!(both.code, "AAAA-BBBB");
        let typed = EnrolText {
            server: None,
            code: "AAAA-BBBB".to_owned(),
        };
        assert_eq!(read_enrol_text(" AAAA-BBBB "), typed);
    }
}
