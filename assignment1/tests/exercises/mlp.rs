use crate::{assert_close, device, matrix, vector};
use assignment1::activations::Relu;
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use common::by_hand::{Layer, Tensor, TensorData};

fn affine(weight: Tensor<2>, bias: &[f64]) -> Box<dyn Layer> {
    let mut layer = Linear::with_weight(weight);
    layer.bias.value = vector(bias);
    Box::new(layer)
}

fn relu() -> Box<dyn Layer> {
    Box::new(Relu::default())
}

/// A network 3-2: one layer.
fn flat() -> Mlp {
    let weight = matrix([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25]]);
    Mlp::of(vec![affine(weight, &[0.5, -1.0])])
}

/// A network 3-4-2 with ReLU.
fn network() -> Mlp {
    let first = matrix([
        [1.0, -1.0, 0.5, 2.0],
        [2.0, 1.0, -1.0, 0.0],
        [-1.0, 0.5, 1.0, 1.0],
    ]);
    let last = matrix([[1.0, 0.5], [-1.0, 2.0], [0.5, -1.0], [2.0, -0.5]]);
    Mlp::of(vec![
        affine(first, &[0.0, 0.5, -0.25, -1.0]),
        relu(),
        affine(last, &[0.1, 1.0]),
    ])
}

/// A network 2-5-4-3-6 with ReLU: number l of its affine layers has the weights ((7 i + l) mod 11 - 4) / 4,
/// row by row, and the biases ((3 j + l) mod 5 - 1) / 2.
fn deep() -> Mlp {
    let mut layers = Vec::new();
    for (number, sizes) in [2, 5, 4, 3, 6].windows(2).enumerate() {
        let (from, to) = (sizes[0], sizes[1]);
        let weight = (0..from * to).map(|i| (((7 * i + number) % 11) as f64 - 4.0) / 4.0);
        let weight = TensorData::new(weight.collect::<Vec<_>>(), [from, to]);
        let bias = (0..to).map(|j| (((3 * j + number) % 5) as f64 - 1.0) / 2.0);
        let bias: Vec<f64> = bias.collect();
        layers.push(affine(Tensor::from_data(weight, &device()), &bias));
        layers.push(relu());
    }
    layers.pop();
    Mlp::of(layers)
}

fn input() -> Tensor<2> {
    matrix([[1.0, 1.0, 0.5], [-1.0, 0.0, 2.0], [0.5, -2.0, 1.0]])
}

fn grad_logits() -> Tensor<2> {
    matrix([[1.0, -0.5], [0.5, 1.0], [-2.0, 3.0]])
}

/// Checks gradients by the names of their parameters, in the order of the layers.
#[track_caller]
fn assert_gradients(network: &mut Mlp, expected: &[(&str, &[f64])], hint: &str) {
    let contents = network.contents().into_iter();
    let gradients = contents
        .filter_map(|(name, content)| Some((name, content.parameter()?.flat_grad())))
        .filter(|(name, _)| expected.iter().any(|(expected, _)| expected == name));
    let gradients: Vec<(String, Tensor<1>)> = gradients.collect();
    assert_eq!(gradients.len(), expected.len());
    for ((name, grad), (_, expected)) in gradients.into_iter().zip(expected) {
        let hint = format!("the gradient of {name}: {hint}");
        assert_close(grad, vector(expected), &hint);
    }
}

#[test]
fn mlp_forward_of_known_weights() {
    let logits = network().forward(input());
    let hint = "no activation after the last layer: it gives logits";
    let expected = matrix([[4.85, 3.0], [-1.775, 4.75], [3.6, -2.5]]);
    assert_close(logits, expected, hint);
}

#[test]
fn mlp_forward_without_hidden_layers_is_affine() {
    let input = matrix([
        [1.0, 2.0, -1.0],
        [0.0, -1.0, 3.0],
        [2.0, 0.5, 1.0],
        [-1.0, 0.0, 0.0],
    ]);
    let expected = matrix([[3.5, 2.75], [-3.0, -3.25], [1.75, -3.25], [-0.5, 1.0]]);
    let hint = "one layer is the first and the last: x W + b, without an activation";
    assert_close(flat().forward(input), expected, hint);
}

