//! The demonstrations of assignment 1, and the table that the labs read.

pub mod backprop;
pub mod boundary;
pub mod gates;
pub mod initialization;
pub mod optimizers;
pub mod perceptron;
pub mod polar;
pub mod range_test;
pub mod regularization;
pub mod schedules;

use common::demo::Entry;

/// The demonstrations, in the order of the course.
pub const TABLE: &[Entry] = &[
    Entry::of::<gates::Gates>(),
    Entry::of::<perceptron::Rosenblatt>(),
    Entry::of::<polar::Polar>(),
    Entry::of::<backprop::Backprop>(),
    Entry::of::<boundary::Boundary>(),
    Entry::of::<optimizers::Race>(),
    Entry::of::<range_test::RangeTest>(),
    Entry::of::<schedules::Schedules>(),
    Entry::of::<initialization::Beginnings>(),
    Entry::of::<regularization::Watched>(),
];
