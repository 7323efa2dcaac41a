//! What a training starts from.

use crate::error::Result;
use crate::settings::{Base, Length, Preset};
use burn::tensor::Device;
use by_hand::Streams;

/// All that a learner is made from, beside the settings of its program.
#[derive(Debug, Clone)]
pub struct Start {
    /// Where to compute, without autodiff.
    pub device: Device,
    /// The root of all random numbers.
    pub streams: Streams,
    /// What every run has.
    pub base: Base,
    /// How long the training is.
    pub length: Length,
}

impl Start {
    /// From the settings of a run.
    ///
    /// # Errors
    /// Those of [`DeviceName::open`](crate::device::DeviceName::open).
    pub fn new(base: &Base, length: Length) -> Result<Self> {
        Ok(Self::on(&base.device.open()?, base, length))
    }

    /// On a device that is open already.
    pub fn on(device: &Device, base: &Base, length: Length) -> Self {
        Self {
            device: device.clone(),
            streams: Streams::new(base.seed),
            base: base.clone(),
            length,
        }
    }

    /// How long the program may take.
    pub fn preset(&self) -> Preset {
        self.base.preset
    }

    /// The same start under another seed: that of one training of several.
    pub fn under(&self, seed: u64) -> Self {
        let mut start = self.clone();
        start.base.seed = seed;
        start.streams = Streams::new(seed);
        start
    }
}
