//! What a training of `text` says and shows at its end.

use crate::language::entropies;
use crate::staff::expected::Expected;
use crate::staff::language_training::LanguageTraining;
use burn::module::Module;
use common::error::Result;
use common::figures::Plot;
use common::plots;
use common::run::Run;
use common::trained::parameters;

const BITS: &str = "bits_per_character";

/// Characters of the test part that a figure shows.
const SHOWN: usize = 40;

/// Records how many parameters there are, says what the bits are worth, and shows what is written at one of the
/// temperatures.
pub(super) fn tell(run: &mut Run, learner: &LanguageTraining, temperatures: &[f64]) {
    let middle = temperatures.len() / 2;
    run.record("parameters", parameters(learner.network()) as f64);
    let corpus = learner.corpus();
    let [single, behind] = entropies(&corpus.train.text);
    let (characters, learned) = (corpus.text.vocabulary.len(), corpus.train.text.len());
    let tested = corpus.test.text.len();
    let uniform = (characters as f64).log2();
    run.explain(format!(
        "{learned} characters to learn from, {tested} to test on, {characters} different ones. Bits per character are the \
         loss by ln 2:\nwhoever guesses needs {uniform:.2}, whoever knows how frequent each character is {single:.2}, and \
         how frequent behind the one before it {behind:.2}.\n\n{}",
        learner.samples(&temperatures[middle..=middle]).trim_end()
    ));
}

/// Draws the bits beside what simpler knowledge needs, the norm of the gradients, and what the network expects while it
/// reads.
pub(super) fn draw(run: &Run, learner: &LanguageTraining, max_norm: f64) -> Result<()> {
    let axis = run.start.length.axis();
    let (corpus, network) = (learner.corpus(), learner.network().valid());
    let lines = plots::lines(run.folder(), BITS, axis)?;
    let end = lines.iter().flat_map(|(_, points)| points).map(|(x, _)| *x);
    let end = end.fold(0.0, f64::max);
    let plot = Plot::new("Bits per character")
        .x(axis)
        .y("bits per character");
    let plot = plot.each(lines, |plot, (split, points)| match split.as_str() {
        "test" => plot.line("test", points),
        _ => plot.line("training windows, mean", points),
    });
    let [single, behind] = entropies(&corpus.train.text);
    let plot = plot.line("H₁, single characters", [0.0, end].map(|x| (x, single)));
    let plot = plot.line("H₂, behind the one before", [0.0, end].map(|x| (x, behind)));
    run.save_figure("bits", &plot.figure())?;

    let plot = Plot::new("Norm of all gradients together")
        .note("before they are clipped; means from one evaluation to the next")
        .y("norm");
    let plot = run.parts(plot, &[("grad_norm", "gradients")])?;
    let plot = plot.line("--max-norm", [0.0, end].map(|x| (x, max_norm)));
    run.save_figure("grad-norm", &plot.log_y().figure())?;

    let shown = &corpus.test.text[..SHOWN.min(corpus.test.text.len())];
    let expected = Expected::reading(&network, shown);
    let heat = expected.heat(&corpus.text, "What it expects while it reads the test");
    run.save_figure("expected", &heat.figure())
}
