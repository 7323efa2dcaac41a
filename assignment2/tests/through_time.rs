//! What of the loss reaches each state of a recurrent layer: beside central differences and the bounds, in f64.

use assignment2::staff::growth::{largest_stretch, spectral_radius};
use assignment2::staff::recurrent::{Cell, Recurrent, Sizes, State};
use assignment2::staff::through_time::Reach;
use burn::module::{Module, Param};
use burn::tensor::{Int, Tensor};
use common::by_hand::{Device, Streams};
use common::data::Batch;
use common::gradcheck::{numeric_gradient, use_f64};
use common::learner::Step;
use common::ops::Kernels;
use std::sync::LazyLock;

/// In this process everything is f64.
static DEVICE: LazyLock<Device> = LazyLock::new(|| {
    let mut device = Device::flex();
    use_f64(&mut device);
    device
});

const CELLS: [Cell; 3] = [Cell::Rnn, Cell::Lstm, Cell::Gru];
const SIZES: Sizes = Sizes {
    features: 2,
    hidden: 4,
};
const STEPS: usize = 6;
const CLASSES: usize = 3;

fn normal<const D: usize>(name: &str, shape: [usize; D], deviation: f64) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, deviation, &DEVICE)
}

/// A layer whose W_h has elements of about this size.
fn layer(cell: Cell, size: f64) -> Recurrent {
    let columns = cell.gates() * SIZES.hidden;
    let mut layer = Recurrent::new(cell, SIZES, &DEVICE);
    let plain = |tensor: Tensor<2>| Param::from_tensor(tensor).set_require_grad(false);
    layer.w_x = plain(normal("w_x", [SIZES.features, columns], 0.7));
    layer.w_h = plain(normal("w_h", [SIZES.hidden, columns], size));
    layer.b = Param::from_tensor(normal("b", [columns], 0.3)).set_require_grad(false);
    layer
}

fn read(last: Tensor<2>) -> Tensor<2> {
    last.matmul(normal("w_ph", [SIZES.hidden, CLASSES], 1.0))
}

fn batch(count: usize) -> Batch<3> {
    let labels: Vec<i64> = (0..count).map(|it| (it % CLASSES) as i64).collect();
    Batch {
        inputs: normal("inputs", [count, STEPS, SIZES.features], 1.0),
        labels: Tensor::<1, Int>::from_data(&*labels, &*DEVICE),
    }
}

fn sequence(of: &Batch<3>, number: usize) -> Batch<3> {
    Batch {
        inputs: of.inputs.clone().narrow(0, number, 1),
        labels: of.labels.clone().narrow(0, number, 1),
    }
}

/// The loss of one sequence, read on from its state behind `step`.
fn loss(layer: &Recurrent, batch: &Batch<3>, (step, state): (usize, State)) -> f64 {
    let left = STEPS - step;
    let last = match left {
        0 => state.h,
        _ => {
            let inputs = batch.inputs.clone().narrow(1, step, left);
            layer.forward(inputs, state, Kernels::Burn).1.h
        }
    };
    let loss = Step::classify(read(last), batch.labels.clone()).loss;
    loss.into_scalar()
}

fn length(gradient: Tensor<2>) -> f64 {
    gradient.square().sum().sqrt().into_scalar()
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    let error = (found - expected).abs() / expected.abs().max(1e-12);
    assert!(error < 1e-6, "{found}, not {expected}");
}

#[test]
fn the_lengths_are_those_of_central_differences() {
    for cell in CELLS {
        let (layer, batch) = (layer(cell, 0.8), batch(1));
        let reach = Reach::of(&layer, read, batch.clone());
        assert_eq!(reach.cell.is_some(), cell == Cell::Lstm);
        for step in 1..=STEPS {
            let inputs = batch.inputs.clone().narrow(1, 0, step);
            let (_, state) = layer.forward(inputs, layer.start(1), Kernels::Burn);
            let of_h = numeric_gradient(&state.h, |h| {
                let c = state.c.clone();
                loss(&layer, &batch, (step, State { h, c }))
            });
            assert_near(reach.hidden[step - 1], length(of_h));
            let Some((c, found)) = state.c.as_ref().zip(reach.cell.as_ref()) else {
                continue;
            };
            // h is made of c in the same step, which the gradient of c takes part in.
            let gate = gate_of_output(&layer, &batch, step);
            let of_c = numeric_gradient(c, |c| {
                let h = gate.clone() * c.clone().tanh();
                loss(&layer, &batch, (step, State { h, c: Some(c) }))
            });
            assert_near(found[step - 1], length(of_c));
        }
    }
}

