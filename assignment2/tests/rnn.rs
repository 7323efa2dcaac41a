//! The recurrent network beside Burn's and against central differences, and the palindromes that it reads.

use assignment2::palindromes::{DIGITS, Encoding, Palindromes, TESTED};
use assignment2::rnn::{RnnWeights, cell, forward, output, sequence};
use assignment2::staff::recurrent::{Cell, Sizes};
use assignment2::staff::sequences::{Network, Plan};
use burn::module::{Module, Param};
use burn::nn::{Rnn as BurnRnn, RnnConfig};
use common::by_hand::{Device, Streams, Tensor};
use common::gradcheck::{largest_difference, numeric_gradient, relative_error};

fn device() -> Device {
    Device::flex()
}

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, 0.5, &device())
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f64> {
    tensor.into_data().iter().collect()
}

const SIZES: Sizes = Sizes {
    features: 3,
    hidden: 4,
};

const CLASSES: usize = 5;

/// Six sequences of seven steps.
const INPUTS: [usize; 3] = [6, 7, SIZES.features];

fn weights() -> RnnWeights {
    let Sizes { features, hidden } = SIZES;
    RnnWeights {
        w_hx: normal("w_hx", [features, hidden]),
        w_hh: normal("w_hh", [hidden, hidden]),
        b_h: normal("b_h", [hidden]),
        w_ph: normal("w_ph", [hidden, CLASSES]),
        b_o: normal("b_o", [CLASSES]),
    }
}

/// The same weights, each followed by autodiff.
fn tracked(weights: RnnWeights) -> RnnWeights {
    RnnWeights {
        w_hx: weights.w_hx.autodiff().require_grad(),
        w_hh: weights.w_hh.autodiff().require_grad(),
        b_h: weights.b_h.autodiff().require_grad(),
        w_ph: weights.w_ph.autodiff().require_grad(),
        b_o: weights.b_o.autodiff().require_grad(),
    }
}

/// Burn's network with these weights. It has two biases a step; the second is zero.
fn burns(weights: &RnnWeights, device: &Device) -> BurnRnn {
    let mut rnn = RnnConfig::new(SIZES.features, SIZES.hidden, true).init(device);
    let gate = &mut rnn.gate;
    let matrix = |weight: &Tensor<2>| Param::from_data(weight.to_data(), device);
    gate.input_transform.weight = matrix(&weights.w_hx);
    gate.hidden_transform.weight = matrix(&weights.w_hh);
    gate.input_transform.bias = Some(Param::from_data(weights.b_h.to_data(), device));
    let zeros = weights.b_h.zeros_like().into_data();
    gate.hidden_transform.bias = Some(Param::from_data(zeros, device));
    rnn
}

/// Both agree as far as the rounding to f32 allows.
#[track_caller]
fn assert_same<const D: usize>(by_hand: Tensor<D>, by_burn: Tensor<D>) {
    assert_eq!(by_hand.dims(), by_burn.dims());
    let largest: f64 = by_burn.clone().abs().max().into_scalar();
    let difference: f64 = (by_hand - by_burn).abs().max().into_scalar();
    assert!(
        difference <= 1e-5 * largest.max(1.0),
        "they differ by {difference:e}"
    );
}

#[test]
fn rnn_cell_is_burns() {
    let weights = weights();
    let input = normal("input", [6, SIZES.features]);
    let new = cell(
        &weights,
        input.clone(),
        Tensor::zeros([6, SIZES.hidden], &device()),
    );
    let (_, state) = burns(&weights, &device()).forward(input.unsqueeze_dim(1), None);
    assert_same(new, state.hidden);
}

#[test]
fn rnn_sequence_is_burns_forward_and_backward() {
    let (weights, inputs) = (weights(), normal("inputs", INPUTS));
    let autodiff = device().autodiff();
    let by_burn = burns(&weights, &autodiff);
    let by_hand = tracked(weights);
    let inputs = inputs.autodiff();
    let last = sequence(&by_hand, inputs.clone());
    let (_, burn_last) = by_burn.forward(inputs, None);
    assert_same(last.clone().inner(), burn_last.hidden.clone().inner());

    // Each element of the last state counts with a weight of its own.
    let factors = normal("factors", [INPUTS[0], SIZES.hidden]).autodiff();
    let grads = (last * factors.clone()).sum().backward();
    let burn_grads = (burn_last.hidden * factors).sum().backward();
    let of = |weight: &Tensor<2>| weight.grad(&grads).expect("is tracked");
    let burn_of = |weight: &Param<Tensor<2>>| weight.val().grad(&burn_grads).expect("is tracked");
    let gate = &by_burn.gate;
    assert_same(of(&by_hand.w_hx), burn_of(&gate.input_transform.weight));
    assert_same(of(&by_hand.w_hh), burn_of(&gate.hidden_transform.weight));
    let burn_bias = gate
        .input_transform
        .bias
        .as_ref()
        .expect("has a bias")
        .val();
    let bias = by_hand.b_h.grad(&grads).expect("is tracked");
    assert_same(bias, burn_bias.grad(&burn_grads).expect("is tracked"));
}

/// From inputs to the last state, or on to the logits.
type Forward = fn(&RnnWeights, Tensor<3>) -> Tensor<2>;

