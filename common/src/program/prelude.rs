//! What every program names, in one line: `use common::program::prelude::*;`

pub use super::{Program, Start, Training};
pub use crate::data::{Data, Dataset};
pub use crate::error::{Error, Result};
pub use crate::examples::{Examples, Images};
pub use crate::figures::{Figure, Plot, Spread};
pub use crate::learner::{Learner, Part};
pub use crate::metrics::Measured;
pub use crate::run::Run;
pub use crate::settings::*;
pub use crate::statistics::Summary;
pub use crate::study::{Study, Trial, identifier};
pub use crate::table::{Table, decimals};
pub use clap::{Args, ValueEnum};
pub use serde::Serialize;
