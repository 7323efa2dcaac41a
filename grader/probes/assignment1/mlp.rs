//! What is asked of `assignment1/src/mlp.rs` with inputs that nobody has seen.

use assignment1::activations::Relu;
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use common::by_hand::{Layer, Tensor};
use probe::Case;

/// a1.mlp.forward
pub fn mlp_forward(case: &mut Case) {
    let [batch, features, classes] = case.sizes([2..=6, 2..=5, 3..=7]);
    let mut network = network(case, [features, classes]);
    let several = network.forward(case.spread("input", [batch, features], 20.0));
    let one = network.forward(case.normal("one input", [1, features]));
    case.give("logits", Tensor::cat(vec![several, one], 0));
}

/// a1.mlp.backward
pub fn mlp_backward(case: &mut Case) {
    let [before, batch, features, classes] = case.sizes([2..=6, 3..=7, 2..=5, 3..=7]);
    let mut network = network(case, [features, classes]);
    for batch in [before, batch] {
        network.forward(case.normal("input", [batch, features]));
        network.backward(case.normal("gradient of the logits", [batch, classes]));
    }
    let gradients = network.parameters_mut().into_iter();
    let gradients = gradients.map(|parameter| parameter.flat_grad()).collect();
    case.give("gradients", Tensor::<1>::cat(gradients, 0));
}

// A network of one to four affine layers.
fn network(case: &mut Case, [features, classes]: [usize; 2]) -> Mlp {
    let [first, second, third] = case.sizes([4..=9, 4..=9, 4..=9]);
    let hidden = &[first, second, third][..case.number() % 4];
    let sizes = [&[features], hidden, &[classes]].concat();
    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    for (number, pair) in sizes.windows(2).enumerate() {
        if number > 0 {
            layers.push(Box::new(Relu::default()));
        }
        let mut layer = Linear::with_weight(case.normal("weight", [pair[0], pair[1]]));
        layer.bias.value = case.normal("bias", [pair[1]]);
        layers.push(Box::new(layer));
    }
    Mlp::of(layers)
}
