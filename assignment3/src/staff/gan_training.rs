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

/// How many pictures are shown, in five rows.
const SHOWN: usize = 25;

/// Two networks, the pictures that one of them imitates, and the noise from which it does.
pub struct GanTraining {
    gan: Gan,
    pictures: Shuffled<2>,
    /// Channels, height, width.
    shape: [usize; 3],
    latent: usize,
    start: Start,
    steps: usize,
}

impl GanTraining {
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

    /// The two networks as they are now.
    pub fn networks(&self) -> (&Generator, &Discriminator) {
        (self.gan.generator.module(), self.gan.discriminator.module())
    }

    /// 25 pictures from noise that is always the same.
    pub fn samples(&self, title: &str) -> Figure {
        let noise = self.noise("shown noise", 0, SHOWN);
        let pixels = self.networks().0.valid().forward(noise);
        let [channels, height, width] = self.shape;
        let pictures = pixels.reshape([SHOWN, channels, height, width]) * 0.5 + 0.5;
        Pictures::grid(title, 5).images(&pictures).figure()
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

    /// Both losses and what the discriminator thinks of real pictures and of fakes: nothing of how good
    /// the fakes are.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let (generator, discriminator) = self.networks();
        let (generator, discriminator) = (generator.valid(), discriminator.valid());
        let mut means = Means::default();
        for (number, (count, real)) in self.pictures.part(part).enumerate() {
            let fake = generator.forward(self.noise("evaluation noise", number, count));
            let logits = [real.inputs, fake].map(|pictures| discriminator.forward(pictures));
            let [of_real, of_fake] = logits.clone();
            let losses = [
                gan::generator_loss(of_fake.clone()),
                gan::discriminator_loss(of_real, of_fake),
            ];
            for (name, numbers) in gan::report(losses, logits).parts {
                means.add(name, numbers.mean().into_scalar(), count as f64);
            }
        }
        Ok(means.take())
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::Test]
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        let title = format!("After {} steps", self.steps);
        Ok(vec![Exhibit::figure("samples", self.samples(&title))])
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
