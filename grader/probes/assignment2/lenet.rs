//! What is asked of `assignment2/src/lenet.rs` with inputs that nobody has seen.

use assignment2::lenet::LeNet;
use burn::module::{Module, Param};
use burn::nn::{DropoutConfig, LinearConfig};
use burn::tensor::Tensor;
use common::layers::{Conv2d, MaxPool2d};
use common::ops::Window;
use probe::Case;

/// a2.lenet.features
pub fn lenet_features(case: &mut Case) {
    let [batch, channels, height, width] = case.sizes([2..=4, 1..=3, 4..=9, 5..=9]);
    let network = network(case, [channels, height, width]);
    let images = case.normal("images", [batch, channels, height, width]);
    case.give("features", network.features(images.clone()));
    case.give(
        "features of one image",
        network.features(images.narrow(0, 1, 1)),
    );
}

/// a2.lenet.classify
pub fn lenet_classify(case: &mut Case) {
    let [height, width, batch] = case.sizes([1..=2, 2..=3, 2..=4]);
    let network = network(case, [1, 4 * height, 4 * width]);
    let channels = network.convolutions[1].weight.dims()[0];
    let maps = case.normal("maps", [batch, channels, height, width]);
    case.give("logits", network.classify(maps.clone()));
    case.give(
        "logits of one image",
        network.classify(maps.narrow(0, 1, 1)),
    );
    // In training, a hidden number is left out or doubled. The output layer is made to pass 64 of them on.
    let (mut network, size) = (network, [64, 64]);
    let device = case.device().clone();
    let flat = channels * height * width;
    let positive = case.between("hidden weight", [flat, 64], 0.1..1.0);
    network.linear = [[flat, 64], size].map(|[from, to]| LinearConfig::new(from, to).init(&device));
    network.linear[0].weight = Param::from_tensor(positive);
    network.linear[0].bias = Some(Param::from_tensor(Tensor::zeros([64], &device)));
    network.linear[1].weight = Param::from_tensor(Tensor::<2>::eye(64, &device));
    network.linear[1].bias = Some(Param::from_tensor(Tensor::zeros([64], &device)));
    let maps = case.between("positive maps", [1, channels, height, width], 0.5..1.5);
    let whole = network.classify(maps.clone());
    let trained = network.train().classify(maps.autodiff()).without_autodiff();
    let kept = (trained.clone() / (whole.clone() * 2.0)).mean();
    let neither = trained.clone() * (trained - whole * 2.0);
    case.give("what is neither left out nor doubled", neither);
    // Of 64 fair coins, fewer than 8 fall on one side in one of 10¹⁰ cases.
    case.give_at_least("share that is kept", kept.clone(), 0.125);
    case.give_at_most("share that is kept, from above", kept, 0.875);
}

// A small LeNet for such images, which drops half of its hidden numbers.
fn network(case: &mut Case, [channels, height, width]: [usize; 3]) -> LeNet {
    let [first, second, hidden, classes] = case.sizes([2..=4, 2..=5, 3..=6, 2..=5]);
    let flat = second * (height / 4) * (width / 4);
    let device = case.device().clone();
    let shapes = [[first, channels, 5, 5], [second, first, 5, 5]];
    let mut network = LeNet {
        convolutions: shapes.map(|shape| Conv2d::new(shape, Window::padded(2), &device)),
        pool: MaxPool2d::new(2, Window::padded(0).every(2)),
        linear: [[flat, hidden], [hidden, classes]]
            .map(|[from, to]| LinearConfig::new(from, to).init(&device)),
        dropout: DropoutConfig::new(0.5).init(),
    };
    for layer in &mut network.convolutions {
        let shape = layer.weight.dims();
        let deviation = 1.0 / ((25 * shape[1]) as f64).sqrt();
        layer.weight = Param::from_tensor(case.spread("weight", shape, deviation));
        layer.bias = Some(Param::from_tensor(case.spread("bias", [shape[0]], 0.5)));
    }
    for layer in &mut network.linear {
        let [from, to] = layer.weight.dims();
        let deviation = 1.0 / (from as f64).sqrt();
        layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
        layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
    }
    network
}
