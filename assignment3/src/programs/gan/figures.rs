//! What a training of `gan` says and shows at its end.

use crate::programs::marks::{self, MARKED};
use crate::staff::{GanTraining, Subject};
use common::data::RING_MODES;
use common::error::Result;
use common::figures::Plot;
use common::learner::{Learner, Part};
use common::metrics::Metrics;
use common::run::Run;

/// Fakes that spread less than this, in units of the real examples, are all alike.
const ALIKE: f64 = 0.3;

/// Records how many parameters there are, and says what the numbers mean and what has gone wrong; beside an untrained pair also how
/// good the fakes are.
pub(super) fn tell(
    run: &mut Run,
    learner: &mut GanTraining,
    untrained: Option<GanTraining>,
) -> Result<()> {
    let [generator, discriminator] = learner.pair.parameters();
    run.record("generator_parameters", generator as f64);
    run.record("discriminator_parameters", discriminator as f64);
    let meaning = match learner.pair.rule().loss {
        loss if loss.is_of_logits() => {
            "d_real is D(x), what the discriminator gives real pictures, and d_fake D(G(z)), what it gives fakes;\n\
             both are 0.5 where it cannot tell them apart. Neither says how good the fakes are: look at the samples."
        }
        loss if loss.has_critic() => {
            "score_real and score_fake are what the critic gives real examples and fakes. Their difference estimates, up to a\n\
             factor, how far the fakes have to be moved to become the real ones: it falls while they become better."
        }
        _ => {
            "score_real and score_fake are what the discriminator gives real examples and fakes. Neither says how good the\n\
             fakes are: look at the samples."
        }
    };
    let ring = "spread: how far fakes spread, 1 is as far as real points. modes_covered: modes with a tenth of their share of the fakes\n\
                or more. near_a_mode: the share of the fakes within three deviations of one.";
    let ring = matches!(learner.subject(), Subject::Points(_)).then(|| ring.to_owned());
    let troubles = troubles(&learner.evaluate(Part::Test)?);
    let marks = match untrained {
        Some(untrained) => {
            let made = [&*learner, &untrained].map(|of| of.fakes(MARKED));
            Some(marks::record(run, learner.data(), made, |rows| {
                learner.images(rows)
            })?)
        }
        None => None,
    };
    let further = ring.iter().chain(&marks).chain(&troubles);
    let further = further.map(|words| format!("\n\n{words}"));
    run.explain(meaning.to_owned() + &further.collect::<String>());
    Ok(())
}

/// States that have a name, from the metrics of the test part.
fn troubles(metrics: &Metrics) -> Vec<String> {
    let get = |name| metrics.get(name).unwrap_or(f64::NAN);
    let mut found = Vec::new();
    if get("d_real") > 0.99 && get("d_fake") < 0.01 {
        found.push(
            "Saturated: the discriminator is sure of everything, and its gradient teaches the generator little. Try a smaller\n\
             β₁ (--beta1 0.5), --label-smoothing 0.1, --spectral-norm, or another --loss."
                .into(),
        );
    }
    let modes = get("modes_covered");
    if modes < RING_MODES as f64 / 2.0 {
        found.push(format!(
            "Collapsed: {modes} of {RING_MODES} modes get a tenth of their share of the samples or more, and {:.0} % of all samples are near\n\
             a mode. D(x) and D(G(z)) may stand at 0.5 all the same.",
            100.0 * get("near_a_mode")
        ));
    } else if get("spread") < ALIKE {
        found.push(format!(
            "Collapsed: the fakes spread {:.0} % as far as the real examples; they are all alike.",
            100.0 * get("spread")
        ));
    }
    found
}

/// Draws the samples, what the discriminator says, and the losses; of a ring also the modes that are covered.
pub(super) fn draw(run: &Run, learner: &GanTraining) -> Result<()> {
    let is_points = matches!(learner.subject(), Subject::Points(_));
    let title = if is_points {
        "Samples at the end"
    } else {
        "25 samples at the end"
    };
    run.save_figure("samples", &learner.samples(title))?;
    let (judged, columns) = match learner.pair.rule().loss.is_of_logits() {
        true => (
            Plot::new("What the discriminator says").y("probability of being real"),
            [
                ("d_real", "of real pictures, D(x)"),
                ("d_fake", "of fakes, D(G(z))"),
            ],
        ),
        false => (
            Plot::new("What the discriminator says").y("score"),
            [
                ("score_real", "of real examples"),
                ("score_fake", "of fakes"),
            ],
        ),
    };
    run.save_figure("judgements", &run.parts(judged, &columns)?.figure())?;
    let losses = Plot::new("Losses").y("loss");
    let columns = [("d_loss", "discriminator"), ("g_loss", "generator")];
    run.save_figure("losses", &run.parts(losses, &columns)?.figure())?;
    match is_points {
        true => run.draw_metric("modes_covered"),
        false => Ok(()),
    }
}
