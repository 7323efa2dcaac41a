//! The figures of a trained variational autoencoder.

use crate::staff::pictures::of_classes;
use crate::staff::vae_measures::{COLLAPSED, active, of_dimensions};
use crate::staff::vae_training::SHOWN;
use crate::staff::vae_views::{manifold, reconstructions, samples, strips};
use crate::vae::Vae;
use common::data::{CHUNK, ExampleSet};
use common::figures::Example;
use common::program::prelude::*;

/// Pictures along each side of a plane of codes.
const SIDE: usize = 12;
/// Dimensions that are drawn.
const MOST: usize = 40;

/// Draws reconstructions, samples, what lies between codes, and the KL of each dimension; on request the curves
/// and, of two dimensions, the codes themselves.
pub fn draw(run: &Run, vae: &Vae, data: &Data<2>) -> Result<()> {
    let pictures = of_classes(&data.test, SHOWN);
    run.save_figure("reconstructions", &reconstructions(vae, &pictures).figure())?;
    run.save_figure("samples", &samples(vae, run.start.streams).figure())?;
    match vae.latent() {
        2 => run.save_figure("manifold", &manifold(vae, SIDE).figure())?,
        _ => run.save_figure("between", &strips(vae, &pictures).figure())?,
    }
    let of = of_dimensions(vae, &data.test);
    run.save_figure("dimensions", &dimensions(of).figure())?;
    if !run.wants_all_figures() {
        return Ok(());
    }
    if vae.latent() == 2 {
        let codes = codes(vae, &data.test, &data.classes).figure();
        run.save_figure("codes", &codes)?;
    }
    run.draw_history()
}

/// The KL of each dimension, the largest on top.
fn dimensions(mut of: Vec<f64>) -> Plot {
    let active = active(&of);
    let note = format!("{active} of {} with {COLLAPSED} nats or more", of.len());
    of.sort_by(|a, b| b.total_cmp(a));
    let left = of.len().saturating_sub(MOST);
    let note = match left {
        0 => note,
        _ => format!("{note}; the {MOST} largest"),
    };
    let bars = (1..).zip(of).take(MOST);
    Plot::new("What each dimension of a code costs")
        .note(note)
        .x("KL in nats a picture, test part")
        .bars("KL", bars.map(|(place, kl)| (place.to_string(), kl.into())))
}

/// The mean of the code of each picture of a set, in the plane.
fn codes(vae: &Vae, set: &ExampleSet<2>, classes: &[String]) -> Plot {
    let chunks = set.chunks(CHUNK).map(|batch| {
        let means = vae.encoder.forward(batch.inputs).mean.into_data();
        means.iter().collect::<Vec<f64>>()
    });
    let means: Vec<f64> = chunks.flatten().collect();
    let places = means.chunks(2).zip(set.labels());
    let places = places.map(|(mean, class)| Example::at((mean[0], mean[1]), *class));
    Plot::new("Codes of test pictures")
        .note("the mean of each")
        .x("z₁")
        .y("z₂")
        .scatter(&places.collect::<Vec<_>>(), classes)
}
