//! The training of an adversarial pair, as the rest of the course sees trainings.

mod shown;

pub use shown::spread;

use super::networks::Networks;
use super::pair::{Pair, Round};
use super::plan::{GanSizes, Plan, Subject};
use super::rule::Rule;
use common::by_hand::{Int, Tensor};
use common::data::{Batch, Data, Shuffled};
use common::error::Result;
use common::learner::{DataLoader, Exhibit, Learner, Part, Snapshot, Start, StepReport};
use common::means::Means;
use common::metrics::Metrics;
use common::schedule::Schedule;

/// Two networks, the examples that one of them imitates, and the noise from which it does.
pub struct GanTraining {
    /// The two networks as they are now.
    pub pair: Pair,
    examples: Shuffled<2>,
    subject: Subject,
    latent: usize,
    /// Where both networks are told what is in a picture: row k says that it is class k.
    told: Option<Tensor<2>>,
    start: Start,
    steps: usize,
}

impl GanTraining {
    /// The course's training of new networks on pictures whose values are from -1 to 1, so many a step; each network
    /// has Adam with this β₁, and a rate of its own: the generator's first.
    pub fn of_sizes(
        sizes: GanSizes,
        (data, batch_size): (Data<4>, usize),
        (beta_1, rates): (f64, [Schedule; 2]),
        start: &Start,
    ) -> Self {
        let plan = Plan {
            latent: sizes.latent,
            networks: Networks::Dense([sizes.generator.to_vec(), sizes.discriminator.to_vec()]),
            rule: Rule::COURSE,
            conditional: false,
            beta_1,
            rates,
        };
        let subject = Subject::Pictures(data.shape());
        Self::of(plan, (data.flatten(), batch_size), subject, start)
    }

    /// A training of new networks on rows whose values are from -1 to 1, so many a step.
    pub fn of(plan: Plan, examples: (Data<2>, usize), subject: Subject, start: &Start) -> Self {
        let inputs = (plan.latent, plan.conditional);
        let pair = plan.pair((&examples.0, &subject), start);
        Self::new(pair, examples, (subject, inputs), start)
    }

    /// A training of a pair on rows whose values are from -1 to 1, with noise of so many numbers and, if so, the classes.
    pub fn new(
        pair: Pair,
        (data, batch_size): (Data<2>, usize),
        (subject, (latent, conditional)): (Subject, (usize, bool)),
        start: &Start,
    ) -> Self {
        let classes = data.classes.len();
        Self {
            told: conditional.then(|| Tensor::eye(classes, &start.device)),
            pair,
            examples: Shuffled::new(data, batch_size, start.streams),
            subject,
            latent,
            start: start.clone(),
            steps: 0,
        }
    }

    /// The examples that are imitated, in rows.
    pub fn data(&self) -> &Data<2> {
        self.examples.data()
    }

    /// What is imitated.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    fn noise(&self, stream: &str, number: usize, count: usize) -> Tensor<2> {
        let mut stream = self.start.streams.at(stream, number as u64);
        stream.normal_tensor([count, self.latent], 1.0, &self.start.device)
    }

    /// Labels as the networks are told them, if they are.
    fn told(&self, labels: impl FnOnce() -> Tensor<1, Int>) -> Option<Tensor<2>> {
        let told = self.told.as_ref()?;
        Some(told.clone().select(0, labels()))
    }
}

impl Learner for GanTraining {
    fn step(&mut self) -> Result<StepReport> {
        let Batch { inputs, labels } = self.examples.batch(self.steps);
        let noise = self.noise("noise", self.steps, inputs.dims()[0]).autodiff();
        let round = Round {
            real: inputs,
            noise,
            labels: self.told(|| labels).map(Tensor::autodiff),
        };
        let mut stream = self.start.streams.at("between", self.steps as u64);
        let report = self.pair.step(self.steps, round, &mut stream);
        self.steps += 1;
        Ok(report)
    }

    /// Losses and judgements, which say nothing of how good the fakes are; how far these spread and, of a ring, what
    /// they cover.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let mut means = Means::default();
        for (number, (count, batch)) in self.examples.part(part).enumerate() {
            let labels = self.told(|| batch.labels);
            let noise = self.noise("evaluation noise", number, count);
            let fake = self.pair.fakes(noise, labels.clone());
            let said = [batch.inputs, fake].map(|rows| self.pair.judged(rows, labels.clone()));
            // A device gives back the means alone.
            let parts = self.pair.report(said).parts.into_iter();
            means.add_parts(
                parts.map(|(name, of)| (name, of.mean())).collect(),
                count as f64,
            );
        }
        let mut metrics = means.take();
        metrics.push("spread", self.spread());
        if let Subject::Points(ring) = &self.subject {
            let covered = self.covered(ring);
            metrics.push("modes_covered", covered.modes as f64);
            metrics.push("near_a_mode", covered.near);
        }
        Ok(metrics)
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
        self.examples.steps_per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        self.pair.save(Snapshot::at(self.steps))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.pair.load(snapshot)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}
