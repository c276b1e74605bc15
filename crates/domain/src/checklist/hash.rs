//! A template's hash: by it a visit names exactly what it was made by.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Template;
use crate::IdError;

/// SHA-256 of a template's canonical JSON, as 64 lower-case hex digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(try_from = "String", into = "String")]
pub struct ChecklistHash(String);

impl ChecklistHash {
    /// As it is written in facts.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ChecklistHash {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        let fits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if fits {
            Ok(Self(text))
        } else {
            Err(IdError::new("checklist hash", &text))
        }
    }
}

impl FromStr for ChecklistHash {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::try_from(text.to_owned())
    }
}

impl From<ChecklistHash> for String {
    fn from(hash: ChecklistHash) -> Self {
        hash.0
    }
}

impl fmt::Display for ChecklistHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Template {
    /// Its hash, the same however its file is laid out.
    pub fn hash(&self) -> ChecklistHash {
        // A template is made of texts, whole numbers and maps with text keys: it has a JSON form.
        let value = serde_json::to_value(self).unwrap_or_default();
        let mut json = String::new();
        canonical(&value, &mut json);
        let digest = Sha256::digest(json.as_bytes());
        ChecklistHash(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// JSON without spaces, with sorted keys.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.as_str());
            list('{', '}', fields, out, |(name, value), out| {
                out.push_str(&Value::String(name.clone()).to_string());
                out.push(':');
                canonical(value, out);
            });
        }
        Value::Array(values) => list('[', ']', values, out, canonical),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn list<T>(
    open: char,
    close: char,
    parts: impl IntoIterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(part, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_does_not_depend_on_the_order_of_keys() {
        let mut out = String::new();
        let value = serde_json::json!({"b": [1, {"d": null, "c": true}], "a\"": "卡\n口"});
        canonical(&value, &mut out);
        assert_eq!(out, r#"{"a\"":"卡\n口","b":[1,{"c":true,"d":null}]}"#);
    }

    #[test]
    fn a_hash_is_64_hex_digits() {
        assert!("ab".repeat(32).parse::<ChecklistHash>().is_ok());
        for wrong in ["", "ab", &"AB".repeat(32), &"g".repeat(64)] {
            assert!(wrong.parse::<ChecklistHash>().is_err(), "{wrong}");
        }
    }
}
