//! Every number of one pass forward and one back, with or without a bug in it.

use super::network::Network;
use crate::cross_entropy::CrossEntropy;
use crate::softmax::Softmax;
use common::by_hand::{Layer, Tensor};

/// What is planted: a name that does not give it away, and the line that it is in.
pub const BUGS: [(&str, &str); 6] = [
    ("none", "none, every line is right"),
    ("a", "∂z = ∂h f'(z) lacks the factor f'(z)"),
    ("b", "∂h = ∂o Vᵀ has V and not its transpose"),
    ("c", "∂o = (p - t) / B has the other sign"),
    ("d", "∂o = (p - t) / B lacks the division by B"),
    (
        "e",
        "∂o goes through softmax's backward, which the loss has in it already",
    ),
];

/// How many numbers a pass has: z, h, o, p (two each) and L, then ∂o, ∂V, ∂h, ∂z, ∂W. W and b are those of
/// the first layer, V and c those of the second.
pub const NUMBERS: usize = 23;

impl Network {
    /// The numbers of the first example in the order of their computation, until so many are there, and
    /// with the last of them the gradients of the weights, in the order of the weights.
    pub fn pass(&self, wanted: usize) -> (Vec<f64>, Vec<f64>) {
        let mut numbers = Vec::new();
        let gradients = self.compute(&mut numbers, wanted).unwrap_or_default();
        (numbers, gradients)
    }

    fn compute(&self, numbers: &mut Vec<f64>, wanted: usize) -> Option<Vec<f64>> {
        let mut note = |values: &Tensor<2>, count| {
            numbers.extend(values.to_data().iter::<f64>().take(count));
            (numbers.len() < wanted).then_some(())
        };
        let ([mut first, mut second], [x, t]) = (self.layers(self.parameters()), self.data());
        let (mut activation, mut softmax) = (self.activation.layer(), Softmax::default());
        let mut loss = CrossEntropy::default();
        note(&x, 0)?;
        let z = first.forward(x);
        note(&z, 2)?;
        let h = activation.forward(z);
        note(&h, 2)?;
        let o = second.forward(h);
        note(&o, 2)?;
        note(&softmax.forward(o.clone()), 2)?;
        note(&loss.forward(o, t).unsqueeze(), 1)?;
        let grad = match (loss.backward(), self.bug.as_str()) {
            (grad, "c") => -grad,
            (grad, "d") => grad * self.inputs.len() as f64,
            (grad, "e") => softmax.backward(grad),
            (grad, _) => grad,
        };
        note(&grad, 2)?;
        let hidden = second.backward(grad.clone());
        note(&second.weight.grad, 4)?;
        let hidden = match self.bug.as_str() {
            "b" => grad.matmul(second.weight.value.clone()),
            _ => hidden,
        };
        note(&hidden, 2)?;
        let before = match self.bug.as_str() {
            "a" => hidden,
            _ => activation.backward(hidden),
        };
        note(&before, 2)?;
        first.backward_parameters(before);
        let _ = note(&first.weight.grad, 4);
        let gradients = [first, second].into_iter().flat_map(|layer| {
            let [weight, bias] = [layer.weight.grad.into_data(), layer.bias.grad.into_data()];
            weight.iter().chain(bias.iter()).collect::<Vec<f64>>()
        });
        Some(gradients.collect())
    }
}
