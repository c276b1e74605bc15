//! What is said of a file when it is announced.

use axum::http::HeaderMap;
use data_encoding::BASE64;
use kakou_store::{BlobName, NewUpload, Part};
use kakou_sync::protocol::Problem;

use super::{LENGTH, METADATA, number};

/// The file that a creation announces: `sha256` is the hash of its bytes; a small copy names its
/// evidence in `thumb_of`.
///
/// # Errors
/// 400 when something is missing or is not what it must be.
pub fn announced(headers: &HeaderMap) -> Result<NewUpload, Problem> {
    let size = number(headers, &LENGTH)?;
    let text = headers
        .get(METADATA)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let name =
        |hash: &str, part| BlobName::new(hash, part).map_err(|error| bad(&error.to_string()));
    let hash = value(text, "sha256")?.ok_or_else(|| bad("it has no sha256"))?;
    let whole = name(&hash, Part::Whole)?;
    let name = match value(text, "thumb_of")? {
        Some(of) => name(&of, Part::Thumbnail)?,
        None => whole,
    };
    Ok(NewUpload { name, hash, size })
}

/// The value of a key: pairs stand between commas, key and base64 with a space between. A key that is
/// there and cannot be read is refused: without its `thumb_of`, a small copy would pass for evidence.
fn value(text: &str, key: &str) -> Result<Option<String>, Problem> {
    let mut pairs = text.split(',').map(|pair| {
        let pair = pair.trim();
        pair.split_once(' ').unwrap_or((pair, ""))
    });
    let Some((_, value)) = pairs.find(|(known, _)| *known == key) else {
        return Ok(None);
    };
    let bytes = BASE64.decode(value.trim().as_bytes()).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(Some)
        .ok_or_else(|| bad(&format!("{key} cannot be read")))
}

fn bad(detail: &str) -> Problem {
    let detail = format!("upload-metadata: {detail}");
    Problem::new(400, "bad-upload", detail)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(metadata: &str) -> Result<NewUpload, Problem> {
        let mut headers = HeaderMap::new();
        headers.insert(LENGTH, HeaderValue::from(7));
        headers.insert(METADATA, HeaderValue::from_str(metadata).unwrap());
        announced(&headers)
    }

    #[test]
    fn a_small_copy_that_is_announced_wrongly_does_not_pass_for_evidence() {
        let hash = BASE64.encode("0a".repeat(32).as_bytes());
        for wrong in [
            format!("sha256 {hash},thumb_of ????"),
            format!("sha256 {hash},thumb_of"),
            format!("sha256 YQ==,thumb_of {hash}"),
        ] {
            assert_eq!(read(&wrong).unwrap_err().code, "bad-upload", "{wrong}");
        }
    }

    #[test]
    fn a_file_is_named_by_its_hash_and_a_small_copy_by_its_evidence() {
        let (own, of) = ("0a".repeat(32), "0b".repeat(32));
        let pair = |key, value: &str| format!("{key} {}", BASE64.encode(value.as_bytes()));
        let whole = read(&format!("filename YQ==,{}", pair("sha256", &own))).unwrap();
        assert_eq!((whole.name.to_string(), whole.size), (own.clone(), 7));
        let both = [pair("sha256", &own), pair("thumb_of", &of)].join(", ");
        let small = read(&both).unwrap();
        assert_eq!(small.name.to_string(), format!("{of}.thumb"));
        assert_eq!(small.hash, own);
        for wrong in [
            "",
            "sha256",
            "sha256 ????",
            "sha256x YQ==",
            &pair("sha256", "a"),
        ] {
            assert_eq!(read(wrong).unwrap_err().code, "bad-upload", "{wrong}");
        }
    }
}
