//! The bytes that are hashed or signed when several fields stand together.

/// `context` and then each of `fields`, each as its length in bytes (unsigned, 64 bits, big-endian)
/// followed by its bytes.
///
/// The context says what the bytes are for, so that a signature over a head can never be shown
/// as one over a receipt; the lengths keep two different lists of fields from giving the same bytes.
pub fn framed(context: &str, fields: &[&[u8]]) -> Vec<u8> {
    let mut message = Vec::new();
    for field in std::iter::once(context.as_bytes()).chain(fields.iter().copied()) {
        message.extend_from_slice(&(field.len() as u64).to_be_bytes());
        message.extend_from_slice(field);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_moves_to_the_next_field_changes_the_message() {
        assert_ne!(framed("c", &[b"ab", b"c"]), framed("c", &[b"a", b"bc"]));
        assert_ne!(framed("c", &[b"ab"]), framed("ca", &[b"b"]));
        assert_ne!(framed("c", &[b""]), framed("c", &[]));
    }
}
