//! The training of an adversarial pair, as the rest of the course sees trainings.

use crate::gan::{self, Discriminator, Gan, Generator};
use burn::module::Module;
use common::by_hand::Tensor;
use common::data::{Data, Shuffled};
use common::error::Result;
use common::figures::{Figure, Pictures};
use common::learner::{DataLoader, Exhibit, Learner, Part, Snapshot, Start, StepReport};
use common::means::Means;
use common::metrics::Metrics;
use common::schedule::Schedule;
use common::trained::Trained;
use common::{optimizers, random};

const SHOWN: usize = 25;

/// Two networks, the pictures that one of them imitates, and the noise from which it does.
pub struct GanTraining {
    /// The two networks as they are now.
    pub gan: Gan,
    pictures: Shuffled<2>,
    /// Channels, height, width.
    shape: [usize; 3],
    latent: usize,
    start: Start,
    steps: usize,
}

/// The sizes of both networks, beside that of a picture.
#[derive(Debug, Clone, Copy)]
pub struct GanSizes<'a> {
    /// How many numbers a picture is made from.
    pub latent: usize,
    /// The hidden layers of the generator.
    pub generator: &'a [usize],
    /// The hidden layers of the discriminator.
    pub discriminator: &'a [usize],
}

impl GanTraining {
    /// A training of new networks on pictures whose values are from -1 to 1, so many a step; each network
    /// has Adam with this β₁, and a rate of its own: the generator's first.
    pub fn of_sizes(
        sizes: GanSizes,
        (data, batch_size): (Data<4>, usize),
        (beta_1, rates): (f64, [Schedule; 2]),
        start: &Start,
    ) -> Self {
        let (latent, pixels) = (sizes.latent, data.shape().iter().product());
        let stream = |network| start.streams.stream(network);
        let generator = random::initialize(stream("generator"), &start.device, |device| {
            Generator::new(&[&[latent], sizes.generator].concat(), pixels, device)
        });
        let discriminator = random::initialize(stream("discriminator"), &start.device, |device| {
            Discriminator::new(&[&[pixels], sizes.discriminator].concat(), device)
        });
        let [of_generator, of_discriminator] = rates;
        let adam = || optimizers::adam(beta_1);
        let gan = Gan {
            generator: Trained::new(generator, adam(), of_generator),
            discriminator: Trained::new(discriminator, adam(), of_discriminator),
        };
        Self::new(gan, (data, batch_size), latent, start)
    }

    /// A training of `gan` on `pictures`, whose values are from -1 to 1, with noise of this many numbers.
    pub fn new(
        gan: Gan,
        (data, batch_size): (Data<4>, usize),
        latent: usize,
        start: &Start,
    ) -> Self {
        Self {
            gan,
            shape: data.shape(),
            pictures: Shuffled::new(data.flatten(), batch_size, start.streams),
            latent,
            start: start.clone(),
            steps: 0,
        }
    }

    /// 25 pictures from noise that is always the same.
    pub fn samples(&self, title: &str) -> Figure {
        self.pictures(title).figure()
    }

    /// What [`samples`](Self::samples) draws.
    pub fn pictures(&self, title: &str) -> Pictures {
        let [channels, height, width] = self.shape;
        let pixels = self.fakes(SHOWN) * 0.5 + 0.5;
        let pictures = pixels.reshape([SHOWN, channels, height, width]);
        Pictures::grid(title, 5).images(&pictures)
    }

    /// So many fakes from noise that is always the same, `[count, pixels]`, from -1 to 1; the first are
    /// those of [`samples`](Self::samples).
    pub fn fakes(&self, count: usize) -> Tensor<2> {
        let noise = self.noise("shown noise", 0, count);
        self.gan.generator.module().valid().forward(noise)
    }

    fn noise(&self, stream: &str, number: usize, count: usize) -> Tensor<2> {
        let mut stream = self.start.streams.at(stream, number as u64);
        stream.normal_tensor([count, self.latent], 1.0, &self.start.device)
    }
}

impl Learner for GanTraining {
    fn step(&mut self) -> Result<StepReport> {
        let real = self.pictures.batch(self.steps).inputs;
        let noise = self.noise("noise", self.steps, real.dims()[0]);
        let report = self.gan.step(self.steps, real, noise.autodiff());
        self.steps += 1;
        Ok(report)
    }

    /// Losses and judgements, which say nothing of how good the fakes are.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let generator = self.gan.generator.module().valid();
        let discriminator = self.gan.discriminator.module().valid();
        let mut means = Means::default();
        for (number, (count, real)) in self.pictures.part(part).enumerate() {
            let fake = generator.forward(self.noise("evaluation noise", number, count));
            let [real, fake] = [real.inputs, fake].map(|pictures| discriminator.forward(pictures));
            let of_generator = gan::generator_loss(fake.clone());
            let of_discriminator = gan::discriminator_loss(real.clone(), fake.clone());
            let parts = gan::report([of_generator, of_discriminator], [real, fake]).parts;
            // A device gives back the means alone.
            let parts = parts.into_iter().map(|(name, of)| (name, of.mean()));
            means.add_parts(parts.collect(), count as f64);
        }
        Ok(means.take())
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::Test]
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        let samples = self.samples(&format!("After {} steps", self.steps));
        Ok(vec![Exhibit::figure("samples", samples)])
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.pictures.steps_per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let snapshot = self
            .gan
            .generator
            .save(Snapshot::at(self.steps), "generator")?;
        self.gan.discriminator.save(snapshot, "discriminator")
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.gan.generator.load(snapshot, "generator")?;
        self.gan.discriminator.load(snapshot, "discriminator")?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}
