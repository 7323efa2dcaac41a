//! The figures of `learning-curve`: accuracy against examples, and what each contender sees.

use super::LearningCurveConfig;
use super::contenders::{Contender, accuracy, case, present};
use crate::coordinates::polar;
use crate::learner::ByHand;
use common::by_hand::Streams;
use common::error::Result;
use common::figures::{Figure, Scale, Spread, SpreadCurve, curves_with_spread};
use common::learner::Part;
use common::plots;
use common::run::Run;
use common::study::Study;

/// Draws everything into the run's folder.
pub(super) fn draw(
    run: &Run,
    config: &LearningCurveConfig,
    study: &mut Study<ByHand>,
) -> Result<()> {
    for part in [Part::Test, Part::Train] {
        let figure = against_examples(config, study, part);
        run.save_figure(&format!("{part}-accuracy"), &figure)?;
    }
    let contenders: Vec<&Contender> = present(study).collect();
    if contenders.iter().any(|contender| contender.is_polar) {
        for contender in contenders {
            let name = contender.name.replace(' ', "-");
            let map = map(run, config, study, contender)?;
            run.save_figure(&format!("map-of-{name}"), &map)?;
        }
    }
    Ok(())
}

fn against_examples(config: &LearningCurveConfig, study: &Study<ByHand>, part: Part) -> Figure {
    let curves: Vec<SpreadCurve> = present(study)
        .map(|contender| {
            let sizes = config.sizes.iter();
            SpreadCurve {
                name: contender.name.into(),
                points: sizes
                    .map(|&size| {
                        let summary = accuracy(study, contender, size, part);
                        (size as f64, Spread::from(summary))
                    })
                    .collect(),
                missing: Vec::new(),
            }
        })
        .collect();
    let title = match part {
        Part::Train => "Accuracy on the examples that were learned from",
        _ => "Accuracy on the test set",
    };
    let spread = format!("mean ± standard deviation of {} seeds", config.seeds);
    let (x, y) = (Scale::Log, Scale::Linear);
    curves_with_spread(
        title,
        &spread,
        "training examples",
        "accuracy",
        &curves,
        x,
        y,
    )
}

/// What a contender that was trained on the most examples says everywhere, first seed, always in
/// (x, y): in polar coordinates it would be lines.
fn map(
    run: &Run,
    config: &LearningCurveConfig,
    study: &mut Study<ByHand>,
    contender: &Contender,
) -> Result<Figure> {
    let streams = Streams::new(run.shared.seed);
    let data = config.examples.load(&run.shared, streams, &run.device)?;
    let largest = config.sizes.last().copied().unwrap_or_default();
    let case = case(contender, largest);
    let mut trainings = study.trainings_of(&case);
    let learner = trainings.next().expect("is present").learner();
    let data = data.with_training_examples(largest, &streams);
    let title = plots::capitalized(contender.name);
    Ok(plots::boundary_between(
        &title,
        ["x", "y"],
        &data,
        |points| match contender.is_polar {
            true => learner.logits(polar(points)),
            false => learner.logits(points),
        },
    ))
}
