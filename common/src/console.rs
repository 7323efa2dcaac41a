//! What programs say, to streams that may be closed or full.

use crate::error::{Error, Result};
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Tells the user a line on standard error. Nobody reads it, if it is closed or full; the work goes on,
/// because what it leaves are files.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints a line of the result on standard output. Whoever closes it has seen enough:
/// `assignment1 compare | head -3`.
///
/// # Errors
/// [`Error::Io`] if it cannot be written for another reason, such as a full disk.
pub fn print(line: impl Display) -> Result<()> {
    let mut output = io::stdout().lock();
    match writeln!(output, "{line}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::io("write to", "standard output")(error))
        }
        _ => Ok(()),
    }
}
