//! What a hidden state tells of the first digit, and what of the loss reaches it.

use assignment2::palindromes::DIGITS;
use assignment2::rnn::output;
use assignment2::staff::memory::{Memory, gradients, states};
use assignment2::staff::recurrent::{Cell, Sizes};
use assignment2::staff::sequences::{Network, Plan};
use burn::module::Module;
use burn::tensor::{Device, Int, Tensor, activation};
use common::data::Batch;

#[test]
fn gradients_go_from_state_to_state_as_equation_3_says() {
    let device = Device::flex();
    let sizes = Sizes {
        features: 2,
        hidden: 3,
    };
    let network = Network::new(&Plan::of(Cell::Rnn, sizes), &device);
    let weights = network.train().valid().rnn();
    let inputs = Tensor::from_data([[[0.5, -1.0], [2.0, 0.3]]], &device);
    let labels = Tensor::<1, Int>::from_data([1], &device);
    let last = states(&weights, &inputs)[1].clone();
    let wrong = activation::softmax(output(&weights, last.clone()), 1)
        - labels.clone().one_hot::<2>(DIGITS).float();
    let at_2 = wrong.matmul(weights.w_ph.clone().transpose());
    let slope = -last.square() + 1.0;
    let at_1 = (at_2.clone() * slope).matmul(weights.w_hh.clone().transpose());
    let lengths = [at_1, at_2].map(|it| it.square().sum().sqrt().into_scalar::<f64>());
    let found = gradients(&weights, Batch { inputs, labels });
    assert_eq!(found.len(), 2);
    for (found, length) in found.iter().zip(lengths) {
        assert!((found - length).abs() < 1e-5 * length, "{found} {length}");
    }
}

#[test]
fn a_digit_is_told_where_its_states_lie_apart() {
    let device = Device::flex();
    let digits = Tensor::<1, Int>::from_data([3, 3, 7, 7], &device);
    let apart = [[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 1.1]];
    let apart = Tensor::<2>::from_data(apart, &device);
    let memory = Memory::of(&apart, &digits);
    assert_eq!(memory.told(apart.clone(), digits.clone()), 1.0);
    let read: Vec<f64> = memory.read(apart).into_data().iter().collect();
    assert!(read[3] > 0.99 && read[7] < 0.01, "{read:?}");
    let alike = Tensor::<2>::from_data([[1.0], [-1.0], [1.0], [-1.0]], &device);
    let read = Memory::of(&alike, &digits).read(alike);
    let read: Vec<f64> = read.into_data().iter().collect();
    assert!((read[3] - read[7]).abs() < 1e-6, "{read:?}");
}