#[test]
fn mlp_forward_goes_through_every_layer_of_a_deep_network() {
    let logits = deep().forward(matrix([[1.0, -2.0], [0.5, 1.5], [-1.0, 0.25]]));
    let expected = matrix([
        [-4.375, 10.562_5, 1.875, -7.421_875, 7.515_625, -1.171_875],
        [
            -7.859_375,
            11.890_625,
            1.484_375,
            -11.335_937_5,
            8.414_062_5,
            -1.992_187_5,
        ],
        [
            -0.450_195_31,
            3.466_796_88,
            1.193_359_38,
            -1.893_554_69,
            2.023_437_5,
            -0.25,
        ],
    ]);
    let hint =
        "the output of each layer is the input of the next one, in their order, all seven of them";
    assert_close(logits, expected, hint);
}

#[test]
fn mlp_backward_of_known_weights() {
    let mut network = network();
    network.forward(input());
    network.backward(grad_logits());
    let expected: [(&str, &[f64]); 4] = [
        (
            "0.weight",
            &[
                0.75, -3.5, -1.25, -0.5, 0.75, -2.0, 8.0, 13.25, 0.375, 2.0, -5.5, -4.375,
            ],
        ),
        ("0.bias", &[0.75, -0.5, -4.75, -3.25]),
        (
            "1.weight",
            &[2.5, -1.25, 2.0, 2.125, -5.375, 10.25, -0.5, 2.25],
        ),
        ("1.bias", &[-0.5, 3.5]),
    ];
    let hint = "go through the layers in reverse order, each with what the one after it returns";
    assert_gradients(&mut network, &expected, hint);
}

#[test]
fn mlp_backward_of_one_layer_stores_its_gradients() {
    let mut network = flat();
    network.forward(matrix([
        [1.0, 2.0, -1.0],
        [0.0, -1.0, 3.0],
        [2.0, 0.5, 1.0],
        [-1.0, 0.0, 0.0],
    ]));
    network.backward(matrix([[1.0, 0.0], [-1.0, 2.0], [0.5, 0.5], [0.0, -3.0]]));
    let expected: [(&str, &[f64]); 2] = [
        ("0.weight", &[2.0, 4.0, 3.25, -1.75, -3.5, 6.5]),
        ("0.bias", &[0.5, -0.5]),
    ];
    let hint = "the only layer is the first and the last, and gets the gradient of the logits";
    assert_gradients(&mut network, &expected, hint);
}

#[test]
fn mlp_backward_reaches_every_layer_of_a_deep_network() {
    let mut network = deep();
    network.forward(matrix([[1.0, -2.0], [0.5, 1.5], [-1.0, 0.25]]));
    network.backward(matrix([
        [1.0, -1.0, 0.5, 2.0, 0.0, -0.5],
        [0.0, 1.0, 1.0, -2.0, 0.5, -1.0],
        [-1.0, 0.5, 2.0, 0.0, 1.0, 1.0],
    ]));
    let expected: [(&str, &[f64]); 5] = [
        (
            "0.weight",
            &[
                -1.75, 1.531_25, -2.046_875, -6.5, -1.296_875, 0.437_5, 12.921_875, 2.593_75,
                20.421_875, 7.890_625,
            ],
        ),
        ("0.bias", &[1.75, 10.75, 3.968_75, -5.015_625, 8.281_25]),
        ("1.bias", &[1.812_5, 3.718_75, 5.125, -4.937_5]),
        ("2.bias", &[-2.625, 1.75, -0.75]),
        ("3.bias", &[0.0, 0.5, 3.5, 0.0, 1.5, -0.5]),
    ];
    let hint = "every layer has its turn, the last one first, the first one too";
    assert_gradients(&mut network, &expected, hint);
}

#[test]
fn mlp_backward_of_a_second_batch_starts_anew() {
    let mut network = network();
    network.forward(input());
    network.backward(grad_logits());
    network.forward(matrix([[2.0, -1.0, 1.0], [0.0, 1.0, -1.0]]));
    network.backward(matrix([[1.0, 2.0], [-1.0, 0.5]]));
    let expected: [(&str, &[f64]); 4] = [
        (
            "0.weight",
            &[
                0.0, 0.0, -3.0, 2.0, -0.75, 2.0, 1.5, -1.0, 0.75, -2.0, -1.5, 1.0,
            ],
        ),
        ("0.bias", &[-0.75, 2.0, -1.5, 1.0]),
        ("1.weight", &[-3.0, 1.5, -1.0, 0.5, 2.75, 5.5, 4.0, 8.0]),
        ("1.bias", &[0.0, 2.5]),
    ];
    let hint = "the gradients are those of the last forward pass, and nothing of the step before";
    assert_gradients(&mut network, &expected, hint);
}
