//! Sending files by tus, as the tests do it.

use data_encoding::BASE64;
use kakou_domain::VisitId;
use kakou_store::views::FilesView;
use kakou_test_support::{Folder, seal_with_photos};
use reqwest::{Method, RequestBuilder, Response};

use crate::support::{Running, ok};

/// A file of a tablet that the server has heard of.
pub(crate) struct Sent {
    pub(crate) visit: VisitId,
    pub(crate) sha256: String,
    pub(crate) bytes: Vec<u8>,
}

/// Seals a visit with one photo, and pushes it.
pub(crate) async fn named(server: &Running, tablet: &Folder, token: &str, number: u32) -> Sent {
    let (visit, mut names) = seal_with_photos(tablet, &[number]);
    server.synced(tablet, token).await;
    let sha256 = names.remove(0);
    let bytes = tablet.evidence_file(&sha256).unwrap().unwrap();
    Sent {
        visit,
        sha256,
        bytes,
    }
}

pub(crate) fn metadata(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs
        .iter()
        .map(|(key, value)| format!("{key} {}", BASE64.encode(value.as_bytes())));
    pairs.collect::<Vec<_>>().join(",")
}

impl Running {
    pub(crate) fn tus(&self, method: &str, token: &str, path: &str) -> RequestBuilder {
        let method: Method = method.parse().unwrap();
        let request = self.http.request(method, self.url(path)).bearer_auth(token);
        request.header("tus-resumable", "1.0.0")
    }

    pub(crate) async fn begin(&self, token: &str, sha256: &str, size: usize) -> Response {
        let request = self
            .tus("POST", token, "/v1/blobs")
            .header("upload-length", size)
            .header("upload-metadata", metadata(&[("sha256", sha256)]));
        request.send().await.unwrap()
    }

    pub(crate) fn piece(&self, token: &str, sha256: &str, offset: usize) -> RequestBuilder {
        self.tus("PATCH", token, &format!("/v1/blobs/{sha256}"))
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", offset)
    }

    pub(crate) async fn sent(
        &self,
        token: &str,
        sha256: &str,
        offset: usize,
        piece: &[u8],
    ) -> Response {
        let request = self.piece(token, sha256, offset).body(piece.to_vec());
        request.send().await.unwrap()
    }

    /// Where the server says that an upload stands.
    pub(crate) async fn stands(&self, token: &str, sha256: &str) -> usize {
        let path = format!("/v1/blobs/{sha256}");
        let answer = ok(self.tus("HEAD", token, &path).send().await.unwrap()).await;
        offset(&answer)
    }

    pub(crate) async fn uploaded(&self, token: &str, file: &Sent) {
        let begun = ok(self.begin(token, &file.sha256, file.bytes.len()).await).await;
        assert_eq!(offset(&begun), 0);
        let done = ok(self.sent(token, &file.sha256, 0, &file.bytes).await).await;
        assert_eq!(offset(&done), file.bytes.len());
    }

    /// The visit's files, as headquarters sees them.
    pub(crate) fn files(&self, visit: VisitId) -> FilesView {
        self.projected();
        self.county.visit(visit).unwrap().record.files
    }
}

pub(crate) fn offset(answer: &Response) -> usize {
    let value = answer.headers()["upload-offset"].to_str().unwrap();
    value.parse().unwrap()
}
