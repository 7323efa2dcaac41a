//! What stands around the files of the syllabus, and no exercise needs.
//!
//! | file | what it holds |
//! |---|---|
//! | `angles.rs` | principal angles between two spaces |
//! | `animation.rs` | pictures that move, as a file |
//! | `autoencoder_training.rs` | the training of an autoencoder |
//! | `autoencoding.rs` | autoencoders of every kind as one network |
//! | `constraints.rs` | what keeps a critic from changing too fast |
//! | `gan_training.rs` | the training of an adversarial pair |
//! | `kernel_reduction.rs` | a data set with its components in the space of a kernel, and what tells classes apart there |
//! | `memorised.rs` | whether a generator has learned its pictures by heart |
//! | `nearest.rs` | the training examples that are most like some pictures |
//! | `networks.rs` | generators and discriminators of every architecture as one type |
//! | `pair.rs` | both networks in training, by every rule |
//! | `pictures.rs` | which pictures are shown, and from rows of pixels |
//! | `plan.rs` | what a pair is made of |
//! | `quality/` | how good samples are, as numbers |
//! | `reduction.rs` | a data set with its principal components, and what they lose |
//! | `ring.rs` | normal clouds whose modes can be counted |
//! | `rule.rs` | which losses, and how often each network moves |
//! | `shipped.rs` | generators that the repository has |
//! | `tour.rs` | a generator that goes from sample to sample, and the time that it takes |
//! | `vae_measures.rs` | what is measured of one beside its loss |
//! | `vae_training.rs` | the training of a variational autoencoder |
//! | `vae_views.rs` | what one makes of codes and of pictures, to look at |

mod angles;
pub mod animation;
pub mod autoencoder_training;
pub mod autoencoding;
pub mod constraints;
mod gan_training;
pub mod kernel_reduction;
pub mod memorised;
pub mod nearest;
pub mod networks;
pub mod pair;
pub mod pictures;
mod plan;
pub mod quality;
pub mod reduction;
pub mod ring;
pub mod rule;
pub mod shipped;
pub mod tour;
pub mod vae_measures;
pub mod vae_training;
pub mod vae_views;

pub use angles::principal_angles;
pub use autoencoder_training::AutoencoderTraining;
pub use gan_training::{GanTraining, spread};
pub use kernel_reduction::KernelReduction;
pub use plan::{GanSizes, Plan, Subject};
pub use reduction::Reduction;
