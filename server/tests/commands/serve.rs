//! Starting and stopping the server.

use std::fs;
use std::net::TcpListener;

use crate::support::Desk;

#[test]
fn a_server_that_is_told_to_stop_ends_well() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    assert!(server.url.starts_with("http://127.0.0.1:"));
    let (status, _) = server.terminated();
    assert!(status.success());
}

#[test]
fn one_folder_has_one_server() {
    let desk = Desk::tangyin();
    let server = desk.run(&["serve", "--listen", "127.0.0.1:0"]).listening();
    desk.run(&["serve", "--listen", "127.0.0.1:0"])
        .fails("server-running");
    desk.run(&["backup", "--to", "b"]).good();
    desk.run(&["restore", "--from", "b"])
        .fails("server-running");
    server.terminated();
    desk.run(&["restore", "--from", "b"]).good();
}

#[test]
fn an_address_that_is_taken_is_named() {
    let desk = Desk::tangyin();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = desk
        .run(&["serve", "--listen", &address])
        .fails("cannot-listen");
    assert!(said.contains(&address));
}

#[test]
fn a_server_does_not_start_without_its_key_or_with_a_wrong_certificate() {
    let desk = Desk::tangyin();
    let wrong = desk.file("wrong.pem", "no certificate");
    let wrong = wrong.to_str().unwrap();
    desk.run(&["serve", "--listen", "127.0.0.1:0"])
        .with(&["--tls-cert", wrong, "--tls-key", wrong])
        .fails("bad-certificate");
    fs::remove_file(desk.county().join("keys/server.key")).unwrap();
    desk.run(&["serve", "--listen", "127.0.0.1:0"]).fails("key");
}
