//! What the grader says of a submission: states, points and reasons.
//!
//! An [`Edition`](edition::Edition) is what every submission is compared with; the [`judge`] has a
//! submission compiled and asked, and makes a [`Graded`] of it.

pub mod compare;
pub mod edition;
pub mod judge;
pub mod outcome;
pub mod replies;
pub mod secret;

pub use crate::model::{
    Case, Confinement, Finding, Graded, GradedItem, Headline, Place, Reason, Shown, State, Written,
};
