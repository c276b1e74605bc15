//! One way to write a fixed number of bytes as text, for hashes, keys and signatures.

/// A newtype over `$len` bytes that is shown, parsed and serialised as text in `$encoding`.
/// Each value has exactly one text: other spellings of the same bytes are refused.
macro_rules! bytes_as_text {
    ($(#[$doc:meta])* $name:ident, $len:literal, $encoding:expr, $what:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; $len]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$encoding.encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = kakou_domain::IdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $encoding
                    .decode(text.as_bytes())
                    .ok()
                    .and_then(|bytes| bytes.try_into().ok())
                    .map(Self)
                    .ok_or_else(|| kakou_domain::IdError {
                        what: $what,
                        text: text.chars().take(80).collect(),
                    })
            }
        }

        impl TryFrom<String> for $name {
            type Error = kakou_domain::IdError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}

pub(crate) use bytes_as_text;

#[cfg(test)]
mod tests {
    use crate::{ChainHash, PayloadHash, PublicKey, Signature};

    #[test]
    fn hashes_are_written_in_lower_case_hex() {
        let hash = PayloadHash([0xab; 32]);
        assert_eq!(hash.to_string(), "ab".repeat(32));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(
            serde_json::to_string(&hash).unwrap(),
            format!("\"{}\"", "ab".repeat(32))
        );
    }

    #[test]
    fn keys_and_signatures_go_through_json_unchanged() {
        let key = PublicKey([0xfb; 32]);
        let signature = Signature([0xff; 64]);
        let json = serde_json::to_string(&(key, signature)).unwrap();
        assert!(!json.contains(['+', '/', '=']), "safe in a URL: {json}");
        assert_eq!(
            serde_json::from_str::<(PublicKey, Signature)>(&json).unwrap(),
            (key, signature)
        );
    }

    #[test]
    fn another_spelling_of_the_same_bytes_is_refused() {
        assert!("AB".repeat(32).parse::<ChainHash>().is_err(), "upper case");
        assert!("ab".repeat(31).parse::<ChainHash>().is_err(), "too short");
        let text = PublicKey([0; 32]).to_string();
        assert!(format!("{text}=").parse::<PublicKey>().is_err(), "padding");
        assert!(
            format!("{}B", &text[..42]).parse::<PublicKey>().is_err(),
            "bits left over"
        );
    }
}
