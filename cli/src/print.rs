//! What is written to standard output and to standard error. Whoever reads it may have seen enough (`promwright render … | head`):
//! that changes nothing about how the command ends.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::Report;

/// Writes to standard output.
///
/// # Errors
/// Nothing more can be written, for another reason than that nobody reads it.
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

/// Writes a line to standard error. Where that cannot be written to, there is nowhere to say so.
pub(crate) fn error_line(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Draws the problems on standard error.
pub(crate) fn problems(report: &Report<'_>) {
    let _ = report.draw(&mut anstream::stderr().lock());
}
