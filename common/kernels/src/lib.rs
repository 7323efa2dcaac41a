//! Operations with code of their own on the CPU (Burn's backend flex), where Burn's would be slow.
//!
//! Each is one differentiable operation with its own backward pass, without `unsafe`: products go through the
//! backend's matrix product, and work is divided by shapes alone, so that the bytes are the same on any
//! number of threads. Burn's version is the oracle of their tests, which stand where they are used
//! (`common/src/ops`).
//!
//! A package of its own, because its loops go over single numbers: the profile of the workspace compiles
//! it without the checks that the other packages keep.
//!
//! | file | what it holds |
//! |---|---|
//! | `activation.rs` | the functions of a gate |
//! | [`adam`] | an optimiser in one pass over each parameter |
//! | [`batch_norm`] | batch normalisation, with ReLU behind it or without |
//! | [`conv2d`] | the convolution as products of matrices |
//! | `columns.rs` | the matrix of all windows of some images, and back |
//! | `winograd.rs` with its folder, `tiles.rs` | the convolution of 3x3 windows with fewer multiplications |
//! | [`max_pool2d`] | max pooling, the rows of a window first |
//! | [`recurrent`] with its folder | recurrent layers, each over a whole sequence |
//! | `number.rs` | single and double precision |

mod activation;
pub mod adam;
pub mod batch_norm;
mod columns;
pub mod conv2d;
pub mod max_pool2d;
mod number;
pub mod recurrent;
mod tiles;
mod winograd;

use burn::tensor::DType;

/// Whether kernels compute with such numbers.
pub fn supports(dtype: DType) -> bool {
    matches!(dtype, DType::F32 | DType::F64)
}
