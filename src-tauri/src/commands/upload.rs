//! A command's file: its bytes as they are, and what is said of it in a header beside them.

use std::borrow::Cow;
use std::fmt::Display;

use data_encoding::BASE64;
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

/// Android's web view has no way for bytes: there they are text.
#[derive(Deserialize)]
struct AsText<'a> {
    base64: &'a str,
}

fn bytes(body: &InvokeBody) -> Answer<Vec<u8>> {
    let bytes = match body {
        InvokeBody::Raw(bytes) => Cow::Borrowed(bytes.as_slice()),
        InvokeBody::Json(value) => {
            let text = AsText::deserialize(value).map_err(|error| malformed(&error))?;
            let bytes = BASE64.decode(text.base64.as_bytes());
            Cow::Owned(bytes.map_err(|error| malformed(&error))?)
        }
    };
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes(bytes.len()).into());
    }
    Ok(bytes.into_owned())
}

fn malformed(error: &dyn Display) -> CommandFault {
    CommandFault::new("shell", error)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by it")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bytes_come_as_they_are_or_as_text() {
        let raw = bytes(&InvokeBody::Raw(vec![0, 255, 7])).unwrap();
        let text = bytes(&InvokeBody::Json(json!({ "base64": "AP8H" }))).unwrap();
        assert_eq!((raw, text), (vec![0, 255, 7], vec![0, 255, 7]));
    }

    #[test]
    fn what_is_too_long_or_makes_no_sense_is_refused() {
        let long = InvokeBody::Raw(vec![0; MAX_BYTES + 1]);
        assert_eq!(bytes(&long).unwrap_err().code, "photo-too-large");
        for value in [json!({ "base64": "?" }), json!({}), json!([1, 2])] {
            assert_eq!(bytes(&InvokeBody::Json(value)).unwrap_err().code, "shell");
        }
    }
}
