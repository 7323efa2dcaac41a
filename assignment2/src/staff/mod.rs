//! What stands around the files of the syllabus. No exercise is here, and none needs to be read for one.
//!
//! | file | what it holds |
//! |---|---|
//! | `completions.rs` | what a network makes of the palindromes that it is tested on |
//! | `rnn.rs` | the recurrent network as a Burn module |

pub mod completions;
pub mod rnn;
