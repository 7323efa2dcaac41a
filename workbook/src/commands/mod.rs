//! The commands, a file each.

pub mod check;
pub mod hint;
pub mod list;
pub mod pack;
pub mod reset;
pub mod watch;