/// o of a step, from h = o ∘ tanh(c).
fn gate_of_output(layer: &Recurrent, batch: &Batch<3>, step: usize) -> Tensor<2> {
    let inputs = batch.inputs.clone().narrow(1, 0, step);
    let (_, state) = layer.forward(inputs, layer.start(1), Kernels::Burn);
    state.h / state.c.expect("of an LSTM").tanh()
}

#[test]
fn a_length_is_the_mean_over_the_sequences() {
    for cell in CELLS {
        let (layer, batch) = (layer(cell, 0.8), batch(3));
        let all = Reach::of(&layer, read, batch.clone());
        let each = (0..3).map(|it| Reach::of(&layer, read, sequence(&batch, it)));
        let each: Vec<Reach> = each.collect();
        let mean = |of: fn(&Reach) -> &[f64], step: usize| {
            each.iter().map(|it| of(it)[step]).sum::<f64>() / 3.0
        };
        for step in 0..STEPS {
            assert_near(all.hidden[step], mean(|it| &it.hidden, step));
            if let Some(kept) = &all.kept {
                let of = |it: &Reach| it.kept.as_ref().unwrap()[step];
                assert_near(kept[step], each.iter().map(of).sum::<f64>() / 3.0);
            }
        }
    }
}

#[test]
fn no_gradient_of_a_plain_layer_is_above_its_bounds() {
    for size in [0.05, 0.3, 0.8, 2.0, 6.0] {
        let (layer, batch) = (layer(Cell::Rnn, size), batch(5));
        let reach = Reach::of(&layer, read, batch.clone());
        let [near, far] = reach.bounds(&layer, &batch.inputs);
        for (step, measured) in reach.hidden.iter().enumerate() {
            let (near, far) = (near[step], far[step]);
            assert!(
                *measured <= near * (1.0 + 1e-9) && near <= far * (1.0 + 1e-9),
                "W_h of {size}, step {step}: {measured} {near} {far}"
            );
        }
        // At the last state there is nothing to go back through.
        assert_near(near[STEPS - 1], reach.hidden[STEPS - 1]);
        assert_near(far[STEPS - 1], reach.hidden[STEPS - 1]);
    }
}

#[test]
fn the_bound_of_one_number_is_its_gradient() {
    // A layer of one hidden number: its matrix is a number, which stretches nothing but that.
    let mut layer = layer(Cell::Rnn, 0.8);
    let plain = |tensor: Tensor<2>| Param::from_tensor(tensor).set_require_grad(false);
    layer.w_x = plain(normal("w_x", [SIZES.features, 1], 0.7));
    layer.w_h = plain(Tensor::from_data([[-0.9]], &*DEVICE));
    layer.b = Param::from_tensor(normal("b", [1], 0.3)).set_require_grad(false);
    let read = |last: Tensor<2>| last.matmul(normal("w_ph", [1, CLASSES], 1.0));
    let reach = Reach::of(&layer, read, batch(4));
    let [near, far] = reach.bounds(&layer, &batch(4).inputs);
    for (step, measured) in reach.hidden.iter().enumerate() {
        assert_near(near[step], *measured);
        let left = (STEPS - 1 - step) as i32;
        assert_near(far[step], reach.hidden[STEPS - 1] * 0.9_f64.powi(left));
    }
}

#[test]
fn where_no_state_is_read_the_gates_are_all_that_keeps() {
    for cell in [Cell::Lstm, Cell::Gru] {
        let reach = Reach::of(&layer(cell, 0.0), read, batch(3));
        let kept = reach.kept.expect("has gates");
        let whole = reach.cell.unwrap_or(reach.hidden);
        for (kept, whole) in kept.iter().zip(&whole) {
            assert_near(*kept, *whole);
        }
        assert!(kept[0] < kept[STEPS - 1]);
    }
}

