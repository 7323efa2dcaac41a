//! A LeNet small enough to learn while a class looks on.

use crate::lenet::LeNet;
use burn::nn::{DropoutConfig, LinearConfig};
use burn::tensor::Device;
use common::data::{Batch, Data, Shuffled};
use common::layers::{Conv2d, MaxPool2d};
use common::learner::{Start, Step};
use common::ops::Window;
use common::schedule::Schedule;
use common::supervised::Supervised;
use common::trained::Trained;
use common::{optimizers, random};

/// A network in training.
pub type Training = Supervised<LeNet, Shuffled<4>>;

/// Channels of the second convolution, and numbers in the hidden layer.
const WIDTHS: [usize; 2] = [16, 32];

/// LeNet with so many filters in its first layer and narrow ones behind it, for MNIST.
fn network(filters: usize, device: &Device) -> LeNet {
    let [second, hidden] = WIDTHS;
    let shapes = [[filters, 1, 5, 5], [second, filters, 5, 5]];
    LeNet {
        convolutions: shapes.map(|shape| Conv2d::new(shape, Window::padded(2), device)),
        pool: MaxPool2d::new(2, Window::padded(0).every(2)),
        linear: [[second * 7 * 7, hidden], [hidden, 10]]
            .map(|[from, to]| LinearConfig::new(from, to).init(device)),
        dropout: DropoutConfig::new(0.0).init(),
    }
}

/// Its training by Adam on batches of this size.
pub fn training(
    (filters, batch): (usize, usize),
    data: Data<4>,
    rate: Schedule,
    start: &Start,
) -> Training {
    let stream = start.streams.stream("weights");
    let network = random::initialize(stream, &start.device, |device| network(filters, device));
    let trained = Trained::new(network, optimizers::adam(0.9), rate);
    let loader = Shuffled::new(data, batch, start.streams);
    let forward = |network: &LeNet, batch: Batch<4>, _: &mut _| {
        let logits = network.classify(network.features(batch.inputs));
        Step::classify(logits, batch.labels)
    };
    Supervised::new(trained, loader, start, forward)
}
