//! Inputs on other scales than the one that suits a network.

use common::by_hand::{Device, Tensor};
use common::data::Data;

/// What is done to normalised inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inputs {
    /// Nothing.
    Normalized,
    /// 5 is added to all of them.
    Shifted,
    /// All are divided by 100.
    Smaller,
    /// Every second one is divided by 100, as if measured in a larger unit.
    MixedUnits,
}

impl Inputs {
    /// The same examples with these inputs.
    pub fn of(self, data: Data<2>, device: &Device) -> Data<2> {
        match self {
            Self::Normalized => data,
            Self::Shifted => data.map_inputs(|inputs| inputs + 5.0),
            Self::Smaller => data.map_inputs(|inputs| inputs / 100.0),
            Self::MixedUnits => {
                let units = [1.0, 100.0].into_iter().cycle().take(data.features());
                let units: Vec<f64> = units.collect();
                let units = Tensor::<1>::from_data(&units[..], device);
                data.map_inputs(|inputs| inputs / units.clone().unsqueeze())
            }
        }
    }
}
