//! The table and the figures of `bottleneck`.

use super::Bottleneck;
use crate::staff::AutoencoderTraining;
use crate::staff::autoencoding::Architecture::{self, Deep, Linear};
use common::program::prelude::*;

type Trainings = Study<(Architecture, usize), AutoencoderTraining>;

const ERROR: &str = "reconstruction_error";

/// What as many principal components lose on the test set, under each seed.
fn of_pca(study: &mut Trainings, code: usize) -> Vec<f64> {
    let case = (Linear, code);
    let learners = study.learners_of(&case);
    let error = |learner: &mut AutoencoderTraining| {
        let reference = &learner.reference;
        reference.error(reference.components(), &learner.data().test)
    };
    learners.map(error).collect()
}

/// A row for each length of the code.
pub(super) fn tell(settings: &Bottleneck, run: &mut Run, study: &mut Trainings) -> Result<()> {
    let header = ["CODE", "PCA", "LINEAR", "LARGEST ANGLE", "DEEP"];
    let mut table = Table::new(header);
    for &code in &settings.code_dims {
        let pca = of_pca(study, code);
        let error = |architecture| study.last(&(architecture, code), Part::Test, ERROR);
        let errors = [pca.clone(), error(Linear), error(Deep)];
        let [first, second, third] = errors.map(|of| format!("{:.5}", Summary::of(&of).mean));
        let angle = study.summary(&(Linear, code), Part::Test, "largest_angle");
        table.row([
            code.to_string(),
            first,
            second,
            format!("{:.1}°", angle.mean),
            third,
        ]);
        run.record(format!("pca_{code}_{ERROR}"), pca);
    }
    run.set_table(table);
    run.explain(format!(
        "Squared errors of the test set, mean over features, after {} epochs, {}.\n\
         The angle is the largest between the space of the linear decoder and that of the principal components.",
        settings.length.epochs,
        study.note()
    ));
    Ok(())
}

pub(super) fn draw(settings: &Bottleneck, run: &Run, study: &mut Trainings) -> Result<()> {
    let spread = |of: &[f64]| Spread::within_extremes(Summary::of(of));
    let codes = &settings.code_dims;
    let pca: Vec<_> = codes
        .iter()
        .map(|&code| (code as f64, spread(&of_pca(study, code))))
        .collect();
    let of = |architecture, metric| {
        let point = |&code: &usize| {
            (
                code as f64,
                spread(&study.last(&(architecture, code), Part::Test, metric)),
            )
        };
        codes.iter().map(point).collect::<Vec<_>>()
    };
    let errors = Plot::new("What is lost with a code of so many numbers").note(study.note());
    let errors = errors.x("numbers of the code").y("squared error, test set");
    let errors = errors.log_y().spread("PCA", pca);
    let errors = errors.spread("linear autoencoder", of(Linear, ERROR));
    let errors = errors.spread("deep autoencoder", of(Deep, ERROR));
    run.save_figure("errors", &errors.figure())?;
    let angles = Plot::new("Between the spaces of linear decoder and PCA").note(study.note());
    let angles = angles
        .x("numbers of the code")
        .y("largest angle in degrees")
        .log_y();
    let angles = angles.spread("linear autoencoder", of(Linear, "largest_angle"));
    run.save_figure("angles", &angles.figure())
}
