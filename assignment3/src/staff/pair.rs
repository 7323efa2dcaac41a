//! The two networks of a GAN in training, in all variants.

use super::constraints;
use super::networks::{Forger, Judge, beside};
use super::rule::{LossName, Rule};
use crate::dcgan::DcGenerator;
use crate::gan::Gan;
use crate::gan_losses as losses;
use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::Tensor;
use common::by_hand::Stream;
use common::error::Result;
use common::learner::{Snapshot, Step, StepReport};
use common::trained::{Trained, parameters};
use std::borrow::Cow;

/// Where Wasserstein's critic is clipped, and how much its slope counts otherwise; both as in the papers.
const CLIPPED_AT: f64 = 0.01;
const PENALTY: f64 = 10.0;

/// What a step learns from: rows, each with a label where the networks are told what is in it.
pub struct Round {
    /// `[batch, features]`, without gradient.
    pub real: Tensor<2>,
    /// `[batch, latent]`, without gradient.
    pub noise: Tensor<2>,
    /// `[batch, classes]`, 1 at the class.
    pub labels: Option<Tensor<2>>,
}

/// Two networks that play by any rule.
pub struct Variant {
    generator: Trained<Forger>,
    discriminator: Trained<Judge>,
    rule: Rule,
    /// Channels, height and width of what is made.
    image: [usize; 3],
}

impl Variant {
    /// From its networks and how they play.
    pub fn new(
        (generator, discriminator): (Trained<Forger>, Trained<Judge>),
        rule: Rule,
        image: [usize; 3],
    ) -> Self {
        Self {
            generator,
            discriminator,
            rule,
            image,
        }
    }

    /// The discriminator as it computes.
    fn computing<'a>(&self, discriminator: &'a Judge) -> Cow<'a, Judge> {
        match self.rule.spectral {
            true => Cow::Owned(constraints::spectral(discriminator.clone())),
            false => Cow::Borrowed(discriminator),
        }
    }

    /// As [`Gan::step`], by its own rule; the generator moves in every so manieth step only.
    fn step(&mut self, number: usize, round: Round, stream: &mut Stream) -> StepReport {
        let Round {
            real,
            noise,
            labels,
        } = round;
        let fake = self
            .generator
            .module()
            .forward(beside(noise, labels.clone()));
        let judge = self.computing(self.discriminator.module());
        let judged = judge.forward(fake.clone(), labels.clone(), self.image);
        let loss = Step::of(self.rule.generator_loss(judged));
        let of_generator = match number.is_multiple_of(self.rule.critic_steps) {
            true => self.generator.step(number, loss),
            false => loss.report(),
        };

        // A graph is used up by its step: what the discriminator computes with is computed anew.
        let judge = self.computing(self.discriminator.module());
        let fake = fake.detach();
        let of_real = judge.forward(real.clone(), labels.clone(), self.image);
        let of_fake = judge.forward(fake.clone(), labels.clone(), self.image);
        let [mut loss, _] = self.rule.losses(of_real.clone(), of_fake.clone());
        if let (LossName::WassersteinGp, Judge::Dense(critic)) = (self.rule.loss, judge.as_ref()) {
            let [batch, features] = real.dims();
            // Uniform from 0 to 1: a point between each picture and a fake.
            let share = stream.uniform_tensor([batch, 1], 0.5, &real.device()) + 0.5;
            let between = share.clone() * real + (-share + 1.0) * fake;
            let slopes = losses::input_gradient(critic, beside(between, labels));
            loss = loss + losses::gradient_penalty(slopes.narrow(1, 0, features)) * PENALTY;
        }
        let of_discriminator = match self.rule.loss {
            LossName::WassersteinClip => {
                self.discriminator
                    .step_by(number, |module, optimizer, rate| {
                        let gradients = GradientsParams::from_grads(loss.backward(), &module);
                        let module = optimizer.step(rate, module, gradients);
                        (
                            constraints::clipped(module, CLIPPED_AT),
                            Step::of(loss).report(),
                        )
                    })
            }
            _ => self.discriminator.step(number, Step::of(loss)),
        };
        self.rule.report(
            [of_generator.loss, of_discriminator.loss],
            [of_real, of_fake],
        )
    }
}

