//! A template's hash: by it a visit names exactly what it was made by.

use std::ops::Deref;
use std::sync::Arc;

use super::Template;
use crate::digest::sha256_type;

sha256_type!(
    /// SHA-256 of a template's canonical JSON, as 64 lower-case hex digits.
    ChecklistHash = "checklist hash"
);

impl Template {
    /// Its hash, the same however its file is laid out.
    pub fn hash(&self) -> ChecklistHash {
        ChecklistHash::over(self)
    }
}

/// A template and its hash. Making the hash takes longer than all else of a seal, and a copy of the
/// template was felt there too: both are made once, and shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    template: Arc<Template>,
    hash: ChecklistHash,
}

impl Checklist {
    /// A template that stands under this hash already.
    pub fn published(hash: ChecklistHash, template: Template) -> Self {
        let template = Arc::new(template);
        Self { template, hash }
    }

    /// By it a visit names exactly what it was made by.
    pub fn hash(&self) -> &ChecklistHash {
        &self.hash
    }

    /// The template alone.
    pub fn into_template(self) -> Template {
        Arc::unwrap_or_clone(self.template)
    }
}

impl From<Template> for Checklist {
    fn from(template: Template) -> Self {
        Self::published(template.hash(), template)
    }
}

impl Deref for Checklist {
    type Target = Template;
    fn deref(&self) -> &Template {
        &self.template
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_hex_digits() {
        assert!("ab".repeat(32).parse::<ChecklistHash>().is_ok());
        for wrong in ["", "ab", &"AB".repeat(32), &"g".repeat(64)] {
            assert!(wrong.parse::<ChecklistHash>().is_err(), "{wrong}");
        }
    }
}
