//! Runs code that nobody trusts.
use std::fs::File;
use std::io;
use serde::{Serialize, Deserialize};
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Protections { pub landlock: bool }
impl Default for Protections { fn default() -> Self { Self { landlock: true } } }
#[allow(missing_docs)]
pub fn seal(_: &Protections) -> Result<(), String> { Ok(()) }
#[allow(missing_docs)]
pub fn take_stdout() -> io::Result<File> { 
   use std::os::fd::AsFd;
   let own = io::stdout().as_fd().try_clone_to_owned()?;
   rustix::stdio::dup2_stdout(io::stderr())?;
   Ok(own.into())
}
