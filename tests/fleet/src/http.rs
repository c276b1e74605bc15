//! Just enough of HTTP/1.1 to tell where a message ends.

use std::io::{ErrorKind, Read, Result};
use std::net::TcpStream;

/// The longest head of a request, in bytes.
const HEAD: usize = 64 << 10;

/// One request, whole; nothing when the client went away before.
pub(crate) fn request(client: &mut TcpStream) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if bytes.len() > HEAD {
            return Err(ErrorKind::InvalidData.into());
        }
        more(client, &mut bytes)?;
    };
    let whole = end + content_length(&bytes[..end])?;
    while bytes.len() < whole {
        more(client, &mut bytes)?;
    }
    Ok(bytes)
}

/// The same request, after which the server ends the connection: so each request of a tablet comes
/// on a connection of its own, and meets a fault of its own.
pub(crate) fn alone(mut request: Vec<u8>) -> Vec<u8> {
    let line = request.windows(2).position(|two| two == b"\r\n");
    let at = line.map_or(0, |line| line + 2);
    request.splice(at..at, *b"connection: close\r\n");
    request
}

fn more(client: &mut TcpStream, bytes: &mut Vec<u8>) -> Result<()> {
    let mut some = [0; 16 << 10];
    match client.read(&mut some)? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        count => {
            bytes.extend_from_slice(&some[..count]);
            Ok(())
        }
    }
}

fn content_length(head: &[u8]) -> Result<usize> {
    let text = std::str::from_utf8(head).map_err(|_| ErrorKind::InvalidData)?;
    let named = text.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = named.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    match lengths.next() {
        None => Ok(0),
        Some((_, value)) => {
            let length = value.trim().parse();
            length.map_err(|_| ErrorKind::InvalidData.into())
        }
    }
}
