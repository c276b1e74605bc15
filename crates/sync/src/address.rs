//! Servers' addresses: what may be reached without encryption, and what a QR code says.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::SyncError;

/// Whether plain HTTP is allowed beyond this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainHttp {
    /// Only to this machine itself.
    Loopback,
    /// To the address on a local network that the user typed and allowed.
    Local,
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
        "http" if is_loopback(&url) || plain == PlainHttp::Local && is_local(&url) => {}
        "http" => return Err(SyncError::PlainHttp(url.to_string())),
        _ => return Err(bad()),
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

fn host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']')
}

fn is_loopback(url: &Url) -> bool {
    let host = host(url);
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Whether an address can only be one of the own network: private or of this link (RFC 1918, 3927,
/// 4193, 4291), a name without a dot, or one that such networks give (RFC 6762, 8375; `.lan`, which
/// many routers use).
fn is_local(url: &Url) -> bool {
    let host = host(url);
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_private() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_unique_local() || address.is_unicast_link_local(),
        Err(_) => {
            let own = [".local", ".lan", ".home.arpa", ".internal"];
            !host.contains('.') || own.iter().any(|ending| host.ends_with(ending))
        }
    }
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
        for local in [
            "http://192.168.1.5",
            "http://10.0.0.2:8710",
            "http://[fd12::1]/",
            "http://kakou",
            "http://kakou.lan",
        ] {
            assert_eq!(read(local).unwrap_err().code(), "plain-http", "{local}");
            assert!(server_address(local, PlainHttp::Local).is_ok(), "{local}");
        }
        for public in [
            "http://8.8.8.8",
            "http://kakou.example",
            "http://192.168.1.5.evil.cn",
            "http://[2001:db8::1]/",
        ] {
            let refused = server_address(public, PlainHttp::Local).unwrap_err();
            assert_eq!(refused.code(), "plain-http", "{public}");
        }
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
