//! A Burn network with everything that is hard to resume: batch normalisation, dropout, Adam.
//!
//! Stopped in mid-epoch and resumed, it must end exactly where the uninterrupted training ends.

use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation};
use common::by_hand::{Stream, Streams};
use common::data::{Batch, Data, Dataset, Shuffled, Source, load_flat};
use common::learner::{Learner, Part, Snapshot, Start, Step};
use common::settings::{Base, Length};
use common::supervised::Supervised;
use common::trained::Trained;
use common::{optimizers, random, schedule};

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
    training(seed, |data| data)
}

/// On changed data.
fn training(seed: u64, change: impl Fn(Data<2>) -> Data<2>) -> impl Learner + 'static {
    let base = Base {
        seed,
        ..Base::default()
    };
    let start = Start::on(&Device::flex(), &base, Length::NONE);
    let data = load_flat(&Source {
        dataset: &Dataset::Moons,
        examples: 250,
        noise: 0.1,
        data_dir: None,
        label: None,
        streams: start.streams,
        device: &start.device,
    })
    .unwrap();
    let model = random::initialize(start.streams.stream("weights"), &start.device, Network::new);
    let trained = Trained::new(model, optimizers::adam(0.9), schedule::constant(1e-2));
    // 200 training examples: 7 steps an epoch, the last one smaller.
    let loader = Shuffled::new(change(data), 32, start.streams);
    let forward = |model: &Network, batch: Batch<2>, stream: &mut Stream| {
        // Noise on the inputs of training: drawn inside of the step, from its own stream.
        let is_training = batch.inputs.device().is_autodiff();
        let noise = stream.normal_tensor(batch.inputs.dims(), 0.01, &batch.inputs.device().inner());
        let inputs = match is_training {
            true => batch.inputs + noise,
            false => batch.inputs,
        };
        Step::classify(model.forward(inputs), batch.labels)
    };
    Supervised::new(trained, loader, &start, forward)
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
        first.snapshot().unwrap().write(folder.path()).unwrap();
        let mut resumed = learner(1);
        resumed
            .restore(&Snapshot::read(folder.path()).unwrap())
            .unwrap();
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
fn a_step_reports_the_hit_or_miss_of_every_example() {
    let parts = learner(6).step().unwrap().parts;
    assert_eq!(parts[0].0, "accuracy");
    let hits: Vec<f64> = parts[0].1.to_data().iter().collect();
    assert_eq!((parts.len(), hits.len()), (1, 32));
    assert!(hits.iter().all(|hit| [0.0, 1.0].contains(hit)));
}

#[test]
fn a_held_out_part_is_measured_too_and_weights_are_all_that_measuring_needs() {
    let held_out = |data: Data<2>| data.hold_out(&Streams::new(7));
    let mut first = training(7, held_out);
    losses(&mut first, 20);
    let measured = first.measure().unwrap();
    let parts: Vec<Part> = measured.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts, [Part::Train, Part::Validation, Part::Test]);
    // In a box, as the table of programs hands learners out.
    let mut second: Box<dyn Learner> = Box::new(training(7, held_out));
    let weights = first.weights().unwrap();
    assert_ne!(second.measure().unwrap(), measured);
    second.restore_weights(&weights).unwrap();
    assert_eq!(second.measure().unwrap(), measured);
    assert!(
        second.restore(&weights).is_err(),
        "the optimiser is not there"
    );
}

#[test]
fn a_checkpoint_of_another_model_is_refused() {
    let mut learner = learner(5);
    let empty = Snapshot::at(0);
    assert_eq!(learner.restore(&empty).unwrap_err().exit_code(), 4);
}
