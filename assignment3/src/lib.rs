//! Assignment 3: principal components, autoencoders and generative models.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `eigen.rs` | leading eigenvectors of a symmetric matrix, given |
//! | `pca.rs` | principal components: covariance and Gram matrix, projection, reconstruction |
//! | `gan.rs` | generative adversarial networks |
//!
//! `programs/` holds the programs, [`staff`] what they are made of and no exercise needs.

pub mod demos;
pub mod eigen;
pub mod gan;
pub mod pca;
pub mod programs;
pub mod staff;