/// A pair in training: the course's, whose step is an exercise, or any other.
#[allow(clippy::large_enum_variant, reason = "a training has one")]
pub enum Pair {
    /// See `gan.rs`.
    Course(Gan),
    /// By another rule, or of other networks.
    Variant(Variant),
}

impl Pair {
    /// One step of both.
    pub fn step(&mut self, number: usize, round: Round, stream: &mut Stream) -> StepReport {
        match self {
            Self::Course(gan) => gan.step(number, round.real, round.noise),
            Self::Variant(variant) => variant.step(number, round, stream),
        }
    }

    /// How they play.
    pub fn rule(&self) -> Rule {
        match self {
            Self::Course(_) => Rule::COURSE,
            Self::Variant(variant) => variant.rule,
        }
    }

    /// Fakes from noise, with a label each where the networks are told what to make; in evaluation mode.
    pub fn fakes(&self, noise: Tensor<2>, labels: Option<Tensor<2>>) -> Tensor<2> {
        match self {
            Self::Course(gan) => gan.generator.module().valid().forward(noise),
            Self::Variant(it) => it.generator.module().valid().forward(beside(noise, labels)),
        }
    }

    /// The generator in evaluation mode, where it is one of convolutions.
    pub fn convolutional(&self) -> Option<DcGenerator> {
        match self {
            Self::Course(_) => None,
            Self::Variant(it) => match it.generator.module().valid() {
                Forger::Dense(_) => None,
                Forger::Dcgan(generator) => Some(generator),
            },
        }
    }

    /// What the discriminator says of rows: `[batch, 1]`, in evaluation mode.
    pub fn judged(&self, rows: Tensor<2>, labels: Option<Tensor<2>>) -> Tensor<2> {
        match self {
            Self::Course(gan) => gan.discriminator.module().valid().forward(rows),
            Self::Variant(it) => {
                let discriminator = it.discriminator.module().valid();
                it.computing(&discriminator).forward(rows, labels, it.image)
            }
        }
    }

    /// What a run logs of an evaluation, from what the discriminator says of real rows and of fakes. Penalties are for training.
    pub fn report(&self, [real, fake]: [Tensor<2>; 2]) -> StepReport {
        let rule = self.rule();
        let [discriminator, generator] = rule.losses(real.clone(), fake.clone());
        rule.report([generator, discriminator], [real, fake])
    }

    /// Parameters of the generator, and of the discriminator.
    pub fn parameters(&self) -> [usize; 2] {
        match self {
            Self::Course(it) => [
                parameters(it.generator.module()),
                parameters(it.discriminator.module()),
            ],
            Self::Variant(it) => [
                parameters(it.generator.module()),
                parameters(it.discriminator.module()),
            ],
        }
    }

    /// Adds both networks with their optimisers to a snapshot.
    ///
    /// # Errors
    /// Those of [`Trained::save`].
    pub fn save(&self, snapshot: Snapshot) -> Result<Snapshot> {
        match self {
            Self::Course(it) => {
                let snapshot = it.generator.save(snapshot, "generator")?;
                it.discriminator.save(snapshot, "discriminator")
            }
            Self::Variant(it) => {
                let snapshot = it.generator.save(snapshot, "generator")?;
                it.discriminator.save(snapshot, "discriminator")
            }
        }
    }

    /// Goes back to what [`save`](Self::save) added.
    ///
    /// # Errors
    /// Those of [`Trained::load`].
    pub fn load(&mut self, snapshot: &Snapshot) -> Result<()> {
        match self {
            Self::Course(it) => {
                it.generator.load(snapshot, "generator")?;
                it.discriminator.load(snapshot, "discriminator")
            }
            Self::Variant(it) => {
                it.generator.load(snapshot, "generator")?;
                it.discriminator.load(snapshot, "discriminator")
            }
        }
    }
}
