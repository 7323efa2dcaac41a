//! The figures of `pca`.

use super::super::planes;
use crate::staff::Reduction;
use crate::staff::pictures::{images, of_classes};
use burn::tensor::Tensor;
use common::figures::Pictures;
use common::program::prelude::*;

/// Examples in a row of pictures.
const SHOWN: usize = 10;

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
    let inputs = of_classes(&reduction.data.test, SHOWN);
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
    let axes = planes::components(&pca.explained(), [0, 1]);
    planes::plane("The first two components", data, axes, |it| pca.project(it))
}
