//! The window over a small part of the image, place by place.

use crate::convolution::Window;
use crate::staff::filters::Filter;
use burn::tensor::Tensor;
use common::figures::{Figure, Heat, panels};

/// Rows and columns of the part of the image over which the window glides step by step.
const PATCH: usize = 5;

/// The part of the image with the most contrast, in whole numbers from 0 to 9, row by row.
fn patch(image: &Tensor<4>) -> Vec<Vec<f64>> {
    let [_, _, height, width] = image.dims();
    let pixels: Vec<f64> = image.to_data().iter().collect();
    let side = PATCH.min(height).min(width);
    let part = |top: usize, left: usize| -> Vec<Vec<f64>> {
        let row = |row: usize| pixels[row * width + left..row * width + left + side].to_vec();
        (top..top + side).map(row).collect()
    };
    let contrast = |part: &[Vec<f64>]| {
        let all = part.concat();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        all.iter().map(|pixel| (pixel - mean).powi(2)).sum::<f64>()
    };
    let corners =
        (0..=height - side).flat_map(|top| (0..=width - side).map(move |left| (top, left)));
    let parts = corners.map(|(top, left)| part(top, left));
    let best = parts.max_by(|one, other| contrast(one).total_cmp(&contrast(other)));
    let whole = |row: Vec<f64>| row.into_iter().map(|pixel| (9.0 * pixel).round()).collect();
    best.unwrap_or_default().into_iter().map(whole).collect()
}

/// The window at some of its places over a small part of the image, with every product.
pub(super) fn steps(image: &Tensor<4>, filter: Filter, window: Window) -> Figure {
    let patch = patch(image);
    let (side, p, s) = (patch.len(), window.padding, window.stride);
    let [down, across] = window.places([side, side]);
    let mut padded = vec![vec![0.0; side + 2 * p]; side + 2 * p];
    for (row, pixels) in patch.iter().enumerate() {
        padded[row + p][p..p + side].copy_from_slice(pixels);
    }
    let kernel = filter.kernel();
    let products = |place: usize| -> Vec<Vec<f64>> {
        let (top, left) = (place / across * s, place % across * s);
        let row = |u: usize| {
            (0..3)
                .map(|v| kernel[u][v] * padded[top + u][left + v])
                .collect()
        };
        (0..3).map(row).collect()
    };
    let sums: Vec<f64> = (0..down * across)
        .map(|place| products(place).concat().iter().sum())
        .collect();
    // The first two, the first of the second row, and the last.
    let mut places = vec![0, 1, across, down * across - 1];
    places.retain(|place| *place < down * across);
    places.dedup();
    let largest = |numbers: &[f64]| {
        numbers
            .iter()
            .fold(1e-9, |most: f64, it| most.max(it.abs()))
    };
    let heat = |title: String, rows: &[Vec<f64>], columns: usize| {
        let heat = Heat::new(title, vec![""; columns]).without_key();
        rows.iter()
            .fold(heat, |heat, row| heat.row("", row.iter().copied()))
    };
    let all_products: Vec<f64> = (0..sums.len())
        .flat_map(|place| products(place).concat())
        .collect();
    let mut figures = Vec::new();
    for place in places {
        let (i, j) = (place / across, place % across);
        let framed = heat(format!("row {i}, column {j}"), &padded, padded.len());
        figures.push(framed.limit(9.0).block((i * s, j * s), (3, 3)).figure());
        let kernel: Vec<Vec<f64>> = kernel.iter().map(|row| row.to_vec()).collect();
        figures.push(heat(format!("x {}", filter.name()), &kernel, 3).figure());
        let under = heat(
            format!("add up: {}", in_short(sums[place])),
            &products(place),
            3,
        );
        figures.push(under.limit(largest(&all_products)).figure());
        let done: Vec<Vec<f64>> = sums[..=place].chunks(across).map(<[f64]>::to_vec).collect();
        let mut output = heat("output so far".into(), &done, across).limit(largest(&sums));
        for _ in done.len()..down {
            output = output.row("", []);
        }
        figures.push(output.chosen(i, j).figure());
    }
    let title = format!(
        "A 3x3 window over {side}x{side} pixels from 0 to 9, padding {p}, stride {s}: {down}x{across} places"
    );
    panels(&title, 4, &figures)
}

/// A sum with as many digits as it needs.
fn in_short(sum: f64) -> String {
    match sum.fract() == 0.0 {
        true => format!("{sum:.0}"),
        false => format!("{sum:.2}"),
    }
}
