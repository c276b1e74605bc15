//! A command's file: its bytes as they are, and what is said of it in a header beside them.

use kakou_picture::{MAX_BYTES, PictureError};
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tauri::ipc::{InvokeBody, Request};

use crate::fault::CommandFault;
use crate::shell::Answer;

/// What is said of the file: JSON, percent-encoded, for a header knows no Chinese.
const ABOUT: &str = "kakou-about";

/// What is said of a command's file, and its bytes.
pub(super) fn read<T: DeserializeOwned>(request: &Request<'_>) -> Answer<(T, Vec<u8>)> {
    let about = request.headers().get(ABOUT);
    let about: Vec<u8> =
        about.map_or_else(Vec::new, |value| percent_decode(value.as_bytes()).collect());
    let about = serde_json::from_slice(&about).map_err(|error| malformed(&error))?;
    Ok((about, bytes(request.body())?))
}

/// A phone's web view has no way for bytes: there they are a list of numbers.
fn bytes(body: &InvokeBody) -> Answer<Vec<u8>> {
    let length = match body {
        InvokeBody::Raw(bytes) => bytes.len(),
        InvokeBody::Json(value) => value.as_array().map_or(0, Vec::len),
    };
    if length > MAX_BYTES {
        return Err(PictureError::TooManyBytes(length).into());
    }
    match body {
        InvokeBody::Raw(bytes) => Ok(bytes.clone()),
        InvokeBody::Json(value) => Vec::deserialize(value).map_err(|error| malformed(&error)),
    }
}

fn malformed(error: &serde_json::Error) -> CommandFault {
    CommandFault::new("shell", error)
}
