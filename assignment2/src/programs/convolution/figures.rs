//! The figures of `convolution`.

use super::steps::steps;
use crate::convolution::{Convolution, Window};
use crate::staff::filters::Filter;
use crate::staff::forms::{Cost, FORMS};
use burn::tensor::Tensor;
use clap::ValueEnum;
use common::by_hand::Layer;
use common::figures::Pictures;
use common::program::prelude::*;

/// Draws into the run's folder.
pub(super) fn draw(
    run: &Run,
    image: &Tensor<4>,
    (filter, window): (Filter, Window),
    costs: &[Cost],
) -> Result<()> {
    run.save_figure("window", &steps(image, filter, window))?;
    run.save_figure("filters", &filters(image, window))?;
    run.save_figure("stride-and-padding", &places(image, filter))?;
    run.save_figure("cost", &cost(costs))
}

/// The map that a filter makes of the image, `[1, 1, H', W']`.
fn map(image: &Tensor<4>, filter: Filter, window: Window) -> Tensor<4> {
    let mut layer = Convolution::with_weight(filter.weight(&image.device()));
    layer.window = window;
    layer.forward(image.clone())
}

/// What has both signs as a picture: grey is 0, and the largest number is white or black.
fn around_grey(numbers: Tensor<4>) -> Tensor<4> {
    let largest: f64 = numbers.clone().abs().max().into_scalar();
    numbers / (2.0 * largest.max(1e-9)) + 0.5
}

/// A map as a picture.
fn shown(map: Tensor<4>, filter: Filter) -> Tensor<4> {
    match filter.keeps_brightness() {
        true => map,
        false => around_grey(map),
    }
}

/// Every filter and its map.
fn filters(image: &Tensor<4>, window: Window) -> Figure {
    let filters = Filter::value_variants();
    let device = image.device();
    let kernels = filters
        .iter()
        .map(|filter| around_grey(filter.weight(&device)));
    let maps = filters
        .iter()
        .map(|filter| shown(map(image, *filter, window), *filter));
    let names = filters.iter().map(|filter| filter.name());
    let Window {
        stride, padding, ..
    } = window;
    Pictures::rows("What six filters see in an image")
        .note(format!(
            "stride {stride}, padding {padding}; where there are edges, grey is 0"
        ))
        .row("image", image)
        .row("filter", &Tensor::cat(kernels.collect(), 0))
        .captions(names)
        .row("map", &Tensor::cat(maps.collect(), 0))
        .figure()
}

/// The map of one filter under other strides and paddings, all to the same scale.
fn places(image: &Tensor<4>, filter: Filter) -> Figure {
    const STRIDES: [usize; 4] = [1, 2, 3, 4];
    const PADDINGS: [usize; 3] = [0, 1, 2];
    let [_, _, height, width] = image.dims();
    let title = format!("Stride and padding: the map of {}", filter.name());
    let note = format!("image of {height}x{width}, window of 3x3");
    PADDINGS
        .into_iter()
        .fold(Pictures::rows(title).note(note), |pictures, padding| {
            let windows = STRIDES.map(|stride| Window {
                size: [3, 3],
                stride,
                padding,
            });
            let maps = windows.map(|window| {
                let map = shown(map(image, filter, window), filter);
                let [_, _, down, across] = map.dims();
                // White paper as large as the largest map.
                map.pad((0, width + 2 - across, 0, height + 2 - down), 1.0)
            });
            let captions = windows.map(|window| {
                let [down, across] = window.places([height, width]);
                format!("stride {}: {down}x{across}", window.stride)
            });
            let label = format!("padding {padding}");
            let pictures = pictures.row(label, &Tensor::cat(maps.into(), 0));
            pictures.captions(captions)
        })
        .figure()
}

/// The milliseconds of each form.
fn cost(costs: &[Cost]) -> Figure {
    let bars = FORMS.into_iter().zip(costs).map(|((_, name), cost)| {
        let ends = [
            cost.milliseconds[0],
            cost.milliseconds[cost.milliseconds.len() - 1],
        ];
        let spread = Spread {
            mean: cost.median(),
            low: ends[0],
            high: ends[1],
        };
        (name, spread)
    });
    Plot::new("One convolution in four forms")
        .note("median; from the fastest to the slowest pass")
        .x("milliseconds")
        .bars("", bars)
        .figure()
}
