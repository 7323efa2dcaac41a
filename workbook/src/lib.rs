//! What students check themselves with: list, check, watch, hint, reset, pack.
//!
//! It runs in the folder of a hand-out and compiles without the students' code, so that it works
//! when theirs does not. The way through the crate: `book` is what the hand-out builder says of the
//! assignment (`workbook.toml`), `handout` the folder with it, `state` what is remembered from one
//! call to the next. `source` finds the exercises in a file, `pieces` splits what stands outside of
//! their bodies; `outside` compares these with the pieces that were handed out, and `names`
//! looks into the bodies. `cargo` compiles, `trial` runs the public tests, `words` says what came
//! out; `hints` takes what the tests say from their sources (`spoken`). `gather` and `archive` are
//! what is handed in. `commands` holds one file for each command.

mod archive;
pub mod book;
mod cargo;
pub mod cli;
mod commands;
pub mod console;
pub mod error;
mod gather;
mod handout;
mod hints;
mod names;
mod outside;
pub mod pieces;
pub mod source;
pub mod spoken;
mod state;
pub mod trial;
mod words;
