//! What stands around the files of the syllabus, and no exercise needs.
//!
//! | file | what it holds |
//! |---|---|
//! | `gan_training.rs` | the training of an adversarial pair |
//! | `reduction.rs` | a data set with its principal components, and what they lose |

mod gan_training;
pub mod reduction;

pub use gan_training::{GanSizes, GanTraining};
pub use reduction::Reduction;
