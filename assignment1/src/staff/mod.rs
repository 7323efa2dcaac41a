//! What stands around the files of the syllabus: trainings, networks with everything, proofs.
//!
//! No exercise is here, and none needs to be read for one.
//!
//! | file | what it holds |
//! |---|---|
//! | `recipe.rs` | networks of affine layers with all that may stand between them |
//! | `mlp_training.rs`, `one_hot.rs` | the training of a network, as programs see it, and its examples |
//! | `perceptron_training.rs`, `signed.rs` | that of a perceptron, and its examples |
//! | `points.rs` | points of the plane that a demonstration changes |
//! | `names.rs` | update rules, schedules and activations as the command line names them |
//! | `rates.rs` | the learning rates at which update rules are compared |
//! | `scales.rs` | inputs on other scales than the one that suits a network |
//! | `signal.rs` | what reaches the layers of a deep network |
//! | `gradients/` | every gradient against central differences |
//! | `burn_mlp.rs`, `compare.rs` | the same network in Burn, and the two side by side |

pub mod burn_mlp;
pub mod compare;
pub mod gradients;
pub mod mlp_training;
pub mod names;
pub mod one_hot;
pub mod perceptron_training;
pub mod points;
pub mod rates;
pub mod recipe;
pub mod scales;
pub mod signal;
pub mod signed;

pub use mlp_training::MlpTraining;
pub use perceptron_training::{PerceptronTraining, Rule};
pub use recipe::Recipe;
