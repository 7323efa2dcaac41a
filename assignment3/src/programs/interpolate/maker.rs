//! Who makes the pictures on a way: a generator of noise, or the decoder of a variational autoencoder of codes.

use crate::programs::gan::Gan;
use crate::programs::vae::Vae;
use crate::staff::nearest::nearest;
use crate::staff::pictures::{images, of_classes};
use crate::staff::vae_training::{SHOWN, VaeTraining};
use crate::staff::{GanTraining, Subject};
use burn::module::Module;
use common::by_hand::Tensor;
use common::program::prelude::*;
use common::program::reopen_on;
use common::run::Name;
use std::path::Path;

/// Samples of a generator to choose from.
pub const KNOWN: usize = 1000;

/// A trained network that makes pictures.
pub enum Maker {
    /// Of noise.
    Generator(Box<GanTraining>),
    /// Of codes.
    Decoder(Box<VaeTraining>),
}

impl Maker {
    /// That of a run of `gan` or of `vae`.
    ///
    /// # Errors
    /// [`Error::Usage`] if it makes no pictures; those of [`reopen_on`].
    pub fn of(run: &Run, program: &'static str, folder: &Path) -> Result<Self> {
        let (device, name) = (
            &run.start.device,
            Name {
                program,
                ..run.name()
            },
        );
        if program == Vae::NAME {
            let (_, _, learner) = reopen_on::<Vae>(device, name, folder)?;
            return Ok(Self::Decoder(Box::new(learner)));
        }
        let (_, _, learner) = reopen_on::<Gan>(device, name, folder)?;
        if let Subject::Points(_) = learner.subject() {
            return Err(Error::Usage(format!(
                "{} makes points of a ring, and pictures are needed here. Make some first:\n  \
                 cargo run -p {} -- gan",
                folder.display(),
                name.assignment
            )));
        }
        Ok(Self::Generator(Box::new(learner)))
    }

    /// Where a way can begin and end, `[places, latent]`: the noise of samples, or the means of the codes of the test
    /// pictures that `vae` shows.
    pub fn places(&self) -> Tensor<2> {
        match self {
            Self::Generator(it) => it.shown_noise(KNOWN),
            Self::Decoder(it) => {
                let pictures = of_classes(&it.loader().data().test, SHOWN);
                it.model().valid().encoder.forward(pictures).mean
            }
        }
    }

    /// What a generator is told to make at each of these places, if it is told.
    pub fn told(&self) -> Option<Tensor<2>> {
        match self {
            Self::Generator(it) => it.turns(KNOWN),
            Self::Decoder(_) => None,
        }
    }

    /// What it makes of places, one a row, `[places, pixels]`.
    pub fn rows(&self, places: Tensor<2>, told: Option<Tensor<2>>) -> Tensor<2> {
        match self {
            Self::Generator(it) => it.decode(places, told),
            Self::Decoder(it) => it.model().valid().decode(places),
        }
    }

    /// Rows as pictures, from 0 to 1.
    pub fn images(&self, rows: Tensor<2>) -> Tensor<4> {
        match self {
            Self::Generator(it) => it.images(rows),
            Self::Decoder(it) => images(rows, it.model().image),
        }
    }

    /// What rows show: the class of the training picture that is nearest to each.
    pub fn classes(&self, rows: &Tensor<2>) -> Vec<&str> {
        let data = match self {
            Self::Generator(it) => it.data(),
            Self::Decoder(it) => it.loader().data(),
        };
        let nearest = nearest(rows, &data.train).into_iter();
        nearest.map(|it| data.classes[it.class].as_str()).collect()
    }

    /// What a place is called, and what it is made of.
    pub fn called(&self) -> [&'static str; 2] {
        match self {
            Self::Generator(_) => ["sample", "noise"],
            Self::Decoder(_) => ["test picture", "code"],
        }
    }
}
