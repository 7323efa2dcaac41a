//! What a training of `autoencoder` shows at its end.

use super::super::planes::{components, plane};
use super::{Autoencoder, shape};
use crate::staff::AutoencoderTraining;
use crate::staff::Reduction;
use crate::staff::autoencoding::{Kind, Objective};
use crate::staff::pictures::{images, of_classes};
use burn::tensor::Tensor;
use common::figures::{Pictures, panels};
use common::plots;
use common::program::prelude::*;

/// Pictures in a row.
const SHOWN: usize = 10;

/// Draws errors, and where there are any reconstructions, codes and angles.
pub(super) fn draw(
    settings: &Autoencoder,
    run: &Run,
    learner: &mut AutoencoderTraining,
) -> Result<()> {
    run.save_figure("error", &error(run, &learner.reference)?)?;
    if let Some(shape) = shape(&settings.examples.dataset) {
        run.save_figure(
            "reconstructions",
            &reconstructions(settings, run, learner, shape)?,
        )?;
    }
    if learner.reference.components() > 1 && settings.code_dim > 1 {
        run.save_figure("codes", &codes(settings, learner)?)?;
    }
    if let Some(last) = learner.angles()? {
        run.save_figure("angles", &angles(run, &last)?)?;
    }
    Ok(())
}

/// What is lost over the epochs, beside what principal components lose.
fn error(run: &Run, reference: &Reduction) -> Result<Figure> {
    let axis = run.start.length.axis();
    let lines = plots::lines(run.folder(), "reconstruction_error", axis)?;
    // Before the first step there is nothing to compare, and the axis would have to reach there.
    let trained = |points: Vec<(f64, f64)>| points.into_iter().filter(|(time, _)| *time > 0.0);
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(name, points)| (name, trained(points).collect::<Vec<_>>()))
        .collect();
    let times = lines
        .iter()
        .flat_map(|(_, points)| points)
        .map(|(time, _)| *time);
    let (first, last) = times.fold((f64::MAX, 0.0_f64), |(low, high), time| {
        (low.min(time), high.max(time))
    });
    let test = &reference.data.test;
    let level = |count| {
        let error = reference.error(count, test);
        [(first.min(last), error), (last, error)]
    };
    let plot = Plot::new("Reconstruction error").x(axis).y("squared error");
    let plot = plot.each(lines, |plot, (name, points)| match &*name {
        "steps" => plot,
        _ => plot.line(name.replace('_', " "), points),
    });
    let count = reference.components();
    let plot = plot.line(format!("test, {count} principal components"), level(count));
    Ok(plot.line("test, the mean alone", level(0)).log_y().figure())
}

/// Test examples of different classes, and what is left of them.
fn reconstructions(
    settings: &Autoencoder,
    run: &Run,
    learner: &AutoencoderTraining,
    shape: [usize; 3],
) -> Result<Figure> {
    let (network, reference) = (learner.network(), &learner.reference);
    let rows = of_classes(&learner.data().test, SHOWN);
    let pictures = Pictures::rows(format!(
        "Test examples, again from {} numbers",
        settings.code_dim
    ));
    let pictures = pictures.row("original", &images(rows.clone(), shape));
    let again = |rows: Tensor<2>| images(network.decode(network.encode(rows)), shape);
    let pictures = match settings.kind {
        Kind::Denoising => {
            let objective = Objective::Denoising(settings.corruption.unwrap_or(0.0));
            let mask = objective.mask(&rows, &mut run.start.streams.stream("shown mask"));
            let spoiled = rows.clone() * mask;
            let pictures = pictures.row("spoiled", &images(spoiled.clone(), shape));
            pictures.row("from the spoiled", &again(spoiled))
        }
        _ => pictures.row("autoencoder", &again(rows.clone())),
    };
    let count = reference.components();
    let of_pca = images(reference.reconstructed(count, rows), shape);
    Ok(pictures.row(format!("PCA, k = {count}"), &of_pca).figure())
}

/// The plane of the first two principal components beside that of the code, or of the code's own first two components.
fn codes(settings: &Autoencoder, learner: &AutoencoderTraining) -> Result<Figure> {
    let (network, reference, data) = (learner.network(), &learner.reference, learner.data());
    let pca = reference.pca.first(2);
    let axes = components(&pca.explained(), [0, 1]);
    let of_pca = plane("PCA", data, axes, |it| pca.project(it));
    let of_code = match settings.code_dim {
        2 => {
            let axes = ["first", "second"].map(|name| format!("{name} number"));
            plane("The code", data, axes, |it| network.encode(it))
        }
        _ => {
            let coded = data.clone().map_inputs(|it| network.encode(it));
            // The codes of a network that has died are all alike: there is no plane to show.
            let of_code = match Reduction::up_to(coded, 2) {
                Ok(of_code) if of_code.components() == 2 => of_code,
                _ => return Ok(of_pca),
            };
            let title = format!("PCA of the {} numbers of the code", settings.code_dim);
            let axes = components(&of_code.pca.explained(), [0, 1]);
            plane(&title, data, axes, |it| {
                of_code.pca.project(network.encode(it))
            })
        }
    };
    Ok(panels("Examples in the plane", 2, &[of_pca, of_code]))
}

/// The largest angle over the epochs, and all of them at the end.
fn angles(run: &Run, last: &[f64]) -> Result<Figure> {
    let axis = run.start.length.axis();
    let lines = plots::lines(run.folder(), "largest_angle", axis)?;
    let over = Plot::new("The largest angle").x(axis).y("degrees").log_y();
    let over = over.each(lines, |plot, (_, points)| plot.line("largest", points));
    let numbered = last.iter().enumerate();
    let rows = numbered.map(|(place, angle)| (format!("{}", place + 1), Spread::from(*angle)));
    let all = Plot::new("All angles at the end")
        .x("degrees")
        .bars("angle", rows);
    let title = "Between the spaces of decoder and principal components";
    Ok(panels(title, 2, &[over.figure(), all.figure()]))
}
