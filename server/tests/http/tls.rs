//! HTTPS by the server itself.

use std::fs;

use kakou_server::Tls;
use kakou_test_support::county;
use reqwest::{Certificate, Client};

use crate::support::{PATIENT, Running};

#[tokio::test]
async fn a_server_with_a_certificate_speaks_https_only() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let files = Tls {
        certificate: dir.path().join("cert.pem"),
        key: dir.path().join("key.pem"),
    };
    fs::write(&files.certificate, made.cert.pem()).unwrap();
    fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    let server = Running::of(county(), PATIENT, Some(files)).await;
    let trusted = Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let client = Client::builder().tls_certs_only([trusted]).build().unwrap();
    let url = format!("https://localhost:{}/healthz", server.address.port());
    let answer = client.get(url).send().await.unwrap();
    assert_eq!(answer.headers()["kakou-protocol"], "1");
    assert!(
        server
            .http
            .get(server.url("/healthz"))
            .send()
            .await
            .is_err()
    );
}
