//! Adam in one pass over each parameter.
//!
//! With the gradient g, the step number t from 1, and the rate η, for every number p of a parameter:
//!
//! m ← β₁ m + (1 - β₁) g,   v ← β₂ v + (1 - β₂) g²
//!
//! p ← p - η · c m / (√v + ε √(1 - β₂ᵗ)),   c = √(1 - β₂ᵗ) / (1 - β₁ᵗ)
//!
//! Composed of tensor operations this goes a dozen times through memory; here p, m and v are read and written
//! once, in place where nobody else has them. Every number is computed by the operations of Burn's
//! [`Adam`](burn::optim::Adam) in their order, so that the bytes are the same, and so are the checkpoints.
//!
//! Source: Kingma and Ba, *Adam: a method for stochastic optimization* (2015), section 2.

use crate::number::{Number, for_type_of};
use crate::supports;
use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::optim::decay::WeightDecayConfig;
use burn::optim::{AdamConfig, AdamState, AdaptiveMomentumState, LearningRate, Optimizer};
use burn::tensor::{Device, Tensor};
use rayon::prelude::*;

/// Numbers that one thread updates at a time.
const CHUNK: usize = 1 << 14;

/// Adam on flex; on any other device it is Burn's.
#[derive(Clone)]
pub struct Adam {
    beta_1: f32,
    beta_2: f32,
    epsilon: f32,
    decay: Option<f32>,
    elsewhere: burn::optim::Adam,
}

impl Adam {
    /// Adam with the exponential decay rates β₁ and β₂ of its moments and, if there is a weight decay λ, with
    /// g + λ p in place of g.
    pub fn new(betas: (f32, f32), epsilon: f32, decay: Option<WeightDecayConfig>) -> Self {
        let (beta_1, beta_2) = betas;
        let config = AdamConfig::new().with_beta_1(beta_1).with_beta_2(beta_2);
        Self {
            beta_1,
            beta_2,
            epsilon,
            decay: decay.as_ref().map(|decay| decay.penalty),
            elsewhere: config
                .with_epsilon(epsilon)
                .with_weight_decay(decay)
                .build(),
        }
    }

    /// What does not depend on the number that is updated, at this step and rate.
    fn factors(&self, time: usize, rate: LearningRate) -> Factors<f64> {
        // Burn computes them in f32, whatever the numbers are.
        let time = time as i32;
        let root = (1.0 - self.beta_2.powi(time)).sqrt();
        Factors {
            keep: [self.beta_1, self.beta_2].map(f64::from),
            gain: [1.0 - self.beta_1, 1.0 - self.beta_2].map(f64::from),
            correction: f64::from(root / (1.0 - self.beta_1.powi(time))),
            epsilon: f64::from(self.epsilon * root),
            rate,
            decay: self.decay.map(f64::from),
        }
    }
}

impl Optimizer for Adam {
    type State<const D: usize> = AdamState<D>;

    fn step<const D: usize>(
        &self,
        rate: LearningRate,
        parameter: Tensor<D>,
        gradient: Tensor<D>,
        state: Option<Self::State<D>>,
    ) -> (Tensor<D>, Option<Self::State<D>>) {
        if parameter.device() != Device::flex() || !supports(parameter.dtype()) {
            return self.elsewhere.step(rate, parameter, gradient, state);
        }
        let momentum = state.map_or_else(|| no_step(&parameter), |state| state.momentum);
        let time = momentum.time + 1;
        let tensors = [parameter, momentum.moment_1, momentum.moment_2];
        let [parameter, moment_1, moment_2] = update(tensors, gradient, &self.factors(time, rate));
        let momentum = AdaptiveMomentumState::new(time, moment_1, moment_2);
        (parameter, Some(AdamState::new(momentum)))
    }

    fn to_device<const D: usize>(state: Self::State<D>, device: &Device) -> Self::State<D> {
        burn::optim::Adam::to_device(state, device)
    }
}

/// Moments before the first step.
fn no_step<const D: usize>(parameter: &Tensor<D>) -> AdaptiveMomentumState<D> {
    let zeros = || Tensor::zeros_like(parameter);
    AdaptiveMomentumState::new(0, zeros(), zeros())
}

/// See [`Adam::factors`]; pairs are of m and v.
#[derive(Clone, Copy)]
struct Factors<E> {
    keep: [E; 2],
    gain: [E; 2],
    correction: E,
    epsilon: E,
    rate: E,
    decay: Option<E>,
}

/// The tensors p, m and v after a step.
fn update<const D: usize>(
    tensors: [Tensor<D>; 3],
    gradient: Tensor<D>,
    factors: &Factors<f64>,
) -> [Tensor<D>; 3] {
    let shape = gradient.shape();
    let mut tensors = tensors.map(|tensor| {
        assert_eq!(tensor.shape(), shape, "a moment is of another parameter");
        primitive(tensor)
    });
    let gradient = primitive(gradient).to_contiguous();
    for_type_of!(gradient, update_numbers(&mut tensors, &gradient, factors));
    tensors.map(Tensor::from_primitive::<Flex>)
}

fn primitive<const D: usize>(tensor: Tensor<D>) -> FlexTensor {
    let primitive = tensor.try_into_primitive::<Flex>();
    primitive.expect("on flex, as the parameter is")
}

fn update_numbers<E: Number>(
    [p, m, v]: &mut [FlexTensor; 3],
    gradient: &FlexTensor,
    factors: &Factors<f64>,
) {
    let factors = Factors {
        keep: factors.keep.map(E::from_elem),
        gain: factors.gain.map(E::from_elem),
        correction: E::from_elem(factors.correction),
        epsilon: E::from_elem(factors.epsilon),
        rate: E::from_elem(factors.rate),
        decay: factors.decay.map(E::from_elem),
    };
    let (p, m, v, g) = (E::of_mut(p), E::of_mut(m), E::of_mut(v), E::of(gradient));
    // To wake other threads takes longer than so few numbers.
    if g.len() <= CHUNK {
        return update_chunk([p, m, v], g, factors);
    }
    let chunks = p.par_chunks_mut(CHUNK).zip(m.par_chunks_mut(CHUNK));
    let chunks = chunks.zip(v.par_chunks_mut(CHUNK)).zip(g.par_chunks(CHUNK));
    chunks.for_each(|(((p, m), v), g)| update_chunk([p, m, v], g, factors));
}

fn update_chunk<E: Number>([p, m, v]: [&mut [E]; 3], g: &[E], factors: Factors<E>) {
    let Factors { keep, gain, .. } = factors;
    for (((p, m), v), &g) in p.iter_mut().zip(m).zip(v).zip(g) {
        let g = factors.decay.map_or(g, |decay| *p * decay + g);
        *m = *m * keep[0] + g * gain[0];
        *v = *v * keep[1] + g * g * gain[1];
        let step = *m * factors.correction / (v.square_root() + factors.epsilon);
        *p = *p - step * factors.rate;
    }
}
