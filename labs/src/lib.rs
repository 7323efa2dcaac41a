//! The lab demonstrations: a topic live on one page of this machine, or without a page.
//!
//! There is no topic here. A demonstration belongs to its assignment; `table` lists them, `cli` reads the
//! command line (`flags`), `headless` plays one without a page, `serving` starts the server. `server` gives
//! out the page's files (`page`) and opens a `socket` for each tab; behind it a `session`, a thread of its
//! own, plays what stands on the `stage`, at its `pace`. `protocol` is what page and session say to each
//! other, `view` what is to be seen, `trouble` what went wrong, in words; `notes` are for who
//! stands in front.

pub mod cli;
mod flags;
mod headless;
pub mod notes;
mod pace;
mod page;
mod protocol;
pub mod server;
mod serving;
mod session;
mod sessions;
mod socket;
mod stage;
pub mod table;
mod trouble;
mod view;