#[test]
fn open_forget_gates_let_the_whole_gradient_of_the_cell_through() {
    let with_bias = |bias: f64| {
        let mut layer = layer(Cell::Lstm, 0.8);
        // The gates stand in the order i, f, g, o.
        let of_gate = |it: usize| if it / SIZES.hidden == 1 { bias } else { 0.0 };
        let added: Vec<f64> = (0..4 * SIZES.hidden).map(of_gate).collect();
        let b = layer.b.val() + Tensor::from_data(&*added, &*DEVICE);
        layer.b = Param::from_tensor(b).set_require_grad(false);
        let reach = Reach::of(&layer, read, batch(3));
        let kept = reach.kept.expect("of an LSTM");
        kept[0] / kept[STEPS - 1]
    };
    let [closed, half, open] = [-20.0, 0.0, 20.0].map(with_bias);
    assert!(closed < 1e-6 && (0.9999..=1.0).contains(&open));
    assert!((1e-4..0.5).contains(&half), "{half}");
}

fn matrix<const N: usize>(rows: [[f64; N]; N]) -> Tensor<3> {
    Tensor::<2>::from_data(rows, &*DEVICE).unsqueeze()
}

#[test]
fn matrices_grow_by_their_eigenvalues_and_stretch_by_their_singular_values() {
    let (cos, sin) = (0.6, 0.8);
    for (rows, radius, stretch) in [
        // A rotation times 1.5: its eigenvalues are complex.
        ([[1.5 * cos, -1.5 * sin], [1.5 * sin, 1.5 * cos]], 1.5, 1.5),
        ([[0.2, 0.0], [0.0, -0.7]], 0.7, 0.7),
        // [[1/2, 10], [0, 1/2]]: the product of its singular values is 1/4, the sum of their squares 100.5.
        ([[0.5, 10.0], [0.0, 0.5]], 0.5, 10.024937810560445),
        ([[0.0, 1.0], [0.0, 0.0]], 0.0, 1.0),
        ([[0.0, 0.0], [0.0, 0.0]], 0.0, 0.0),
    ] {
        let found: f64 = spectral_radius(matrix(rows)).into_scalar();
        // Not normal: the powers of the third begin with 10 / 0.5 per step.
        assert!(
            (found - radius).abs() <= 0.02 * radius + 1e-3,
            "{rows:?}: {found}"
        );
        let found: f64 = largest_stretch(matrix(rows)).into_scalar();
        let above: f64 = found / f64::max(stretch, 1e-30);
        assert!(
            stretch == 0.0 && found < 1e-15 || (1.0 - 1e-12..1.0004).contains(&above),
            "{rows:?}: {found}, not {stretch}"
        );
    }
}

#[test]
fn several_matrices_are_measured_at_once() {
    let both = Tensor::cat(
        vec![
            matrix([[2.0, 0.0], [0.0, 1.0]]),
            matrix([[0.0, 3.0], [0.1, 0.0]]),
        ],
        0,
    );
    let values = |of: Tensor<1>| -> Vec<f64> { of.into_data().iter().collect() };
    let (radii, stretches) = (
        values(spectral_radius(both.clone())),
        values(largest_stretch(both)),
    );
    assert!(
        (radii[0] - 2.0).abs() < 1e-3 && (radii[1] - 0.3_f64.sqrt()).abs() < 2e-3,
        "{radii:?}"
    );
    assert!(
        (stretches[0] - 2.0).abs() < 1e-3 && (stretches[1] - 3.0).abs() < 1e-3,
        "{stretches:?}"
    );
}

#[test]
fn measuring_leaves_the_layer_as_it_is() {
    let layer = layer(Cell::Gru, 0.8);
    let first = Reach::of(&layer, read, batch(2));
    assert_eq!(first, Reach::of(&layer.clone().valid(), read, batch(2)));
}
