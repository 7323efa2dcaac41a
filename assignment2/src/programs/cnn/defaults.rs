//! How long each network trains on which images, and at what rate.

use crate::staff::network::Architecture::{self, Inception, Lenet, Resnet, Vgg};
use crate::staff::recipe::ScheduleName::{self, Constant, Cosine, OneCycle};
use common::data::Dataset;
use common::settings::Preset::{self, Course, Paper, Quick};
use common::settings::{Epochs, Length, Steps};

/// The images that a network is shown if nobody names any. All but lenet were built for colour.
pub(super) fn images(preset: Preset, arch: Architecture) -> Dataset {
    match (preset, arch) {
        (Quick, _) => Dataset::Digits,
        (_, Lenet) => Dataset::Mnist,
        (Course, _) => Dataset::Emoji,
        (Paper, _) => Dataset::Cifar10,
    }
}

/// Length, batch size, Adam's learning rate and schedule.
///
/// Those of vgg under `paper` are the sheet's, whose 5,000 are steps. All but lenet are slow on a CPU: `course`
/// gives them what two minutes hold, and one cycle of the rate, with which a short training ends better.
pub(super) fn training(
    preset: Preset,
    arch: Architecture,
    images: &Dataset,
) -> (Length, usize, (f64, ScheduleName)) {
    let epochs = |epochs, eval_every| Epochs { epochs, eval_every }.into();
    let steps = |steps, eval_every| Steps { steps, eval_every }.into();
    match (preset, arch, images) {
        (Quick, ..) => (steps(4, 2), 16, (1e-3, Constant)),
        (Paper, Vgg, _) => (steps(5000, 500), 32, (1e-4, Constant)),
        (Paper, Lenet, _) => (epochs(15, 1), 64, (1e-3, Cosine)),
        (Paper, Resnet | Inception, _) => (epochs(30, 1), 128, (1e-3, OneCycle)),
        (Course, Lenet, Dataset::Mnist | Dataset::FashionMnist) => {
            (epochs(12, 1), 64, (1e-3, Constant))
        }
        (Course, Lenet, Dataset::Cifar10) => (epochs(3, 1), 64, (1e-3, Constant)),
        (Course, Lenet, Dataset::Emoji) => (epochs(20, 1), 64, (1e-3, Constant)),
        (Course, Lenet, _) => (epochs(40, 2), 64, (1e-3, Constant)),
        (Course, Vgg, _) => (steps(300, 50), 32, (1e-3, OneCycle)),
        (Course, Resnet, _) => (steps(180, 60), 32, (1e-3, OneCycle)),
        (Course, Inception, _) => (steps(150, 50), 32, (1e-3, OneCycle)),
    }
}
