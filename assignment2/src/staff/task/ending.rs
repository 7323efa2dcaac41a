//! What the programs that complete palindromes say and draw at the end.

use super::Task;
use crate::palindromes::DIGITS;
use crate::staff::sequences::Network;
use crate::staff::source::Source;
use burn::module::Module;
use common::program::prelude::*;
use common::supervised::Supervised;
use common::trained::parameters;

impl Task {
    /// How many parameters there are, and some palindromes with the network's answers.
    pub fn tell(&self, run: &mut Run, learner: &Supervised<Network, Source>) {
        run.record("parameters", parameters(learner.model()) as f64);
        let (network, source) = (learner.model().valid(), learner.loader());
        let shown = source.some_tested(5);
        let shown = network.completions(shown, source.palindromes()).text(5);
        run.explain(format!(
        "{}\nThe network sees all digits of a palindrome but the last, and names that one. A guess is right in one\n\
         of {DIGITS} cases. From the test, with the network's answer behind the bar:\n\n{shown}",
        source.words(),
    ));
    }

    /// The curves, the norm of the gradients beside its bound, and which digit is taken for which.
    ///
    /// # Errors
    /// Those of figures.
    pub fn draw(&self, run: &Run, learner: &Supervised<Network, Source>) -> Result<()> {
        run.draw_metric("accuracy")?;
        run.draw_metric("loss")?;
        let plot = Plot::new("Norm of all gradients together")
            .note("before they are clipped; means from one evaluation to the next")
            .y("norm");
        let plot = run.parts(plot, &[("grad_norm", "gradients")])?;
        let last = match run.start.length {
            Length::Steps(of) => of.steps,
            Length::Epochs(of) => of.epochs,
        };
        let ends = [1, last].map(|at| (at as f64, self.max_norm));
        let plot = plot.line("--max-norm", ends).log_y();
        run.save_figure("grad-norm", &plot.figure())?;
        let (network, source) = (learner.model().valid(), learner.loader());
        let completions = network.completions(source.tested(), source.palindromes());
        run.save_figure("confusion", &completions.confusion())
    }
}
