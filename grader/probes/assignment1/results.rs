//! What networks and perceptrons reach that are trained with the pieces of a submission.
//!
//! The sets are drawn anew and small; the labels of the examples held out are never sent. Over 30 seeds the
//! solution reaches, of 300 examples held out (mean, standard deviation, lowest):
//!
//! | item | accuracy | bound |
//! |---|---|---|
//! | a1.perceptron.separated | 0.999 ± 0.002, 0.990 | 0.95 |
//! | a1.perceptron.overlapping | 0.922 ± 0.015, 0.883 | 0.85 |
//! | a1.mlp.moons | 0.997 ± 0.003, 0.990 | 0.95 |
//! | a1.mlp.circles | 0.998 ± 0.003, 0.990 | 0.95 |
//! | a1.mlp.digits | 0.979 ± 0.008, 0.963 | 0.92 |
//! | a1.sgd.minibatch | 0.997 ± 0.004, 0.983 | 0.95 |
//! | a1.sgd.single_examples | 0.997 ± 0.004, 0.980 | 0.95 |
//!
//! A straight line reaches about 0.88 of the moons and 0.5 of the circles.

use std::f64::consts::{PI, TAU};

use assignment1::activations::Relu;
use assignment1::cross_entropy::CrossEntropy;
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use assignment1::perceptron::Perceptron;
use assignment1::sgd::Sgd;
use assignment1::training::{minibatch, step};
use common::by_hand::{Int, Optimizer, Stream, Tensor};
use probe::Case;

// Examples that are held out.
const TESTED: usize = 300;

/// a1.perceptron.separated (result)
pub fn perceptron_separated(case: &mut Case) {
    perceptron(case, [8.0, 0.95]);
}

/// a1.perceptron.overlapping (result)
pub fn perceptron_overlapping(case: &mut Case) {
    perceptron(case, [3.0, 0.85]);
}

/// a1.mlp.moons (result)
pub fn mlp_moons(case: &mut Case) {
    network(case, moon, [2, 1, 1500], [0.5, 0.95]);
}

/// a1.mlp.circles (result)
pub fn mlp_circles(case: &mut Case) {
    let circle = |stream: &mut Stream, class| {
        let (angle, radius) = (TAU * stream.uniform(), [1.0, 0.5][class]);
        noisy(stream, &[radius * angle.cos(), radius * angle.sin()], 0.08)
    };
    network(case, circle, [2, 1, 600], [0.5, 0.95]);
}

/// a1.mlp.digits (result)
pub fn mlp_digits(case: &mut Case) {
    // Ten clusters in 64 dimensions.
    let mut stream = case.streams().stream("centres");
    let mut centre = || (0..64).map(|_| stream.normal()).collect::<Vec<_>>();
    let centres: Vec<_> = (0..10).map(|_| centre()).collect();
    let digit = |stream: &mut Stream, class: usize| noisy(stream, &centres[class], 1.3);
    network(case, digit, [10, 1, 200], [0.5, 0.92]);
}

/// a1.sgd.minibatch (result)
pub fn sgd_minibatch(case: &mut Case) {
    network(case, moon, [2, 10, 150], [0.5, 0.95]);
}

/// a1.sgd.single_examples (result)
pub fn sgd_single_examples(case: &mut Case) {
    network(case, moon, [2, 201, 40], [0.1, 0.95]);
}

// One of two moons that reach into one another.
fn moon(stream: &mut Stream, class: usize) -> Vec<f64> {
    let angle = PI * stream.uniform();
    let moons = [
        [angle.cos(), angle.sin()],
        [1.0 - angle.cos(), 0.5 - angle.sin()],
    ];
    noisy(stream, &moons[class], 0.1)
}

fn noisy(stream: &mut Stream, centre: &[f64], deviation: f64) -> Vec<f64> {
    let noise = centre.iter().map(|of| of + deviation * stream.normal());
    noise.collect()
}

