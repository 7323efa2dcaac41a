//! Burn's optimisers with the defaults of the course's sheets, which are PyTorch's; Burn's own have
//! other ones.

use burn::optim::{AdamConfig, ModuleOptimizer, RmsPropConfig};

/// What keeps a division by the root of a small second moment finite.
const EPSILON: f32 = 1e-8;

/// RMSProp with α = 0.99, without momentum.
pub fn rmsprop() -> ModuleOptimizer {
    let config = RmsPropConfig::new().with_alpha(0.99).with_momentum(0.0);
    config.with_epsilon(EPSILON).init()
}

/// Adam with β₂ = 0.999 and this β₁: 0.9 as a rule, 0.5 where a network's opponent changes as fast as
/// itself (Radford, Metz and Chintala, 2016).
pub fn adam(beta_1: f64) -> ModuleOptimizer {
    let config = AdamConfig::new().with_beta_1(beta_1 as f32);
    config.with_beta_2(0.999).with_epsilon(EPSILON).init()
}
