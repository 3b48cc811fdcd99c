//! Writes to standard output and standard error. A reader that has seen enough (`promwright render … | head`) does not change the
//! exit status.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::Report;

/// Writes to standard output.
///
/// # Errors
/// Writing fails, unless it fails because nobody reads.
pub(crate) fn out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(io::Error::new(error.kind(), format!("cannot write to standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Writes a value to standard output as JSON.
///
/// # Errors
/// As [`out`].
pub(crate) fn json(value: &impl Serialize) -> io::Result<()> {
    out(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        writeln!(out)
    })
}

/// Writes a line to standard error. If that fails, there is nowhere to report it.
pub(crate) fn error_line(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Draws the findings on standard error.
pub(crate) fn findings(report: &Report<'_>) {
    let _ = report.draw(&mut anstream::stderr().lock());
}
