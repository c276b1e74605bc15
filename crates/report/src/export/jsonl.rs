//! Facts as JSON Lines: an entry of a journal each, with who wrote it and where it stands. The
//! payload comes last and is byte for byte what was signed, so that its SHA-256 can be taken of it
//! again.

use std::io::Write;

use data_encoding::BASE64;
use kakou_store::views::ExportedFact;
use serde::de::IgnoredAny;

use super::rows::Export;
use super::stopped::Stopped;

pub(super) fn write(export: &mut Export<'_>, out: &mut impl Write) -> Result<u64, Stopped> {
    export.expect_rows(export.source.snapshot.last_fact()?);
    let (mut rows, mut place, mut after) = (0, 0, None);
    loop {
        let page = export.source.snapshot.facts(after.as_deref())?;
        for fact in &page.rows {
            line(fact, out)?;
        }
        rows += page.rows.len() as u64;
        // Entries that are withheld from here are passed over.
        let last = page.rows.last().map_or(place, |fact| fact.n);
        export.tell(last - place);
        place = last;
        after = page.next;
        if after.is_none() {
            return Ok(rows);
        }
    }
}

fn line(fact: &ExportedFact, out: &mut impl Write) -> Result<(), Stopped> {
    let ExportedFact {
        author,
        seq,
        sha256,
        ..
    } = fact;
    write!(
        out,
        r#"{{"author":"{author}","seq":{seq},"sha256":"{sha256}""#
    )?;
    if let Some(code) = &fact.set_aside {
        out.write_all(b",\"set_aside\":")?;
        serde_json::to_writer(&mut *out, code)?;
    }
    if fits_a_line(&fact.payload) {
        out.write_all(b",\"payload\":")?;
        out.write_all(&fact.payload)?;
    } else {
        let payload = BASE64.encode(&fact.payload);
        write!(out, r#","payload_base64":"{payload}""#)?;
    }
    out.write_all(b"}\n")?;
    Ok(())
}

/// What somebody pushed need not be JSON, or may be spread over lines; it is kept all the same.
fn fits_a_line(payload: &[u8]) -> bool {
    let on_a_line = !payload.contains(&b'\n') && !payload.contains(&b'\r');
    let text = std::str::from_utf8(payload);
    on_a_line && text.is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

#[cfg(test)]
mod tests {
    use kakou_domain::{AuthorId, Seq};

    use super::*;

    fn written(payload: &[u8], set_aside: Option<&str>) -> String {
        let fact = ExportedFact {
            n: 1,
            author: AuthorId([0; 16]),
            seq: Seq(7),
            sha256: "ab".to_owned(),
            set_aside: set_aside.map(str::to_owned),
            payload: payload.to_vec(),
        };
        let mut out = Vec::new();
        line(&fact, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_payload_ends_its_line_as_it_was_signed() {
        let line = written(br#"{"id" : 1.0 , "text":"a\nb"}"#, None);
        let end = ",\"payload\":{\"id\" : 1.0 , \"text\":\"a\\nb\"}}\n";
        assert!(line.ends_with(end), "{line}");
        assert!(line.contains(r#""seq":7,"sha256":"ab""#), "{line}");
    }

    #[test]
    fn what_is_no_json_on_one_line_does_not_break_the_lines() {
        for payload in [&b"{\n}"[..], b"{}}{", b"", b"\"\xff\"", b"{}\r"] {
            let line = written(payload, Some("payload-malformed"));
            assert_eq!(line.matches('\n').count(), 1, "{line}");
            let read: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(read["set_aside"], "payload-malformed");
            let kept = read["payload_base64"].as_str().unwrap();
            assert_eq!(BASE64.decode(kept.as_bytes()).unwrap(), payload);
        }
    }
}
