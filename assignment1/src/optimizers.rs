//! Optimisers: what else can be done with a gradient than to follow it.
//!
//! Two ideas, and their union. *Momentum* averages gradients over the steps: where they keep their
//! direction the step grows, where they swing from side to side they cancel.
//!
//! Momentum:  v ← μ v + g,  w ← w - η v   (1)
//! Nesterov:  v ← μ v + g,  w ← w - η (g + μ v)   (2)
//!
//! (2) takes the gradient where the velocity is about to carry the weights; here w stands for that
//! point, which is why the velocity counts once more. *Adaptive rates* divide by the size that the
//! gradient of each weight has had, so that a flat direction gets as large a step as a steep one:
//!
//! AdaGrad:   s ← s + g²,  w ← w - η g / (√s + ε)   (3)
//! RMSProp:   s ← ρ s + (1 - ρ) g²,  w ← w - η g / (√s + ε)   (4)
//!
//! In (3) s only grows and the steps only shrink; (4) forgets. Adam has both ideas. Its averages
//! start at 0 and are too small at first, by a factor that is known and divided away:
//!
//! Adam:      m ← β₁ m + (1 - β₁) g,  s ← β₂ s + (1 - β₂) g²   (5)
//!            m̂ = m / (1 - β₁ᵗ),  ŝ = s / (1 - β₂ᵗ)   (6)
//!            w ← w - η m̂ / (√ŝ + ε)   (7)
//!
//! A decay of the weights that is written into the gradient is divided by √ŝ as well, and then hardly
//! depends on its strength. AdamW keeps the two apart:
//!
//! AdamW:     w ← w - η λ w,  then (5) to (7)   (8)
//!
//! | symbol | here | shape or range |
//! |---|---|---|
//! | η | `learning_rate` | > 0 |
//! | w, g | `value`, `grad` | `[elements]` |
//! | v, m, s | "velocity", "mean", "squares" in the memory, 0 at first | `[elements]` |
//! | t | `memory.step`, 1 in the first step | ≥ 1 |
//! | μ, ρ, β₁, β₂ | `momentum`, `decay`, `beta_1`, `beta_2` | from 0, below 1 |
//! | ε | `epsilon` | > 0 |
//! | λ | `weight_decay` | ≥ 0 |
//!
//! Momentum makes steps up to 1 / (1 - μ) times as large. The adaptive rules move each weight by about
//! η a step, whatever the gradient's size: their rates mean much the same in every network.
//!
//! Sources: Polyak (1964) for (1); Nesterov (1983), in the form of Sutskever, Martens, Dahl and Hinton
//! (2013), for (2); Duchi, Hazan and Singer (2011) for (3); Tieleman and Hinton, lecture 6.5 of *Neural
//! networks for machine learning* (2012), for (4); Kingma and Ba, *Adam* (2015), algorithm 1, for (5)
//! to (7); Loshchilov and Hutter, *Decoupled weight decay regularization* (2019), algorithm 2, for (8).
//! Read next: `schedules.rs`.

use common::by_hand::{Memory, Tensor, UpdateRule};

/// Gradient descent with momentum (the heavy ball), equation (1).
#[derive(Debug, Clone, Copy)]
pub struct Momentum {
    /// μ, how much of the velocity a step keeps.
    pub momentum: f64,
}

impl Default for Momentum {
    /// μ = 0.9
    fn default() -> Self {
        Self { momentum: 0.9 }
    }
}

impl UpdateRule for Momentum {
    /// **Exercise a1.optimizers.momentum** (practice): equation (1).
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        let velocity = memory.take("velocity", &grad) * self.momentum + grad;
        let change = velocity.clone() * learning_rate;
        memory.keep("velocity", velocity);
        value - change
    }
}

/// Nesterov's accelerated gradient, equation (2).
#[derive(Debug, Clone, Copy)]
pub struct Nesterov {
    /// μ, how much of the velocity a step keeps.
    pub momentum: f64,
}

impl Default for Nesterov {
    /// μ = 0.9
    fn default() -> Self {
        Self { momentum: 0.9 }
    }
}

