//! A recurrent network unrolled over its steps, with a place in each at which its gradient is told.

use super::super::recurrent::State;
use burn::tensor::Tensor;

/// The states of some sequences, with what tells their gradients.
pub struct Unrolled {
    /// Without autodiff, `[batch, hidden]` each.
    states: Vec<State>,
    /// Zeros that were added to them: each has the gradient of its state, for what comes later.
    zeros: Vec<State>,
    /// The last h, with autodiff.
    last: Tensor<2>,
}

impl Unrolled {
    /// Goes from `start` through all steps; `step` is given x_t and the state before, and gives the state
    /// after it.
    ///
    /// # Shapes
    /// - inputs: `[batch, steps, features]`, at least one step; x_t is `[batch, 1, features]` of it
    /// - all without autodiff
    pub fn new(
        inputs: &Tensor<3>,
        start: State,
        mut step: impl FnMut(Tensor<3>, State) -> State,
    ) -> Self {
        let (mut state, mut states, mut zeros) = (start, Vec::new(), Vec::new());
        for number in 0..inputs.dims()[1] {
            let next = step(inputs.clone().narrow(1, number, 1), state);
            let plain = each(&next, |it| it.clone().without_autodiff());
            let zero = each(&plain, |it| it.zeros_like().autodiff().require_grad());
            state = State {
                h: next.h + zero.h.clone(),
                c: next.c.zip(zero.c.clone()).map(|(c, zero)| c + zero),
            };
            states.push(plain);
            zeros.push(zero);
        }
        Self {
            states,
            zeros,
            last: state.h,
        }
    }

    /// The last h, for a loss of which the gradients are asked, `[batch, hidden]`.
    pub fn last(&self) -> Tensor<2> {
        self.last.clone()
    }

    /// Every state, without autodiff.
    pub fn states(&self) -> Vec<State> {
        self.states.clone()
    }

    /// ∂L/∂h_t of each step, and of an LSTM ∂L/∂c_t by way of c_{t+1} alone, where `loss` is the mean of the L
    /// of each sequence, shape `[1]`.
    pub fn gradients(&self, loss: Tensor<1>) -> (Vec<Tensor<2>>, Option<Vec<Tensor<2>>>) {
        let count = self.last.dims()[0] as f64;
        let gradients = loss.backward();
        let of = |zeros: &Tensor<2>| match zeros.grad(&gradients) {
            Some(gradient) => gradient * count,
            // Nothing comes after it.
            None => zeros.clone().without_autodiff(),
        };
        let hidden = self.zeros.iter().map(|zeros| of(&zeros.h));
        let cell = self.zeros.iter().map(|zeros| zeros.c.as_ref().map(of));
        (hidden.collect(), cell.collect())
    }
}

fn each(state: &State, of: impl Fn(&Tensor<2>) -> Tensor<2>) -> State {
    State {
        h: of(&state.h),
        c: state.c.as_ref().map(of),
    }
}

/// The mean length of the rows of each.
///
/// # Shapes
/// - of: `[batch, hidden]` each
pub fn lengths(of: &[Tensor<2>]) -> Vec<f64> {
    of.iter().map(|of_step| mean(&rows(of_step))).collect()
}

/// The length of each row, in double precision: squares of what has nearly vanished are 0 in single.
pub(super) fn rows(of: &Tensor<2>) -> Vec<f64> {
    let numbers: Vec<f64> = of.to_data().iter().collect();
    let rows = numbers.chunks_exact(of.dims()[1]);
    rows.map(|row| row.iter().map(|it| it * it).sum::<f64>().sqrt())
        .collect()
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
