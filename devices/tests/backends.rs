//! A few steps of training of every assignment, on every compiled backend beside the same steps on flex.
//!
//! One test in a program of its own: opening a device sets the process's default device, which is
//! done before anything else runs.

use assignment1::activations::Activation;
use assignment1::cross_entropy::CrossEntropy;
use assignment1::sgd::Sgd;
use assignment1::staff::Recipe;
use assignment1::staff::compare::{Setting, compare};
use assignment1::training;
use common::by_hand::{Device, Optimizer, Streams, Tensor};
use common::device::DeviceName;
use common::program::Assignment;

/// The network's parameters after three steps, one vector for each.
fn trained(device: &Device) -> Vec<(String, Vec<f64>)> {
    let streams = Streams::new(1);
    let mut network = Recipe::mlp([8, 8], Activation::Relu).build([4, 3], streams, device);
    let mut loss = CrossEntropy::default();
    let mut optimizer = Optimizer::new(Sgd, 0.1);
    for step in 0..3 {
        let inputs = streams
            .at("inputs", step)
            .normal_tensor([16, 4], 1.0, device);
        let targets = Tensor::<2>::eye(3, device)
            .repeat_dim(0, 6)
            .narrow(0, 0, 16);
        training::step(&mut network, &mut loss, &mut optimizer, inputs, targets);
    }
    network
        .contents()
        .into_iter()
        .map(|(name, content)| (name, content.tensor().to_data().iter().collect()))
        .collect()
}

/// Trainings of the other assignments, small enough for a driver in software.
const TRAININGS: [(&Assignment, &[&str]); 2] = [
    (
        &assignment2::programs::ASSIGNMENT,
        &[
            "mlp --batch-size 16 --hidden-sizes 8",
            // Dropout draws from the device's own generator: two devices drop other numbers.
            "cnn --dataset digits --batch-size 4 --dropout 0",
            "cnn --arch vgg --dataset digits --batch-size 4",
            "cnn --arch resnet --dataset digits --batch-size 4",
            "cnn --arch inception --dataset digits --batch-size 4",
            "rnn --num-hidden 8 --batch-size 16",
            "lstm --num-hidden 8 --batch-size 16",
            "lstm --num-hidden 8 --batch-size 16 --kernels fast",
            "gru --num-hidden 8 --batch-size 16",
            "gru --num-hidden 8 --batch-size 16 --kernels fast",
            "text --first 4000 --hidden 8 --batch-size 4 --window 8",
        ],
    ),
    (
        &assignment3::programs::ASSIGNMENT,
        &[
            "gan --dataset digits --batch-size 8",
            "gan --dataset digits --batch-size 8 --arch dcgan --conditional",
            "gan --dataset digits --batch-size 8 --loss hinge --spectral-norm",
            "gan --dataset ring --batch-size 8 --loss wasserstein-gp",
            "vae --dataset digits --batch-size 8 --hidden 16",
            "vae --dataset digits --batch-size 8 --hidden 16 --arch convolutional",
            "autoencoder --dataset digits --batch-size 8",
            "autoencoder --dataset digits --batch-size 8 --kind convolutional",
        ],
    ),
];

/// Each of them with its assignment.
fn trainings() -> impl Iterator<Item = (&'static Assignment, &'static str)> {
    let of_all = TRAININGS.into_iter();
    of_all.flat_map(|(of, lines)| lines.iter().map(move |words| (of, *words)))
}

/// Every number that two steps of a training report: the second one's follow from the first one's update.
fn reported((assignment, words): (&Assignment, &str), device: &Device) -> Vec<f64> {
    let name = words.split(' ').next().expect("the program's name");
    let program = assignment.program(name).expect("is in the table");
    let training = program.training.as_ref().expect("trains");
    let (_, mut learner) = (training.learner)(words, device).unwrap();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let report = learner.step().unwrap();
        numbers.push(report.loss.into_scalar());
        let parts = report.parts.into_iter();
        numbers.extend(parts.flat_map(|(_, of)| of.into_data().iter().collect::<Vec<f64>>()));
    }
    numbers
}

#[test]
#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what was compared and what was skipped is said"
)]
fn every_compiled_backend_trains_as_flex_does() {
    let flex = DeviceName::CPU.open().unwrap();
    let expected = trained(&flex);
    let reports: Vec<_> = trainings()
        .map(|training| reported(training, &flex))
        .collect();
    for name in ["ndarray", "wgpu"] {
        let device = match name.parse::<DeviceName>().unwrap().open() {
            Ok(device) => device,
            Err(error) => {
                assert!(std::env::var_os("CI").is_none(), "CI has a driver: {error}");
                eprintln!("skipped: {error}");
                continue;
            }
        };
        for ((parameter, values), (_, expected)) in trained(&device).iter().zip(&expected) {
            for (value, expected) in values.iter().zip(expected) {
                let difference = (value - expected).abs();
                assert!(
                    difference <= 1e-5,
                    "{name}: {parameter} is off by {difference:e}"
                );
            }
        }
        let setting = Setting {
            features: 4,
            hidden_sizes: vec![8],
            classes: 3,
            activation: Activation::Relu,
            batch_size: 16,
            steps: 3,
            learning_rate: 0.1,
        };
        for difference in compare(&setting, &Streams::new(1), &device) {
            let (tensor, largest) = (difference.tensor, difference.largest);
            assert!(largest <= 1e-5, "{name}: {tensor} is off by {largest:e}");
        }
        for (training, expected) in trainings().zip(&reports) {
            let numbers = reported(training, &device);
            assert_eq!(numbers.len(), expected.len());
            for (number, expected) in numbers.iter().zip(expected) {
                let difference = (number - expected).abs();
                // Norms and losses of single precision, after a step of an adaptive rule.
                let most = 1e-4 * expected.abs().max(1.0);
                assert!(
                    difference <= most,
                    "{name}, {}: off by {difference:e}",
                    training.1
                );
            }
        }
        println!("{name}: compared");
    }
}
