//! Printing: one JSON document, or lines for people.

use std::io::Write;

use serde::Serialize;

use crate::error::CliError;

/// A name that is claimed, with the one that headquarters admitted beside it where that is another.
pub(crate) fn name(claimed: &str, admitted: Option<&str>) -> String {
    match admitted.filter(|_| !claimed.is_empty()) {
        Some(admitted) => format!("{claimed}（登记名：{admitted}）"),
        None => claimed.to_owned(),
    }
}

/// Prints one JSON document on one line.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
    line_end(&mut out)
}

/// Prints one line, at once.
pub(crate) fn line(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    line_end(&mut out)
}

fn line_end(out: &mut impl Write) -> Result<(), CliError> {
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// A JSON array that grows while it is printed, so that any number of rows takes little memory.
pub(crate) struct Array {
    rows: usize,
}

impl Array {
    pub(crate) fn begin() -> Result<Self, CliError> {
        std::io::stdout().lock().write_all(b"[")?;
        Ok(Self { rows: 0 })
    }

    pub(crate) fn push<T: Serialize>(&mut self, row: &T) -> Result<(), CliError> {
        let mut out = std::io::stdout().lock();
        out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, row).map_err(std::io::Error::from)?;
        self.rows += 1;
        Ok(())
    }

    pub(crate) fn end(self) -> Result<(), CliError> {
        line("\n]")
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn the_admitted_name_stands_beside_another_that_is_claimed() {
        assert_eq!(name("王某", Some("李某")), "王某（登记名：李某）");
        assert_eq!(name("王某", None), "王某");
        assert_eq!(name("", Some("李某")), "");
    }
}
