//! The workbook in a hand-out of two exercises, which has nothing of Burn and compiles in a second.

mod check;
mod fixture;
mod list;
mod pack;
mod reset;
mod watch;
