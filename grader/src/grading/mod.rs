//! What the grader says of a submission: states, points and reasons.

mod model;

pub use model::{
    Case, Confinement, Finding, Graded, GradedItem, Headline, Place, Reason, Shown, State, Written,
};
