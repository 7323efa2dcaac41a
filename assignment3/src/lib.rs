//! Assignment 3: principal components, autoencoders and generative models.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `eigen.rs` | leading eigenvectors of a symmetric matrix, given |
//! | `pca.rs` | principal components: covariance and Gram matrix, projection, reconstruction |
//! | `kernel_pca.rs` | the same in the space of a kernel: polynomial and RBF |
//! | `autoencoder.rs` | autoencoders: bottleneck, denoising, sparse |
//! | `convolutional_autoencoder.rs` | one of convolutions |
//! | `likelihood.rs` | how probable a picture is where a network says what each pixel should be |
//! | `vae.rs` | variational autoencoders |
//! | `importance.rs` | the importance-weighted bound |
//! | `conv_vae.rs` | the convolutions of a variational autoencoder |
//! | `gan.rs` | generative adversarial networks |
//! | `gan_losses.rs` | other losses for both networks: least squares, hinge, Wasserstein |
//! | `modes.rs` | how much of what there is to imitate is imitated |
//! | `dcgan.rs` | generator and discriminator of convolutions |
//! | `interpolation.rs` | the way from one noise to another |
//!
//! `programs/` holds the programs, [`staff`] what they are made of and no exercise needs.

pub mod autoencoder;
pub mod conv_vae;
pub mod convolutional_autoencoder;
pub mod dcgan;
pub mod demos;
pub mod eigen;
pub mod gan;
pub mod gan_losses;
pub mod importance;
pub mod interpolation;
pub mod kernel_pca;
pub mod likelihood;
pub mod modes;
pub mod pca;
pub mod programs;
pub mod staff;
pub mod vae;
