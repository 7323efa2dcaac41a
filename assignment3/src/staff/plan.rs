//! What an adversarial pair is made of, and the pair itself.

use super::networks::Networks;
use super::pair::{Pair, Variant};
use super::ring::Ring;
use super::rule::{LossName, Rule};
use crate::gan::{Discriminator, Gan, Generator};
use burn::module::Module;
use burn::tensor::Device;
use common::data::Data;
use common::learner::Start;
use common::schedule::Schedule;
use common::trained::Trained;
use common::{optimizers, random};

/// What is imitated.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a training has one")]
pub enum Subject {
    /// Pictures of these channels, height and width.
    Pictures([usize; 3]),
    /// Points of a ring.
    Points(Ring),
}

/// Both networks and how they are trained.
pub struct Plan {
    /// How many numbers of noise a fake is made from.
    pub latent: usize,
    /// What the networks are made of.
    pub networks: Networks,
    /// How they play.
    pub rule: Rule,
    /// Whether both are told the class.
    pub conditional: bool,
    /// Adam's β₁.
    pub beta_1: f64,
    /// Learning rates, the generator's first.
    pub rates: [Schedule; 2],
}

/// The sizes of both networks of the course, beside that of a picture.
#[derive(Debug, Clone, Copy)]
pub struct GanSizes<'a> {
    /// How many numbers a picture is made from.
    pub latent: usize,
    /// The hidden layers of the generator.
    pub generator: &'a [usize],
    /// The hidden layers of the discriminator.
    pub discriminator: &'a [usize],
}

impl Plan {
    /// Both networks with their first weights and their optimisers.
    pub(super) fn pair(self, (data, subject): (&Data<2>, &Subject), start: &Start) -> Pair {
        let classes = match self.conditional {
            true => data.classes.len(),
            false => 0,
        };
        let (features, loss) = (data.features(), self.rule.loss);
        let optimizer = || match loss {
            // Momentum makes a clipped critic unstable (section 4.3 of the paper).
            LossName::WassersteinClip => optimizers::rmsprop(),
            _ => optimizers::adam(self.beta_1),
        };
        let [of_generator, of_discriminator] = self.rates;
        if let (Networks::Dense([generator, discriminator]), Rule::COURSE, 0) =
            (&self.networks, self.rule, classes)
        {
            let generator = [&[self.latent], &generator[..]].concat();
            let discriminator = [&[features], &discriminator[..]].concat();
            let generator = initialized("generator", start, |device| {
                Generator::new(&generator, features, device)
            });
            let discriminator = initialized("discriminator", start, |device| {
                Discriminator::new(&discriminator, device)
            });
            return Pair::Course(Gan {
                generator: Trained::new(generator, optimizer(), of_generator),
                discriminator: Trained::new(discriminator, optimizer(), of_discriminator),
            });
        }
        let inputs = self.latent + classes;
        let generator = initialized("generator", start, |device| {
            self.networks.forger([inputs, features], device)
        });
        let discriminator = initialized("discriminator", start, |device| {
            self.networks.judge([features, classes], device)
        });
        let image = match subject {
            Subject::Pictures(shape) => *shape,
            Subject::Points(_) => [1, 1, features],
        };
        let networks = (
            Trained::new(generator, optimizer(), of_generator),
            Trained::new(discriminator, optimizer(), of_discriminator),
        );
        Pair::Variant(Variant::new(networks, self.rule, image))
    }
}

/// A network whose first weights follow from its name.
fn initialized<M: Module>(name: &str, start: &Start, init: impl FnOnce(&Device) -> M) -> M {
    random::initialize(start.streams.stream(name), &start.device, init)
}
