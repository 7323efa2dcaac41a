//! How much a training of a large set holds at once.

use crate::device;
use assignment1::activations::Activation;
use assignment1::sgd::Sgd;
use assignment1::staff::{MlpTraining, Recipe};
use common::by_hand::{Optimizer, Streams};
use common::data::{Data, ExampleSet};
use common::learner::{Batches, Learner, Part};

const MIB: usize = 1 << 20;

/// The most memory that this process has held so far, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    1024 * kilobytes.unwrap().parse::<usize>().unwrap()
}

/// As large as MNIST: 45 MiB of bytes, which would be 179 as floats.
fn data() -> Data<2> {
    let set = |examples: usize| {
        let bytes = (0..examples * 784).map(|place| (place % 251) as u8);
        let labels = (0..examples).map(|example| example % 10);
        ExampleSet::from_bytes(bytes.collect(), 255, &[784], labels.collect(), &device())
    };
    Data {
        name: "as large as MNIST".into(),
        train: set(60_000),
        test: set(10),
        validation: None,
        classes: (0..10).map(|digit| digit.to_string()).collect(),
        feature_names: Vec::new(),
        remarks: Vec::new(),
    }
}

#[test]
fn a_training_of_bytes_never_holds_all_of_them_as_floats() {
    let (data, streams) = (data(), Streams::new(1));
    let before = peak();
    let network = Recipe::mlp([], Activation::Relu).build([784, 10], streams, &device());
    let batches = Batches::new(data.train.len(), 32, streams);
    let mut training = MlpTraining::new(network, Optimizer::new(Sgd, 0.1), data, batches);
    training.step().unwrap();
    training.evaluate(Part::Train).unwrap();
    let more = (peak() - before) / MIB;
    assert!(more < 60, "{more} MiB more than the bytes");
}
