//! A Burn network with everything that is hard to resume: batch normalisation, dropout, Adam.
//!
//! Stopped in mid-epoch and resumed, it must end exactly where the uninterrupted training ends.

use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Linear, LinearConfig};
use burn::optim::AdamConfig;
use burn::tensor::{Device, Tensor, activation};
use common::by_hand::Streams;
use common::data::{Batch, Dataset, Source, load_flat};
use common::learner::{Learner, Part};
use common::random;
use common::supervised::{Step, Supervised};

#[derive(Module, Debug)]
struct Network {
    first: Linear,
    norm: BatchNorm,
    dropout: Dropout,
    last: Linear,
}

impl Network {
    fn new(device: &Device) -> Self {
        Self {
            first: LinearConfig::new(2, 16).init(device),
            norm: BatchNormConfig::new(16).init(device),
            dropout: DropoutConfig::new(0.3).init(),
            last: LinearConfig::new(16, 2).init(device),
        }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let hidden = activation::relu(self.norm.forward(self.first.forward(input)));
        self.last.forward(self.dropout.forward(hidden))
    }
}

fn learner(seed: u64) -> impl Learner {
    let (streams, device) = (Streams::new(seed), Device::flex());
    let data = load_flat(&Source {
        dataset: &Dataset::Moons,
        examples: 250,
        noise: 0.1,
        data_dir: None,
        label: None,
        streams,
        device: &device,
    })
    .unwrap();
    let model = random::initialize(&streams, &device, Network::new);
    let optimizer = AdamConfig::new().init();
    // 200 training examples: 7 steps an epoch, the last one smaller.
    Supervised::new(
        model,
        optimizer,
        1e-2,
        data,
        32,
        streams,
        |model: &Network, batch: Batch<2>| {
            Step::classify(model.forward(batch.inputs), batch.labels)
        },
    )
}

fn losses(learner: &mut impl Learner, steps: usize) -> Vec<f32> {
    (0..steps)
        .map(|_| learner.step().unwrap().loss.into_scalar())
        .collect()
}

#[test]
fn a_resumed_training_is_the_uninterrupted_one() {
    let mut uninterrupted = learner(1);
    let expected = losses(&mut uninterrupted, 40);
    for stop in [1, 10, 24] {
        let folder = tempfile::tempdir().unwrap();
        let mut first = learner(1);
        losses(&mut first, stop);
        first.save(folder.path()).unwrap();
        let mut resumed = learner(1);
        resumed.load(folder.path()).unwrap();
        assert_eq!(resumed.steps(), stop);
        assert_eq!(losses(&mut resumed, 40 - stop), expected[stop..]);
        for part in [Part::Train, Part::Test] {
            let (a, b) = (resumed.evaluate(part), uninterrupted.evaluate(part));
            assert_eq!(a.unwrap(), b.unwrap());
        }
    }
}

#[test]
fn a_snapshot_does_not_follow_the_training() {
    let mut learner = learner(2);
    losses(&mut learner, 5);
    let snapshot = learner.snapshot().unwrap();
    let first = losses(&mut learner, 10);
    let metrics = learner.evaluate(Part::Test).unwrap();
    learner.restore(&snapshot).unwrap();
    assert_eq!(losses(&mut learner, 10), first);
    assert_eq!(learner.evaluate(Part::Test).unwrap(), metrics);
}

#[test]
fn evaluating_changes_nothing() {
    let (mut quiet, mut watched) = (learner(3), learner(3));
    for _ in 0..5 {
        watched.evaluate(Part::Train).unwrap();
        assert_eq!(losses(&mut quiet, 3), losses(&mut watched, 3));
    }
}

#[test]
fn it_learns() {
    let mut learner = learner(4);
    losses(&mut learner, 300);
    let accuracy = learner.evaluate(Part::Test).unwrap().get("accuracy");
    assert!(accuracy.unwrap() > 0.9, "{accuracy:?}");
}

#[test]
fn a_checkpoint_of_another_model_is_refused() {
    let mut learner = learner(5);
    let empty = common::learner::Snapshot::at(0);
    assert_eq!(learner.restore(&empty).unwrap_err().exit_code(), 4);
}
