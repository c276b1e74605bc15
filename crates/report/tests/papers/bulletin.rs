//! Bulletins as documents and files.

mod checked;
mod docx;
mod doubted;
mod formats;
mod names;
mod slots;

use kakou_report::bulletin::BulletinDocument;

/// Texts that would be something else than text where nobody escapes them.
const HOSTILE: &str =
    "<script>alert(\"1\")</script>&amp;'\u{0}\u{7}\u{fffe}\u{202e}</w:t><w:tr>]]>";

/// A bulletin with a text in every place.
fn everywhere(mut document: BulletinDocument, text: &str) -> BulletinDocument {
    fn replace(value: &mut serde_json::Value, text: &str) {
        match value {
            serde_json::Value::String(old) => {
                // Dates and forms are no texts.
                let is_text = old.chars().any(|c| c as u32 > 0x2e80) || old.contains("{{");
                if is_text {
                    text.clone_into(old);
                }
            }
            serde_json::Value::Array(values) => {
                values.iter_mut().for_each(|value| replace(value, text));
            }
            serde_json::Value::Object(values) => {
                values.values_mut().for_each(|value| replace(value, text));
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(&document).unwrap();
    replace(&mut value, text);
    document = serde_json::from_value(value).unwrap();
    document
}
