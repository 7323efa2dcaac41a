//! `rnn`: trains a recurrent network on palindromes.

use crate::palindromes::{DIGITS, Encoding, Palindromes};
use crate::staff::rnn::{self as staff, Rnn as Network};
use burn::module::Module;
use common::learner::Exhibit;
use common::program::prelude::*;
use common::supervised::Supervised;
use common::trained::parameters;
use common::{memory, schedule};

/// Train a recurrent network to complete palindromes
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Rnn {
    #[command(flatten)]
    #[serde(flatten)]
    length: Steps,

    /// Digits that the network sees, T - 1 of a palindrome's T
    #[arg(long, value_name = "N", alias = "input_length", value_parser = at_least::<1>)]
    input_length: usize,

    /// How it sees a digit
    #[arg(long, value_enum, alias = "input_dim")]
    encoding: Encoding,

    /// Numbers in the hidden state
    #[arg(long, value_name = "N", alias = "num_hidden", value_parser = at_least::<1>)]
    num_hidden: usize,

    /// Palindromes a step
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<1>)]
    batch_size: usize,

    /// Learning rate of RMSProp
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// Largest norm of all gradients together; a longer one is shortened to it
    #[arg(long, value_name = "NORM", alias = "max_norm", value_parser = positive)]
    max_norm: f64,
}

/// The longest input: what a step remembers for its gradients grows with it.
const LONGEST: usize = 1000;

impl Settings for Rnn {
    const NAME: &'static str = "rnn";
    const ALIASES: Aliases = super::STEPS;

    fn defaults(typed: &Typed) -> Self {
        // The sheet's are those of `paper`; at T = 5, where it asks for near-perfect accuracy, a fifth of
        // its steps is more than enough.
        let (input_length, steps, eval_every) = match typed.preset() {
            Preset::Quick => (4, 40, 20),
            Preset::Course => (4, 2000, 50),
            Preset::Paper => (10, 10_000, 100),
        };
        Self {
            length: Steps { steps, eval_every },
            input_length,
            encoding: Encoding::Scalar,
            num_hidden: 128,
            batch_size: 128,
            lr: 1e-3,
            max_norm: 10.0,
        }
    }

    fn check(&self) -> Result<()> {
        let length = self.input_length;
        if length > LONGEST {
            return Err(Error::Usage(format!(
                "--input-length {length} is more than a network can be trained on here: at most {LONGEST}.\n\
                 A plain recurrent network forgets long before that: try --input-length 20."
            )));
        }
        let [hidden, batch] = [self.num_hidden, self.batch_size].map(|size| size as u128);
        // In single precision: W_hh with its gradient and RMSProp's mean square; one state.
        memory::refuse_beyond(12 * hidden * hidden, &format!("--num-hidden {hidden}"))?;
        memory::refuse_beyond(4 * batch * hidden, &format!("--batch-size {batch}"))
    }
}

impl Training for Rnn {
    type Learner = Supervised<Network, Palindromes>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        let palindromes = Palindromes {
            input_length: self.input_length,
            encoding: self.encoding,
            batch_size: self.batch_size,
            streams: start.streams,
            device: start.device.clone(),
        };
        let (max_norm, shown) = (self.max_norm, palindromes.clone());
        let steps = (schedule::constant(self.lr), move || max_norm);
        let training = staff::training(palindromes, self.num_hidden, steps, start);
        Ok(training.showing(move |network| {
            let text = network.completions(&shown).text(20);
            vec![Exhibit::text("palindromes", text)]
        }))
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        run.record("parameters", parameters(learner.model()) as f64);
        let network = learner.model().valid();
        let shown = network.completions(learner.loader()).text(5);
        run.explain(format!(
            "T = {}: the network sees all digits of a palindrome but the last, and names that one. A guess is \
             right in one\nof {DIGITS} cases. From the test, with the network's answer behind the bar:\n\n{shown}",
            learner.loader().length(),
        ));
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        run.draw_metric("accuracy")?;
        run.draw_metric("loss")?;
        let plot = Plot::new("Norm of all gradients together")
            .note("before they are clipped; means from one evaluation to the next")
            .y("norm");
        let plot = run.parts(plot, &[("grad_norm", "gradients")])?;
        let ends = [1, self.length.steps].map(|step| (step as f64, self.max_norm));
        let plot = plot.line("--max-norm", ends).log_y();
        run.save_figure("grad-norm", &plot.figure())?;
        let completions = learner.model().valid().completions(learner.loader());
        run.save_figure("confusion", &completions.confusion())
    }
}
