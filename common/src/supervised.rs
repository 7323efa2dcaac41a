//! The learner of one Burn module that learns from batches: classifiers, language models,
//! autoencoders.

use crate::error::Result;
use crate::learner::{DataLoader, Exhibit, Learner, Part, Snapshot, Start, Step, StepReport};
use crate::means::Means;
use crate::metrics::Metrics;
use crate::random;
use crate::trained::Trained;
use burn::module::Module;
use burn::optim::ModuleOptimizer;
use burn::tensor::Device;
use by_hand::{Stream, Streams};

/// A module in training and its place in the data.
pub struct Supervised<M, L: DataLoader> {
    trained: Trained<M>,
    loader: L,
    device: Device,
    streams: Streams,
    steps: usize,
    forward: Forward<M, L::Batch>,
    written_out: Option<WrittenOut<M, L::Batch>>,
    exhibits: Option<Exhibits<M>>,
}

type Forward<M, B> = Box<dyn Fn(&M, B, &mut Stream) -> Step + Send>;
type WrittenOut<M, B> = Box<dyn Fn(M, &mut ModuleOptimizer, f64, B) -> (M, StepReport) + Send>;
type Exhibits<M> = Box<dyn Fn(&M) -> Vec<Exhibit> + Send>;

const MODEL: &str = "model";

impl<M: Module, L: DataLoader> Supervised<M, L> {
    /// A training from its start.
    ///
    /// `forward` computes the loss of a batch; it is given training batches on the autodiff device
    /// and evaluation batches without, which is how Burn's dropout and batch normalisation tell
    /// the two apart. What it draws itself comes from the stream, which is that step's own, onto the
    /// device of its inputs: `stream.normal_tensor(shape, 1.0, &batch.inputs.device())`.
    pub fn new(
        trained: Trained<M>,
        loader: L,
        start: &Start,
        forward: impl Fn(&M, L::Batch, &mut Stream) -> Step + Send + 'static,
    ) -> Self {
        Self {
            trained,
            loader,
            device: start.device.clone(),
            streams: start.streams,
            steps: 0,
            forward: Box::new(forward),
            written_out: None,
            exhibits: None,
        }
    }

    /// The same training, whose steps are written out: `step` is given the module, its optimiser, the step's
    /// learning rate and a batch. `forward` is then for evaluations alone.
    pub fn stepping(
        mut self,
        step: impl Fn(M, &mut ModuleOptimizer, f64, L::Batch) -> (M, StepReport) + Send + 'static,
    ) -> Self {
        self.written_out = Some(Box::new(step));
        self
    }

    /// The same training, which shows at every evaluation what the module, in evaluation mode, does.
    pub fn showing(mut self, exhibits: impl Fn(&M) -> Vec<Exhibit> + Send + 'static) -> Self {
        self.exhibits = Some(Box::new(exhibits));
        self
    }

    /// The model as it is now.
    pub fn model(&self) -> &M {
        self.trained.module()
    }

    /// Where its batches come from.
    pub fn loader(&self) -> &L {
        &self.loader
    }
}

impl<M: Module, L: DataLoader> Learner for Supervised<M, L> {
    fn step(&mut self) -> Result<StepReport> {
        let number = self.steps as u64;
        let batch = self.loader.batch(self.steps);
        // Dropout draws by itself, from the process's generator; whatever else is drawn has a stream.
        let dropout = self.streams.at("dropout", number);
        let mut stream = self.streams.at("step", number);
        if let Some(step) = &self.written_out {
            let trained = &mut self.trained;
            let report = random::with_seed(&self.device, dropout, || {
                let step = |module, optimizer: &mut _, rate| step(module, optimizer, rate, batch);
                trained.step_by(self.steps, step)
            });
            self.steps += 1;
            return Ok(report);
        }
        let step = random::with_seed(&self.device, dropout, || {
            (self.forward)(self.trained.module(), batch, &mut stream)
        });
        let report = self.trained.step(self.steps, step);
        self.steps += 1;
        Ok(report)
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let model = self.model().valid();
        let (mut stream, mut means) = (self.streams.stream("evaluation"), Means::default());
        for (count, batch) in self.loader.part(part) {
            let Step { loss, parts } = (self.forward)(&model, batch, &mut stream);
            means.add_batch(loss.into_scalar(), parts, count);
        }
        Ok(means.take())
    }

    fn parts(&self) -> Vec<Part> {
        self.loader.parts()
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        let exhibits = self.exhibits.as_ref();
        Ok(exhibits.map_or(Vec::new(), |show| show(&self.model().valid())))
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.loader.steps_per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        self.trained.save(Snapshot::at(self.steps), MODEL)
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.trained.load(snapshot, MODEL)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }

    fn weights(&mut self) -> Result<Snapshot> {
        self.trained.save_weights(Snapshot::at(self.steps), MODEL)
    }

    fn restore_weights(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.trained.load_weights(snapshot, MODEL)
    }
}
