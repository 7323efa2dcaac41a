//! What only staff read: learners.

mod gan_training;

pub use gan_training::GanTraining;
