//! What surrounds an optimiser's rule: the parameters, what is remembered of each, the penalty.
//!
//! An exercise writes a rule for one flattened parameter; this file applies it to all of them.

use crate::AnyParameter;
use burn::tensor::Tensor;
use std::borrow::Cow;
use std::fmt::Debug;

/// How an optimiser changes one parameter.
pub trait UpdateRule: Debug + Send {
    /// The parameter's new value.
    ///
    /// `learning_rate` is that of this step: a schedule may have changed it. What the rule needs
    /// again in the next step it keeps in `memory`.
    ///
    /// # Shapes
    /// - value, grad, output: `[elements]`
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        memory: &mut Memory,
    ) -> Tensor<1>;
}

/// What an optimiser remembers of one parameter: vectors of its size, by name.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The number of this step, counted from 1 (t in most papers).
    pub step: usize,
    vectors: Vec<(Cow<'static, str>, Tensor<1>)>,
}

impl Memory {
    /// The memory of a parameter that has been changed `step` times, as yet without a vector.
    pub fn at(step: usize) -> Self {
        Self {
            step,
            vectors: Vec::new(),
        }
    }

    /// Takes out the vector of this name; zeros, shaped as `like`, if it was never kept.
    pub fn take(&mut self, name: &str, like: &Tensor<1>) -> Tensor<1> {
        match self.vectors.iter().position(|(known, _)| *known == name) {
            Some(place) => self.vectors.swap_remove(place).1,
            None => like.zeros_like(),
        }
    }

    /// Keeps a vector for the next step.
    pub fn keep(&mut self, name: impl Into<Cow<'static, str>>, vector: Tensor<1>) {
        let name = name.into();
        self.vectors.retain(|(known, _)| *known != name);
        self.vectors.push((name, vector));
    }

    /// Every vector with its name.
    pub fn vectors(&self) -> impl Iterator<Item = (&str, &Tensor<1>)> {
        let vectors = self.vectors.iter();
        vectors.map(|(name, vector)| (name.as_ref(), vector))
    }
}

/// A term of the loss that depends on the parameters alone.
pub trait Penalty: Debug + Send {
    /// The term's value for one parameter, shape `[1]`.
    ///
    /// # Shapes
    /// - value: `[elements]`
    fn loss(&self, value: Tensor<1>) -> Tensor<1>;

    /// Its gradient with respect to the parameter.
    ///
    /// # Shapes
    /// - value, output: `[elements]`
    fn gradient(&self, value: Tensor<1>) -> Tensor<1>;
}

/// A rule with its learning rate and its memory of every parameter of a network.
#[derive(Debug)]
pub struct Optimizer {
    /// η, the learning rate of the next step; positive.
    pub learning_rate: f64,
    rule: Box<dyn UpdateRule>,
    penalty: Option<Box<dyn Penalty>>,
    memories: Vec<Memory>,
}

impl Optimizer {
    /// An optimiser that has done no step.
    pub fn new(rule: impl UpdateRule + 'static, learning_rate: f64) -> Self {
        Self::boxed(Box::new(rule), learning_rate)
    }

    /// As [`new`](Self::new), for a rule that was chosen at run time.
    pub fn boxed(rule: Box<dyn UpdateRule>, learning_rate: f64) -> Self {
        Self {
            learning_rate,
            rule,
            penalty: None,
            memories: Vec::new(),
        }
    }

    /// The same optimiser with the penalty's gradient added to that of every weight.
    ///
    /// Weights are the parameters with more than one dimension: a bias, a gain or a shift only moves
    /// or scales a unit's output, and is left free.
    pub fn with_penalty(mut self, penalty: impl Penalty + 'static) -> Self {
        self.penalty = Some(Box::new(penalty));
        self
    }

    /// Goes on with another penalty, for a strength that changes during a training.
    pub fn set_penalty(&mut self, penalty: impl Penalty + 'static) {
        self.penalty = Some(Box::new(penalty));
    }

    /// Changes every parameter by its gradient; always the same parameters in the same order.
    pub fn step(&mut self, parameters: Vec<&mut dyn AnyParameter>) {
        self.memories.resize_with(parameters.len(), Memory::default);
        for (parameter, memory) in parameters.into_iter().zip(&mut self.memories) {
            memory.step += 1;
            let penalty = self.penalty.as_ref();
            let penalty = penalty.filter(|_| parameter.shape().len() > 1);
            let (rule, learning_rate) = (&self.rule, self.learning_rate);
            parameter.update(&mut |value, grad| {
                let grad = match penalty {
                    Some(penalty) => grad + penalty.gradient(value.clone()),
                    None => grad,
                };
                rule.update(learning_rate, value, grad, memory)
            });
        }
    }

    /// What is remembered of each parameter, in the order of [`step`](Self::step).
    pub fn memories(&self) -> &[Memory] {
        &self.memories
    }

    /// Goes on from what was remembered earlier.
    pub fn remember(&mut self, memories: Vec<Memory>) {
        self.memories = memories;
    }
}
