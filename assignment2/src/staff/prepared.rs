//! How a recurrent network begins and how it is trained.

use super::growth::spectral_radius;
use super::sequences::{Network, Plan};
use super::through_time::Reach;
use crate::clipping::global_norm;
use burn::module::Module;
use common::data::Batch;
use common::learner::{DataLoader, Start, Step};
use common::optimizers::OptimizerName;
use common::schedule::Schedule;
use common::supervised::Supervised;
use common::trained::Trained;

/// What a network is made of, and what trains it.
#[derive(Debug, Clone, Copy)]
pub struct Prepared {
    /// The network as it would be otherwise.
    pub plan: Plan,
    /// What W_h, drawn as always, is multiplied by.
    pub scale: f64,
    /// What makes the steps.
    pub optimizer: OptimizerName,
}

impl Prepared {
    /// As it is drawn, and trained by RMSProp.
    pub fn of(plan: Plan) -> Self {
        Self {
            plan,
            scale: 1.0,
            optimizer: OptimizerName::RmsProp,
        }
    }

    /// The network with parameters of this start, ready to be trained.
    pub fn network(&self, start: &Start) -> Network {
        let mut network = self.plan.network(start).valid();
        let layer = &mut network.layer;
        layer.w_h = layer.w_h.clone().map(|w_h| w_h * self.scale);
        network.train()
    }

    /// Its training with this rate, the gradients shortened to what `max_norm` says at each step; an infinite
    /// norm leaves them as they are. Steps report the part `grad_norm`.
    pub fn training<L: DataLoader<Batch = Batch<3>>>(
        &self,
        palindromes: L,
        (rate, max_norm): (Schedule, impl Fn() -> f64 + Send + 'static),
        start: &Start,
    ) -> Supervised<Network, L> {
        let optimizer = self.optimizer.with_decay(0.0);
        let trained = Trained::new(self.network(start), optimizer, rate);
        let trained = trained.changing(Box::new(move |gradients| match max_norm() {
            f64::INFINITY => gradients,
            max_norm => global_norm(gradients, max_norm),
        }));
        let forward = |network: &Network, batch: Batch<3>, _: &mut _| {
            Step::classify(network.forward(batch.inputs), batch.labels)
        };
        Supervised::new(trained, palindromes, start, forward)
    }
}

/// What of the loss of some palindromes reaches each state of a network.
pub fn reach(network: &Network, batch: Batch<3>) -> Reach {
    let network = network.valid();
    Reach::of(&network.layer, |last| network.read(last), batch)
}

/// The spectral radius of W_h of a plain recurrent network.
pub fn radius(network: &Network) -> f64 {
    let w_h = network.valid().layer.w_h.val();
    spectral_radius(w_h.unsqueeze()).into_scalar()
}
