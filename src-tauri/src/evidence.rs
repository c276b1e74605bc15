//! The address under which the page reads photos: `evidence://localhost/<sha256>`, and
//! `<sha256>.thumb` for the small copy. So it can draw many without holding their bytes.

use kakou_picture::MEDIA_TYPE;
use tauri::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{HeaderValue, Request, Response, StatusCode};
use tauri::{Builder, Manager, UriSchemeContext, UriSchemeResponder, Wry};

use crate::shell::{Answer, Shell};

const SCHEME: &str = "evidence";
const THUMBNAIL: &str = ".thumb";

/// Serves photos to the window.
pub(crate) fn serve(builder: Builder<Wry>) -> Builder<Wry> {
    builder.register_asynchronous_uri_scheme_protocol(SCHEME, respond)
}

fn respond(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        let shell = app.state::<Shell>();
        let found = photo(&shell, request.uri().path()).await;
        responder.respond(found.unwrap_or_else(|fault| {
            tracing::warn!(code = fault.code, "a photo cannot be shown");
            empty(StatusCode::INTERNAL_SERVER_ERROR)
        }));
    });
}

/// The store takes nothing but a hash for a name: no path leads out of its folder.
async fn photo(shell: &Shell, path: &str) -> Answer<Response<Vec<u8>>> {
    let name = path.trim_start_matches('/').to_owned();
    let bytes = shell
        .ask(move |store| match name.strip_suffix(THUMBNAIL) {
            Some(sha256) => store.evidence_thumbnail(sha256),
            None => store.evidence_file(&name),
        })
        .await?;
    Ok(bytes.map_or_else(|| empty(StatusCode::NOT_FOUND), jpeg))
}

/// What a hash names never changes.
fn jpeg(bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    let headers = response.headers_mut();
    let keep = "private, max-age=31536000, immutable";
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop where it is"
)]
mod tests {
    use super::*;

    fn status(shell: &Shell, path: &str) -> StatusCode {
        let answer = tauri::async_runtime::block_on(photo(shell, path));
        answer.unwrap().status()
    }

    #[test]
    fn a_photo_is_served_by_its_hash_alone_and_nothing_else_is() {
        let data = tempfile::tempdir().unwrap();
        let shell = Shell::open(Ok(data.path().to_owned()));
        let sha256 = "ab".repeat(32);
        let folder = data.path().join("evidence");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join(&sha256), "a photo").unwrap();
        std::fs::write(folder.join(format!("{sha256}.thumb")), "small").unwrap();

        let served = tauri::async_runtime::block_on(photo(&shell, &format!("/{sha256}")));
        let served = served.unwrap();
        assert_eq!(served.body(), b"a photo");
        assert_eq!(served.headers()[CONTENT_TYPE], "image/jpeg");
        assert_eq!(served.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(status(&shell, &format!("/{sha256}.thumb")), StatusCode::OK);
        for path in [
            "/",
            "/../kakou.db",
            "/%2e%2e%2fkakou.db",
            "/..%2Fkeys",
            &format!("/{sha256}.thumb.thumb"),
            &format!("/{sha256}/"),
            &format!("/x/{sha256}"),
            &format!("/{}", "AB".repeat(32)),
            &format!("/{}", "cd".repeat(32)),
        ] {
            assert_eq!(status(&shell, path), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
