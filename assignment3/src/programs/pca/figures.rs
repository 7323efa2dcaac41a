//! The figures of `pca`.

use crate::staff::Reduction;
use burn::tensor::Tensor;
use common::data::ExampleSet;
use common::figures::{Example, Pictures};
use common::program::prelude::*;

/// Examples of a figure; more would only hide each other.
const MOST: usize = 400;
/// Classes of a figure, and examples in a row of pictures.
const CLASSES: usize = 10;

/// Training and test error for each number of components.
type Errors = [(usize, [f64; 2])];

/// Draws into the run's folder; of examples that are images also pictures, `shape` being their channels,
/// height and width.
pub(super) fn draw(
    run: &Run,
    reduction: &Reduction,
    (errors, shape): (&Errors, Option<[usize; 3]>),
) -> Result<()> {
    if let Some(shape) = shape {
        run.save_figure("components", &components(reduction, shape))?;
        run.save_figure(
            "reconstructions",
            &reconstructions(reduction, errors, shape),
        )?;
    }
    run.save_figure("error", &error(errors))?;
    match reduction.pca.components.dims()[0] {
        1 => Ok(()),
        _ => run.save_figure("map", &map(reduction)),
    }
}

/// Rows as images.
fn images(rows: Tensor<2>, [channels, height, width]: [usize; 3]) -> Tensor<4> {
    let count = rows.dims()[0];
    rows.reshape([count, channels, height, width])
}

/// The mean and the first components: grey is zero, and the largest element of each is white or black.
fn components(reduction: &Reduction, shape: [usize; 3]) -> Figure {
    let pca = &reduction.pca;
    let count = pca.components.dims()[0].min(19);
    let shown = pca.first(count).components;
    let largest = shown.clone().abs().max_dim(1);
    let shown = Tensor::cat(vec![pca.mean.clone(), shown / largest * 0.5 + 0.5], 0);
    let shares = pca.explained().into_data();
    let shares = shares.iter::<f64>().take(count).enumerate();
    let shares = shares.map(|(place, share)| format!("{}: {:.1} %", place + 1, 100.0 * share));
    Pictures::grid("Mean and first components", 5)
        .note("components: grey is 0; their share of the variance")
        .images(&images(shown, shape))
        .captions(std::iter::once("mean".to_owned()).chain(shares))
        .figure()
}

/// Test examples of different classes, and what is left of them.
fn reconstructions(reduction: &Reduction, errors: &Errors, shape: [usize; 3]) -> Figure {
    let test = &reduction.data.test;
    let first = |class| test.labels().iter().position(|label| *label == class);
    let chosen = (0..reduction.data.classes.len()).filter_map(first);
    let chosen: Vec<usize> = chosen.take(CLASSES).collect();
    let inputs = test.gather(&chosen).inputs;
    let pictures = Pictures::rows("Test examples, reconstructed from k components");
    let pictures = pictures.row("original", &images(inputs.clone(), shape));
    let rows = errors.iter().fold(pictures, |pictures, (count, _)| {
        let again = reduction.reconstructed(*count, inputs.clone());
        pictures.row(format!("k = {count}"), &images(again, shape))
    });
    rows.figure()
}

/// What is lost, by the number of components.
fn error(errors: &Errors) -> Figure {
    let line = |part: usize| {
        let points = errors
            .iter()
            .map(move |(count, of)| (*count as f64, of[part]));
        points.collect::<Vec<_>>()
    };
    Plot::new("Reconstruction error")
        .x("components")
        .y("squared error, mean over features")
        .line("training", line(0))
        .line("test", line(1))
        // Not both: a training error that reaches zero would press everything else to the top.
        .log_x()
        .figure()
}

/// Examples along the first two components: of training and test if there are few, else of the test.
fn map(reduction: &Reduction) -> Figure {
    let (data, pca) = (&reduction.data, reduction.pca.first(2));
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
        let codes = pca.project(set.gather(&chosen).inputs).into_data();
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
    let shares: Vec<f64> = pca.explained().into_data().iter().collect();
    let axis = |name: &str, share: f64| format!("{name} component ({:.1} %)", 100.0 * share);
    Plot::new("The first two components")
        .note(note)
        .x(axis("first", shares[0]))
        .y(axis("second", shares[1]))
        .scatter(&examples, names)
        .figure()
}
