//! What stands around the files of the syllabus. No exercise is here, and none needs to be read for one.
//!
//! | file | what it holds |
//! |---|---|
//! | `rnn.rs` | the recurrent network as a Burn module |

pub mod rnn;

pub use rnn::Rnn;
