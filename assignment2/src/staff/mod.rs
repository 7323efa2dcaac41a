//! What stands around the files of the syllabus. No exercise is here, and none needs to be read for one.
//!
//! | file | what it holds |
//! |---|---|
//! | `completions.rs` | what a network makes of the palindromes that it is tested on |
//! | `memory.rs` | what a hidden state tells of the first digit, and what of the loss reaches it |
//! | `rnn.rs` | the recurrent network as a Burn module, and its training |

pub mod completions;
pub mod memory;
pub mod rnn;
