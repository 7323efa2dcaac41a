//! What is said of a trained variational autoencoder.

use crate::programs::marks::{self, MARKED};
use crate::staff::pictures::images;
use crate::staff::vae_measures::{COLLAPSED, DRAWS, active, importance_bound, of_dimensions};
use crate::staff::vae_training::VaeTraining;
use crate::staff::vae_views::drawn;
use burn::module::Module;
use common::program::prelude::*;
use common::trained::parameters;

/// Records the importance-weighted bound, the dimensions that are in use, and says what the numbers mean; beside an
/// untrained one also how good samples are.
///
/// # Errors
/// Those of [`marks::record`].
pub fn tell(run: &mut Run, learner: &VaeTraining, untrained: Option<VaeTraining>) -> Result<()> {
    let (vae, data) = (&learner.model().valid(), learner.loader().data());
    // In evaluation mode a network has none.
    run.record("parameters", parameters(learner.model()) as f64);
    let marks = match untrained {
        Some(untrained) => {
            let untrained = untrained.model().valid();
            let made = [vae, &untrained].map(|of| drawn(of, MARKED, run.start.streams));
            Some(marks::record(run, data, made, |rows| {
                images(rows, vae.image)
            })?)
        }
        None => None,
    };
    let test = &data.test;
    let most = match run.start.preset() {
        Preset::Quick => 100,
        _ => 1000,
    };
    let (bound, pictures) = importance_bound(vae, (test, most), run.start.streams);
    let dimensions = of_dimensions(vae, test);
    run.record("test_importance_bound", bound);
    run.record("active_dimensions", active(&dimensions) as f64);
    let deviation = vae.log_deviation.as_ref().map(|of| of.val());
    if let Some(deviation) = &deviation {
        run.record(
            "pixel_deviation",
            deviation.clone().exp().into_scalar::<f64>(),
        );
    }
    let unit = match deviation {
        Some(_) => {
            "Of normal pixels it is minus the logarithm of a density, and below 0 where they are predicted well."
        }
        None => "Of grey pixels it is no probability, but losses of one data set compare.",
    };
    run.explain(format!(
        "test_loss is minus the evidence lower bound, in nats a picture, with β = 1 whatever β the training had.\n\
         {unit}\n\
         test_importance_bound is minus the importance-weighted bound, by {DRAWS} draws a picture, of {pictures} test pictures: it compares\n\
         with test_loss where those are all.\n{}{}",
        in_words(&dimensions),
        marks.map_or(String::new(), |words| format!("\n\n{words}")),
    ));
    Ok(())
}

/// Which dimensions of a code are in use.
fn in_words(dimensions: &[f64]) -> String {
    let (all, active) = (dimensions.len(), active(dimensions));
    let rule = format!("a KL of {COLLAPSED} nats or more");
    match all - active {
        0 => format!("All {all} dimensions of the code are in use, with {rule}."),
        _ if active == 0 => format!(
            "Posterior collapse: none of the {all} dimensions of the code has {rule}. The encoder says the same of every \
             picture,\nand the decoder makes one picture of all codes. Try a smaller --beta, or train longer."
        ),
        unused => format!(
            "Posterior collapse of {unused} of the {all} dimensions of the code, whose KL is below {COLLAPSED} nats: they are \
             the prior whatever the\npicture is, and the other {active} carry all that is known of it. A smaller --beta uses more."
        ),
    }
}
