//! A generator of pictures: one that the repository has, or that of a run.

use crate::dcgan::DcGenerator;
use crate::programs::gan::Gan;
use crate::staff::{Subject, pictures, shipped};
use common::by_hand::Tensor;
use common::program::prelude::*;
use common::program::reopen_on;
use common::run::Name;

/// Samples that there are to go through, and whose nearest training pictures are looked for.
pub const SAMPLES: usize = 200;

/// Samples of a forward pass.
const BATCH: usize = 50;

/// A generator with what it has learned from.
pub struct Source {
    /// In evaluation mode.
    pub generator: DcGenerator,
    /// Pictures in rows, from -1 to 1.
    pub data: Data<2>,
    /// Channels, height and width of a picture.
    pub image: [usize; 3],
    /// What the samples are made from, `[SAMPLES, latent]`.
    pub noise: Tensor<2>,
}

/// A data set with a shipped generator.
pub fn shipped(text: &str) -> Result<Dataset, Error> {
    let dataset = text.parse()?;
    shipped::file(&dataset)?;
    Ok(dataset)
}

impl Source {
    /// The shipped generator of a data set.
    ///
    /// # Errors
    /// Those of [`shipped::generator`] and of loading the data set.
    pub fn shipped(dataset: Dataset, run: &Run) -> Result<Self> {
        let start = &run.start;
        let generator = shipped::generator(&dataset, &start.device)?;
        let data = Examples::generated(dataset, 1000, 0.1);
        let data = data.images(start)?.centred();
        let mut stream = start.streams.stream("samples");
        let latent = generator.input.weight.dims()[0];
        Ok(Self {
            noise: stream.normal_tensor([SAMPLES, latent], 1.0, &start.device),
            image: data.shape(),
            data: data.flatten(),
            generator,
        })
    }

    /// The generator of a run of `gan`, whose first samples are those of the run's figure.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such run, or it has no generator of pictures by convolutions from noise alone.
    pub fn of_run(name: &str, run: &Run) -> Result<Self> {
        let gan = Name {
            program: Gan::NAME,
            ..run.name()
        };
        let (_, folder) = run.named(name, &[Gan::NAME], "has no generator of pictures")?;
        let (_, _, learner) = reopen_on::<Gan>(&run.start.device, gan, &folder)?;
        let refused = |what: &str| {
            Error::Usage(format!(
                "{} {what}. Make a generator of pictures by convolutions first:\n  \
                 cargo run -p {} -- gan --arch dcgan --dataset faces",
                folder.display(),
                gan.assignment
            ))
        };
        let &Subject::Pictures(image) = learner.subject() else {
            return Err(refused("makes points of a ring"));
        };
        if learner.turns(1).is_some() {
            return Err(refused(
                "has a generator that is told what to make (--conditional)",
            ));
        }
        let generator = learner.pair.convolutional();
        Ok(Self {
            generator: generator
                .ok_or_else(|| refused("has a generator of fully connected layers"))?,
            image,
            noise: learner.shown_noise(SAMPLES),
            data: learner.data().clone(),
        })
    }

    /// All samples in rows, `[SAMPLES, pixels]`, from -1 to 1.
    pub fn samples(&self) -> Tensor<2> {
        let parts = self.noise.clone().split(BATCH, 0).into_iter();
        let parts = parts.map(|noise| self.generator.forward(noise).flatten(1, 3));
        Tensor::cat(parts.collect(), 0)
    }

    /// Rows as pictures, from 0 to 1.
    pub fn images(&self, rows: Tensor<2>) -> Tensor<4> {
        pictures::images(rows * 0.5 + 0.5, self.image)
    }

    /// Who is shown.
    pub fn people(&self) -> &'static str {
        match self.data.name.as_str() {
            "faces" => {
                "Each picture is made from noise by a network that has seen photographs of 40 volunteers (The Database of Faces,\n\
                 AT&T Laboratories Cambridge). None is meant to be one of them; the row of training pictures in `nearest` shows\n\
                 them. Test photographs are of the same 40 people, so they are near as well. Whoever prefers drawings takes\n\
                 --dataset emoji."
            }
            "emoji" => {
                "The drawings that it has learned from are Noto Emoji, (c) Google, Apache-2.0."
            }
            _ => "",
        }
    }
}
