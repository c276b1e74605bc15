//! Hashes of what is stated: SHA-256 over canonical JSON, the same however a file is laid out and
//! in whatever order the keys of its maps are read.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of a value's canonical JSON, as 64 lower-case hex digits.
pub(crate) fn sha256_of(value: &impl Serialize) -> String {
    // What is stated is made of texts, finite numbers and maps with text keys: it has a JSON form.
    let value = serde_json::to_value(value).unwrap_or_default();
    let mut json = String::new();
    canonical(&value, &mut json);
    let digest = Sha256::digest(json.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// A hash of its own meaning, written as 64 lower-case hex digits.
macro_rules! sha256_type {
    ($(#[$doc:meta])* $name:ident = $what:literal) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// As it is written in facts.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            fn over(value: &impl serde::Serialize) -> Self {
                Self($crate::digest::sha256_of(value))
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::IdError;
            fn try_from(text: String) -> Result<Self, $crate::IdError> {
                let digit = |b| matches!(b, b'0'..=b'9' | b'a'..=b'f');
                if text.len() == 64 && text.bytes().all(digit) {
                    Ok(Self(text))
                } else {
                    Err($crate::IdError::new($what, &text))
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;
            fn from_str(text: &str) -> Result<Self, $crate::IdError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(hash: $name) -> Self {
                hash.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use sha256_type;

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
}
