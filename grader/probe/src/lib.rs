//! What runs the code of a submission on inputs that nobody has seen, and gives values back.
//!
//! A *probe* is a function that draws inputs from a [`Case`], calls what students write, and gives the
//! results back by name:
//!
//! ```ignore
//! /// a1.linear.backward
//! fn linear_backward(case: &mut Case) {
//!     let [batch, inputs, outputs] = case.sizes([1..=7, 1..=5, 1..=6]);
//!     let mut layer = Linear::with_weight(case.normal("weight", [inputs, outputs]));
//!     layer.forward(case.normal("input", [batch, inputs]));
//!     case.give("input gradient", layer.backward(case.normal("gradient", [batch, outputs])));
//! }
//! ```
//!
//! The same probes are compiled twice, with the bodies of a submission and with those of the solution. A
//! process of the first kind ([`worker::main`]) runs one probe on one case and answers with a
//! [`frame`] of numbers; what the second kind says stands beside it, and the judge, a third process,
//! compares. No verdict is made here.

mod case;
pub mod frame;
mod give;
pub mod worker;

pub use case::Case;
pub use give::{Give, Given, Named, Rule, Told};
