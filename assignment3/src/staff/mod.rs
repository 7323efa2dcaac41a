//! What stands around the files of the syllabus, and no exercise needs.
//!
//! | file | what it holds |
//! |---|---|
//! | `reduction.rs` | a data set with its principal components, and what they lose |

pub mod reduction;

pub use reduction::Reduction;