/// The gradient that autodiff finds for a weight of a network beside central differences.
#[track_caller]
fn assert_right<const D: usize>(
    network: Forward,
    weight: impl Fn(&mut RnnWeights) -> &mut Tensor<D>,
) {
    let inputs = normal("inputs", INPUTS);
    let mut by_hand = tracked(weights());
    let outputs = network(&by_hand, inputs.clone().autodiff());
    let factors = normal("factors", outputs.dims());
    let sum = (outputs * factors.clone().autodiff()).sum();
    let analytic = weight(&mut by_hand)
        .grad(&sum.backward())
        .expect("is tracked");
    let numeric = numeric_gradient(weight(&mut weights()), |changed| {
        let mut weights = weights();
        *weight(&mut weights) = changed;
        (network(&weights, inputs.clone()) * factors.clone())
            .sum()
            .into_scalar()
    });
    let error = relative_error(&analytic, &numeric);
    assert!(
        error < 1e-3,
        "\nhint: a state that is cut from its past, or a weight that is read back to the host, has no \
         gradient or half of one\n{}\noff by {error:.1e} (relative)",
        largest_difference(&analytic, &numeric, &numeric.dims())
    );
}

#[test]
fn rnn_sequence_gradients_match_central_differences() {
    assert_right(sequence, |weights| &mut weights.w_hx);
    assert_right(sequence, |weights| &mut weights.w_hh);
    assert_right(sequence, |weights| &mut weights.b_h);
}

#[test]
fn rnn_output_gradients_match_central_differences() {
    assert_right(forward, |weights| &mut weights.w_ph);
    assert_right(forward, |weights| &mut weights.b_o);
}

#[test]
fn rnn_output_does_not_depend_on_the_rest_of_the_batch() {
    let (weights, inputs) = (weights(), normal("inputs", INPUTS));
    let all = forward(&weights, inputs.clone());
    let second = output(&weights, sequence(&weights, inputs.narrow(0, 1, 1)));
    assert_same(all.narrow(0, 1, 1), second);
}

#[test]
fn the_parameters_are_as_many_as_the_sheet_s() {
    for (encoding, parameters) in [(Encoding::Scalar, 17_930), (Encoding::OneHot, 19_082)] {
        let sizes = Sizes {
            features: encoding.features(),
            hidden: 128,
        };
        let network = Network::new(&Plan::of(Cell::Rnn, sizes), &device());
        assert_eq!(network.num_params(), parameters);
    }
}

fn palindromes(input_length: usize) -> Palindromes {
    Palindromes {
        input_length,
        encoding: Encoding::Scalar,
        batch_size: 50,
        streams: Streams::new(42),
        device: device(),
    }
}

#[test]
fn a_palindrome_reads_the_same_from_both_ends() {
    for input_length in [1, 2, 4, 9, 10, 40] {
        let palindromes = palindromes(input_length);
        assert_eq!(palindromes.tested().len(), TESTED);
        for palindrome in palindromes
            .tested()
            .into_iter()
            .chain(palindromes.of_step(3))
        {
            assert_eq!(palindrome.len(), input_length + 1);
            let reversed: Vec<usize> = palindrome.iter().rev().copied().collect();
            assert_eq!(palindrome, reversed);
        }
    }
}

#[test]
fn every_digit_of_the_first_half_is_uniform() {
    let tested = palindromes(10).tested();
    for place in 0..6 {
        let mut counts = [0; DIGITS];
        for palindrome in &tested {
            counts[palindrome[place]] += 1;
        }
        // Pearson's statistic; with 9 degrees of freedom it is below 27.9 in 999 of 1000 cases.
        let expected = (TESTED / DIGITS) as f64;
        let squares = counts.map(|count| (f64::from(count) - expected).powi(2));
        let statistic = squares.iter().sum::<f64>() / expected;
        assert!(statistic < 27.9, "place {place}: {counts:?}");
    }
}

#[test]
fn the_palindromes_of_a_step_follow_from_its_number() {
    let of_step = |step| palindromes(10).of_step(step);
    assert_eq!(of_step(7), of_step(7));
    assert_eq!(of_step(7).len(), 50);
    assert_ne!(of_step(7), of_step(8));
    assert_ne!(
        of_step(0)[..],
        palindromes(10).tested()[..50],
        "the test has a stream of its own"
    );
}

#[test]
fn the_network_sees_all_digits_but_the_last() {
    let batch = palindromes(4).encode(&[vec![4, 7, 1, 7, 4], vec![0, 9, 9, 9, 0]]);
    assert_eq!(batch.inputs.dims(), [2, 4, 1]);
    assert_eq!(
        values(batch.inputs),
        [4.0, 7.0, 1.0, 7.0, 0.0, 9.0, 9.0, 9.0]
    );
    assert_eq!(
        batch.labels.into_data().iter::<i64>().collect::<Vec<_>>(),
        [4, 0]
    );
}

#[test]
fn one_hot_is_the_place_of_the_digit() {
    let scalar = palindromes(6);
    let one_hot = Palindromes {
        encoding: Encoding::OneHot,
        ..scalar.clone()
    };
    let drawn = scalar.of_step(0);
    assert_eq!(drawn, one_hot.of_step(0));
    let (scalar, one_hot) = (scalar.encode(&drawn).inputs, one_hot.encode(&drawn).inputs);
    assert_eq!(one_hot.dims(), [50, 6, DIGITS]);
    assert_eq!(values(one_hot.clone().sum_dim(2)), [1.0; 300]);
    assert_eq!(values(one_hot.argmax(2).float()), values(scalar));
}