// A perceptron by the batch rule, on two clouds whose means have this distance in any direction.
fn perceptron(case: &mut Case, [distance, at_least]: [f64; 2]) {
    let angle = TAU * case.streams().stream("direction").uniform();
    let mean = [distance / 2.0 * angle.cos(), distance / 2.0 * angle.sin()];
    let cloud =
        |stream: &mut Stream, class| noisy(stream, &mean.map(|of| [of, -of][class] + 1.0), 1.0);
    let (inputs, labels) = examples(case, "training", &cloud, [160, 2]);
    let signs: Vec<f64> = labels.iter().map(|class| [1.0, -1.0][*class]).collect();
    let labels = Tensor::from_data(&*signs, case.device());
    // Where clouds overlap the weights never settle: those with the fewest mistakes are kept.
    let mut learning = Perceptron::new(2, case.device());
    let (mut perceptron, mut fewest) = (learning.clone(), usize::MAX);
    for _ in 0..150 {
        let before = learning.clone();
        let mistakes = learning.batch_step(inputs.clone(), labels.clone(), 0.1);
        if mistakes < fewest {
            (perceptron, fewest) = (before, mistakes);
        }
    }
    let (inputs, labels) = examples(case, "test", &cloud, [TESTED, 2]);
    let predicted = perceptron.forward(inputs).unsqueeze_dim::<2>(1);
    let logits = Tensor::cat(vec![predicted.clone(), -predicted], 1);
    case.give_accuracy("predictions", logits, (&labels, at_least));
}

// A network with 20 hidden units on points of these classes, for so many epochs of so many batches.
fn network(
    case: &mut Case,
    point: impl Fn(&mut Stream, usize) -> Vec<f64>,
    [classes, batches, epochs]: [usize; 3],
    [rate, at_least]: [f64; 2],
) {
    let (inputs, labels) = examples(case, "training", &point, [201, classes]);
    let mut targets = vec![0.0; labels.len() * classes];
    for (target, class) in targets.chunks_mut(classes).zip(&labels) {
        target[*class] = 1.0;
    }
    let targets = case.from_numbers("targets", &targets, [labels.len(), classes]);
    let batch_size = labels.len().div_ceil(batches);
    let mut stream = case.streams().stream("weights");
    let device = case.device().clone();
    let mut affine = |from: usize, to| {
        let deviation = (2.0 / from as f64).sqrt();
        Box::new(Linear::with_weight(stream.normal_tensor(
            [from, to],
            deviation,
            &device,
        )))
    };
    let layers = (affine(inputs.dims()[1], 20), affine(20, classes));
    let mut network = Mlp::of(vec![layers.0, Box::new(Relu::default()), layers.1]);
    let (mut loss, mut optimizer) = (CrossEntropy::default(), Optimizer::new(Sgd, rate));
    for _ in 0..epochs {
        let order = case.permutation(labels.len());
        for batch in 0..batches {
            let chosen: Vec<i64> = minibatch(&order, batch, batch_size)
                .iter()
                .map(|of| *of as i64)
                .collect();
            let chosen = Tensor::<1, Int>::from_data(&*chosen, case.device());
            let inputs = inputs.clone().select(0, chosen.clone());
            step(
                &mut network,
                &mut loss,
                &mut optimizer,
                inputs,
                targets.clone().select(0, chosen),
            );
        }
    }
    let (inputs, labels) = examples(case, "test", &point, [TESTED, classes]);
    case.give_accuracy("logits", network.forward(inputs), (&labels, at_least));
}

// Points and their classes, which take turns.
fn examples(
    case: &mut Case,
    name: &str,
    point: &impl Fn(&mut Stream, usize) -> Vec<f64>,
    [count, classes]: [usize; 2],
) -> (Tensor<2>, Vec<usize>) {
    let mut stream = case.streams().stream(name);
    let labels: Vec<usize> = (0..count).map(|number| number % classes).collect();
    let points = labels.iter().map(|class| point(&mut stream, *class));
    let points: Vec<_> = points.collect();
    let shape = [count, points[0].len()];
    (case.from_numbers(name, &points.concat(), shape), labels)
}
