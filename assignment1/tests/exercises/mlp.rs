use crate::{assert_close, device, matrix};
use assignment1::activations::{Activation, Relu};
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use assignment1::staff::Recipe;
use common::by_hand::{Streams, Tensor};

/// Two inputs and two outputs with this weight and bias.
fn affine(weight: [[f64; 2]; 2], bias: [f64; 2]) -> Box<Linear> {
    let mut layer = Linear::with_weight(matrix(weight));
    layer.bias.value = vector(&bias);
    Box::new(layer)
}

/// A network 2-2-2 with ReLU.
fn network() -> Mlp {
    Mlp::of(vec![
        affine([[1.0, -1.0], [2.0, 1.0]], [0.0, 0.5]),
        Box::new(Relu::default()),
        affine([[1.0, 0.0], [-1.0, 2.0]], [0.0, 1.0]),
    ])
}

fn gradients(network: &mut Mlp) -> Vec<(String, Tensor<1>)> {
    let contents = network.contents().into_iter();
    contents
        .filter_map(|(name, content)| Some((name, content.parameter()?.flat_grad())))
        .collect()
}

fn vector(values: &[f64]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

#[test]
fn mlp_forward_of_known_weights() {
    let logits = network().forward(matrix([[1.0, 1.0], [-1.0, 0.0]]));
    let hint = "no activation after the last layer: it gives logits";
    assert_close(logits, matrix([[2.5, 2.0], [-1.5, 4.0]]), hint);
}

#[test]
fn mlp_forward_without_hidden_layers_is_affine() {
    let mut network = Recipe::mlp([], Activation::Relu).build([3, 2], Streams::new(0), &device());
    let zeros = network.forward(matrix([[0.0; 3]]));
    assert_close(zeros, matrix([[0.0; 2]]), "the bias starts at 0");
}

#[test]
fn mlp_backward_of_known_weights() {
    let mut network = network();
    network.forward(matrix([[1.0, 1.0], [-1.0, 0.0]]));
    network.backward(matrix([[1.0, 0.0], [0.0, 1.0]]));
    let expected: [(&str, &[f64]); 4] = [
        ("0.weight", &[1.0, -3.0, 1.0, -1.0]),
        ("0.bias", &[1.0, 1.0]),
        ("1.weight", &[3.0, 0.0, 0.5, 1.5]),
        ("1.bias", &[1.0, 1.0]),
    ];
    for ((name, grad), (expected_name, expected)) in
        gradients(&mut network).into_iter().zip(expected)
    {
        assert_eq!(name, expected_name);
        let hint = format!("the gradient of {name}: go through the layers in reverse order");
        assert_close(grad, vector(expected), &hint);
    }
}

#[test]
fn mlp_backward_reaches_every_layer_of_a_deep_network() {
    let recipe = Recipe::mlp([5, 4, 3], Activation::Tanh);
    let mut network = recipe.build([2, 2], Streams::new(1), &device());
    network.forward(matrix([[0.5, -1.0]]));
    network.backward(matrix([[1.0, -1.0]]));
    for (name, grad) in gradients(&mut network) {
        let largest: f64 = grad.abs().max().into_scalar();
        assert!(largest > 0.0, "the gradient of {name} is still 0");
    }
}
