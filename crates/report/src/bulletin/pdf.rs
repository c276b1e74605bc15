//! A bulletin as a PDF: the Word document, set by LibreOffice.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::document::BulletinDocument;
use super::docx::{Setter, docx_for};
use crate::error::{ReportError, Result};

/// What the program is called, where it is not on the path under its short name.
const PROGRAMS: [&str; 4] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
];
/// A first start with a new profile takes ten seconds on a slow disk.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(50);

/// The bulletin as a PDF, with the fonts of this system.
///
/// # Errors
/// `no-libreoffice` when it is not installed; `pdf-not-made` when it fails or takes longer than two
/// minutes.
pub fn pdf(document: &BulletinDocument) -> Result<Vec<u8>> {
    let document = docx_for(document, Setter::LibreOffice)?;
    convert(&document, &PROGRAMS, PATIENCE)
}

/// In a folder of its own, which is gone afterwards: the user's LibreOffice may be open, and a
/// profile serves one at a time.
fn convert(document: &[u8], programs: &[&str], patience: Duration) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().map_err(failed)?;
    let source = folder.path().join("bulletin.docx");
    std::fs::write(&source, document).map_err(failed)?;
    wait(start(programs, folder.path(), &source)?, patience)?;
    // It reports success also when it could not read the document.
    std::fs::read(folder.path().join("bulletin.pdf")).map_err(failed)
}

fn start(programs: &[&str], folder: &Path, source: &Path) -> Result<Child> {
    for program in programs {
        let mut command = Command::new(program);
        command
            .args(["--headless", "--norestore", "--nolockcheck"])
            .arg(profile(folder))
            .args(["--convert-to", "pdf", "--outdir"])
            .arg(folder)
            .arg(source)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // The program is a script that starts others: they are ended together.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        match command.spawn() {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            started => return started.map_err(failed),
        }
    }
    Err(ReportError::NoLibreOffice)
}

fn profile(folder: &Path) -> OsString {
    let path = folder.join("profile").to_string_lossy().replace('\\', "/");
    let mut address = String::from("-env:UserInstallation=file://");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.into()
}

fn wait(mut child: Child, patience: Duration) -> Result<()> {
    let until = Instant::now() + patience;
    loop {
        match child.try_wait().map_err(failed)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(ReportError::PdfNotMade(status.to_string())),
            None if Instant::now() >= until => {
                end(&mut child);
                let waited = format!("no answer after {} s", patience.as_secs());
                return Err(ReportError::PdfNotMade(waited));
            }
            None => std::thread::sleep(PAUSE),
        }
    }
}

/// Ends it with what it started. It may have ended by itself in this moment, so nobody is told.
fn end(child: &mut Child) {
    #[cfg(unix)]
    let _ = Command::new("kill")
        .args(["-9", "--", &format!("-{}", child.id())])
        .stderr(Stdio::null())
        .status();
    let _ = child.kill();
    let _ = child.wait();
}

fn failed(error: std::io::Error) -> ReportError {
    ReportError::PdfNotMade(error.to_string())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A program that does what a script says.
    fn program(folder: &Path, script: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join("soffice");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn made_by(script: &str, patience: Duration) -> Result<Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let program = program(folder.path(), script);
        convert(b"", &["/no/such/program", &program], patience)
    }

    #[test]
    fn without_libreoffice_one_is_told_so() {
        let error = convert(b"", &["/no/such/program"], PATIENCE).unwrap_err();
        assert_eq!(error.code(), "no-libreoffice");
    }

    #[test]
    fn who_takes_too_long_is_ended_with_what_it_started() {
        let begun = Instant::now();
        let error = made_by("sleep 60 & wait", Duration::from_millis(300)).unwrap_err();
        assert_eq!(error.code(), "pdf-not-made");
        assert!(begun.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_success_without_a_pdf_is_a_failure() {
        assert_eq!(
            made_by("exit 0", PATIENCE).unwrap_err().code(),
            "pdf-not-made"
        );
        assert_eq!(
            made_by("exit 3", PATIENCE).unwrap_err().code(),
            "pdf-not-made"
        );
    }

    #[test]
    fn the_pdf_is_read_from_where_it_was_asked_for() {
        // The eighth argument is the folder.
        let made = made_by("printf '%%PDF' > \"$8/bulletin.pdf\"", PATIENCE).unwrap();
        assert_eq!(made, b"%PDF");
    }

    #[test]
    fn the_address_of_a_profile_has_no_spaces() {
        let address = profile(Path::new("/tmp/a b/县"));
        let expected = "-env:UserInstallation=file:///tmp/a%20b/%E5%8E%BF/profile";
        assert_eq!(address.to_string_lossy(), expected);
    }
}
