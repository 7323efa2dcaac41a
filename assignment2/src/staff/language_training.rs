//! The training of a language model, as the rest of the course sees trainings.

use super::corpus::Corpus;
use super::language::{Language, Plan, detached, from_bytes, to_bytes};
use super::recurrent::State;
use super::writing::samples;
use burn::module::Module;
use common::error::{Error, Result};
use common::learner::{Exhibit, Learner, Part, Snapshot, Start, StepReport};
use common::means::Means;
use common::metrics::Metrics;
use common::random;
use common::trained::Trained;

const MODEL: &str = "model";
const STATE: &str = "state.safetensors";
const MADE_OF: &str = "language.txt";

/// A network, the text that it reads, and what it carries from window to window.
pub struct LanguageTraining {
    trained: Trained<Language>,
    corpus: Corpus,
    /// Behind the last window that was learned from.
    carried: Vec<State>,
    /// At which the samples are written.
    temperatures: Vec<f64>,
    /// What its checkpoints are of.
    made_of: String,
    start: Start,
    steps: usize,
}

impl LanguageTraining {
    /// A training of a network that this makes trainable; at every evaluation it writes at these temperatures.
    pub fn new(
        plan: Plan,
        (corpus, temperatures): (Corpus, Vec<f64>),
        trained: impl FnOnce(Language) -> Trained<Language>,
        start: &Start,
    ) -> Self {
        let stream = start.streams.stream("weights");
        let network = random::initialize(stream, &start.device, |on| Language::new(plan, on));
        Self {
            made_of: format!("{plan}\nsha256 of the text: {}\n", corpus.checksum()),
            carried: network.start(corpus.train.parallel),
            trained: trained(network),
            corpus,
            temperatures,
            start: start.clone(),
            steps: 0,
        }
    }

    /// The network as it is now.
    pub fn network(&self) -> &Language {
        self.trained.module()
    }

    /// The text.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// What the network writes at each of these temperatures, all from the same random numbers.
    pub fn samples(&self, temperatures: &[f64]) -> String {
        let draws = self.start.streams.stream("samples");
        let network = self.network().valid();
        samples(&network, &self.corpus, (temperatures, draws))
    }
}

impl Learner for LanguageTraining {
    fn step(&mut self) -> Result<StepReport> {
        let (network, windows) = (self.trained.module(), &self.corpus.train);
        let number = self.steps % windows.whole();
        let carried = match number {
            0 => network.start(windows.parallel),
            _ => std::mem::take(&mut self.carried),
        };
        let dropout = self.start.streams.at("dropout", self.steps as u64);
        let from = (carried, &self.start.device.clone().autodiff());
        let read = || network.read(&windows.window(number), from);
        let (step, carried) = random::with_seed(&self.start.device, dropout, read);
        self.carried = detached(carried);
        let report = self.trained.step(self.steps, step);
        self.steps += 1;
        Ok(report)
    }

    /// From the first window of the part to its last, with all that is carried from one to the next.
    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let windows = match part {
            Part::Test => &self.corpus.test,
            _ => &self.corpus.train,
        };
        let network = self.network().valid();
        let (mut carried, mut means) = (network.start(windows.parallel), Means::default());
        for window in (0..windows.all()).map(|number| windows.window(number)) {
            let (step, behind) = network.read(&window, (carried, &self.start.device));
            carried = behind;
            means.add_batch(step.loss.into_scalar(), step.parts, window.targets.len());
        }
        Ok(means.take())
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::Test]
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        Ok(vec![Exhibit::text(
            "text",
            self.samples(&self.temperatures),
        )])
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.corpus.train.whole()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let snapshot = Snapshot::at(self.steps)
            .with(MADE_OF, self.made_of.clone().into_bytes())
            .with(STATE, to_bytes(&self.carried)?);
        self.trained.save(snapshot, MODEL)
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let was = String::from_utf8_lossy(snapshot.block(MADE_OF)?);
        if was != self.made_of {
            return Err(Error::Data(format!(
                "the checkpoint does not fit: it is of\n{was}and the settings and the text are\n{}Put run.toml and the \
                 text back as they were, or train anew.",
                self.made_of
            )));
        }
        self.carried = from_bytes(snapshot.block(STATE)?, &self.carried)?;
        self.trained.load(snapshot, MODEL)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}
