//! A thread with so much stack that no text below the limits overflows it.

use std::thread::{Builder, scope};

use common::error::{Error, Result};

/// Bytes of address space; memory is used as far as the text needs it, and given back at the end.
///
/// A test tries every way to nest without brackets, as long as a file may be: `chains_do_not_overflow_the_stack`.
const STACK: usize = 1 << 30;

/// Does the work on a stack of its own. A panic, which nobody knows of, is an error in words.
///
/// The texts that a parser remembers, to tell the lines of its tokens, are forgotten with the thread.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    scope(|scope| {
        let thread = Builder::new().name("intake".into()).stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work);
        let thread = thread.map_err(|error| {
            Error::Failed(format!(
                "there is no memory to read the submission with: {error}"
            ))
        })?;
        thread.join().unwrap_or_else(|_| {
            Err(Error::Failed(
                "the grader failed while it read the submission; this is its own fault and not the student's."
                    .into(),
            ))
        })
    })
}
