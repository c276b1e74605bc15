//! What is said of a file when it is announced.

use axum::http::HeaderMap;
use data_encoding::BASE64;
use kakou_store::{BlobName, NewUpload, Part};
use kakou_sync::protocol::Problem;

use super::{LENGTH, METADATA, number};

/// The file that a creation announces: `sha256` is the hash of its bytes; a small copy names its
/// evidence in `thumb_of`.
pub(crate) fn announced(headers: &HeaderMap) -> Result<NewUpload, Problem> {
    let size = number(headers, &LENGTH)?;
    let text = headers
        .get(METADATA)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let hash = value(text, "sha256").ok_or_else(|| bad("it has no sha256"))?;
    let name = match value(text, "thumb_of") {
        Some(of) => BlobName::new(&of, Part::Thumbnail),
        None => BlobName::new(&hash, Part::Whole),
    };
    let name = name.map_err(|error| bad(&error.to_string()))?;
    Ok(NewUpload { name, hash, size })
}

/// The value of a key: pairs stand between commas, key and base64 with a space between.
fn value(text: &str, key: &str) -> Option<String> {
    let mut pairs = text.split(',').map(|pair| pair.trim());
    let value = pairs.find_map(|pair| pair.strip_prefix(key)?.strip_prefix(' '))?;
    let bytes = BASE64.decode(value.trim().as_bytes()).ok()?;
    String::from_utf8(bytes).ok()
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