impl UpdateRule for Nesterov {
    /// **Exercise a1.optimizers.nesterov** (practice): equation (2), the new v in both places.
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        let velocity = memory.take("velocity", &grad) * self.momentum + grad.clone();
        let direction = velocity.clone() * self.momentum + grad;
        memory.keep("velocity", velocity);
        value - direction * learning_rate
    }
}

/// AdaGrad, equation (3).
#[derive(Debug, Clone, Copy)]
pub struct AdaGrad {
    /// ε, which keeps the first division finite.
    pub epsilon: f64,
}

impl Default for AdaGrad {
    /// ε = 1e-8; the paper asks for a small number and names none.
    fn default() -> Self {
        Self { epsilon: 1e-8 }
    }
}

impl UpdateRule for AdaGrad {
    /// **Exercise a1.optimizers.adagrad** (practice): equation (3), ε outside of the root.
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        let squares = memory.take("squares", &grad) + grad.clone().square();
        let size = squares.clone().sqrt() + self.epsilon;
        memory.keep("squares", squares);
        value - grad / size * learning_rate
    }
}

/// RMSProp, equation (4).
#[derive(Debug, Clone, Copy)]
pub struct RmsProp {
    /// ρ, how much of the average a step keeps.
    pub decay: f64,
    /// ε, which keeps the division finite.
    pub epsilon: f64,
}

impl Default for RmsProp {
    /// ρ = 0.9 as in the lecture (PyTorch and Burn take 0.99), ε = 1e-8.
    fn default() -> Self {
        Self {
            decay: 0.9,
            epsilon: 1e-8,
        }
    }
}

impl UpdateRule for RmsProp {
    /// **Exercise a1.optimizers.rmsprop** (practice): equation (4), ε outside of the root.
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        let squares =
            memory.take("squares", &grad) * self.decay + grad.clone().square() * (1.0 - self.decay);
        let size = squares.clone().sqrt() + self.epsilon;
        memory.keep("squares", squares);
        value - grad / size * learning_rate
    }
}

/// Adam, equations (5) to (7).
#[derive(Debug, Clone, Copy)]
pub struct Adam {
    /// β₁, how much of the average gradient a step keeps.
    pub beta_1: f64,
    /// β₂, how much of the average squared gradient a step keeps.
    pub beta_2: f64,
    /// ε, which keeps the division finite.
    pub epsilon: f64,
}

impl Default for Adam {
    /// β₁ = 0.9, β₂ = 0.999, ε = 1e-8
    fn default() -> Self {
        Self {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-8,
        }
    }
}

impl UpdateRule for Adam {
    /// **Exercise a1.optimizers.adam** (practice): equations (5) to (7), ε outside of the root. The
    /// memory keeps m and s as (5) leaves them, without the correction of (6).
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        let step = memory.step as i32;
        let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
        let squares =
            memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
        let corrected_mean = mean.clone() / (1.0 - self.beta_1.powi(step));
        let corrected_squares = squares.clone() / (1.0 - self.beta_2.powi(step));
        memory.keep("mean", mean);
        memory.keep("squares", squares);
        value - corrected_mean / (corrected_squares.sqrt() + self.epsilon) * learning_rate
    }
}

/// Adam with decoupled weight decay, equation (8).
#[derive(Debug, Clone, Copy)]
pub struct AdamW {
    /// β₁, β₂ and ε.
    pub adam: Adam,
    /// λ: a step shrinks every weight, biases too, by the share η λ.
    pub weight_decay: f64,
}

impl Default for AdamW {
    /// Adam's defaults and λ = 0.01, as in PyTorch; the paper searches for λ.
    fn default() -> Self {
        Self {
            adam: Adam::default(),
            weight_decay: 0.01,
        }
    }
}

impl UpdateRule for AdamW {
    /// **Exercise a1.optimizers.adamw** (practice): equation (8). [`Adam`] may do its part.
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1> {
        let decayed = value * (1.0 - learning_rate * self.weight_decay);
        self.adam.update(learning_rate, decayed, grad, memory)
    }
}
