//! Examples in the plane of two codes, as `pca` and `autoencoder` draw it.

use burn::tensor::Tensor;
use common::data::ExampleSet;
use common::figures::Example;
use common::program::prelude::*;

/// Examples of a figure; more would only hide each other.
const MOST: usize = 400;
/// Classes of a figure.
const CLASSES: usize = 10;

/// Examples in a plane, by two codes under these names: those of training and test if there are few, else of the test.
pub(super) fn plane(
    title: &str,
    data: &Data<2>,
    [x, y]: [String; 2],
    codes: impl Fn(Tensor<2>) -> Tensor<2>,
) -> Figure {
    let names = &data.classes[..data.classes.len().min(CLASSES)];
    let chosen = |set: &ExampleSet<2>| -> Vec<usize> {
        let labels = set.labels().iter().enumerate();
        let own = labels.filter(|(_, label)| **label < names.len());
        own.map(|(place, _)| place).collect()
    };
    let [train, mut test] = [&data.train, &data.test].map(chosen);
    let (all, are_few) = (test.len(), train.len() + test.len() <= MOST);
    test.truncate(MOST);
    let mut note = format!("{} test examples", test.len());
    if are_few {
        note = format!("{} training and {note}", train.len());
    } else if test.len() < all {
        note = format!("the first {note} of {all}");
    }
    if names.len() < data.classes.len() {
        note += &format!(", {} of {} classes", names.len(), data.classes.len());
    }
    let parts = [(&data.train, train, false), (&data.test, test, true)];
    let parts = parts
        .into_iter()
        .filter(|(_, _, is_test)| are_few || *is_test);
    let examples = parts.flat_map(|(set, chosen, is_test)| {
        let codes = codes(set.gather(&chosen).inputs).into_data();
        let codes: Vec<f64> = codes.iter().collect();
        let placed = chosen.into_iter().enumerate();
        let example = |(number, place): (usize, usize)| Example {
            x: codes[2 * number],
            y: codes[2 * number + 1],
            class: set.labels()[place],
            test: is_test && are_few,
        };
        placed.map(example).collect::<Vec<_>>()
    });
    let examples: Vec<Example> = examples.collect();
    Plot::new(title)
        .note(note)
        .x(x)
        .y(y)
        .scatter(&examples, names)
        .figure()
}

/// What the axes of two components are called, each counted from 0: with their shares of the variance.
pub(super) fn components(shares: &Tensor<1>, numbers: [usize; 2]) -> [String; 2] {
    let shares: Vec<f64> = shares.to_data().iter().collect();
    numbers.map(|number| format!("component {} ({:.0} %)", number + 1, 100.0 * shares[number]))
}
