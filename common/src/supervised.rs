//! The learner of a Burn module that predicts classes.

use crate::data::{Batch, CHUNK, Data};
use crate::error::{Error, Result};
use crate::learner::{Batches, Learner, Part, Snapshot, StepReport};
use crate::metrics::{self, Metrics};
use crate::random;
use burn::module::Module;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::optim::{GradientsParams, ModuleOptimizer};
use burn::store::ModuleRecord;
use burn::tensor::{Bytes, Int, Tensor};
use by_hand::Streams;

/// What the forward pass of one batch gives.
pub struct Step {
    /// The mean loss of the batch, shape `[1]`; its `backward` trains the model.
    pub loss: Tensor<1>,
    /// Shape `[batch, class]`.
    pub logits: Tensor<2>,
    /// Shape `[batch]`.
    pub labels: Tensor<1, Int>,
}

impl Step {
    /// Classification by cross-entropy: the loss takes logits, the softmax is in it.
    ///
    /// # Shapes
    /// - logits: `[batch, class]`
    /// - labels: `[batch]`
    pub fn classify(logits: Tensor<2>, labels: Tensor<1, Int>) -> Self {
        let loss = CrossEntropyLossConfig::new()
            .init(&logits.device())
            .forward(logits.clone(), labels.clone());
        Self {
            loss,
            logits,
            labels,
        }
    }
}

/// A Burn module with its optimiser and its place in the data.
pub struct Supervised<M, const D: usize> {
    /// Empty only while the optimiser owns the model, so that updates happen in place.
    model: Option<M>,
    optimizer: ModuleOptimizer,
    lr: f64,
    data: Data<D>,
    batches: Batches,
    streams: Streams,
    steps: usize,
    forward: Forward<M, D>,
}

type Forward<M, const D: usize> = Box<dyn Fn(&M, Batch<D>) -> Step + Send>;

impl<M: Module, const D: usize> Supervised<M, D> {
    /// A training of `model` (made by [`random::initialize`]) from its start.
    ///
    /// `forward` computes the loss of a batch; it is given training batches on the autodiff device
    /// and evaluation batches without, which is how Burn's dropout and batch normalisation tell
    /// the two apart.
    pub fn new(
        model: M,
        optimizer: ModuleOptimizer,
        lr: f64,
        data: Data<D>,
        batch_size: usize,
        streams: Streams,
        forward: impl Fn(&M, Batch<D>) -> Step + Send + 'static,
    ) -> Self {
        Self {
            model: Some(model),
            optimizer,
            lr,
            batches: Batches::new(data.train.len(), batch_size, streams),
            data,
            streams,
            steps: 0,
            forward: Box::new(forward),
        }
    }

    /// The model as it is now.
    pub fn model(&self) -> &M {
        self.model.as_ref().expect("owned between two steps")
    }
}

impl<M: Module, const D: usize> Learner for Supervised<M, D> {
    fn step(&mut self) -> Result<StepReport> {
        let batch = self.data.train.gather(self.batches.indices(self.steps));
        let device = batch.inputs.device();
        let batch = Batch {
            inputs: batch.inputs.autodiff(),
            labels: batch.labels,
        };
        let model = self.model.take().expect("owned between two steps");
        let stream = self.streams.at("dropout", self.steps as u64);
        let loss = random::with_seed(&device, stream, || (self.forward)(&model, batch).loss);
        let grads = GradientsParams::from_grads(loss.backward(), &model);
        self.model = Some(self.optimizer.step(self.lr, model, grads));
        self.steps += 1;
        Ok(StepReport { loss: loss.inner() })
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        let model = self.model().valid();
        let (mut loss, mut correct) = (0.0, 0);
        for batch in self.data.part(part).chunks(CHUNK) {
            let examples = batch.labels.dims()[0] as f64;
            let step = (self.forward)(&model, batch);
            loss += examples * step.loss.into_scalar::<f64>();
            correct += metrics::correct(step.logits, step.labels);
        }
        let examples = self.data.part(part).len() as f64;
        Ok(Metrics::classification(
            loss / examples,
            correct as f64 / examples,
        ))
    }

    fn steps(&self) -> usize {
        self.steps
    }

    fn steps_per_epoch(&self) -> usize {
        self.batches.per_epoch()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let damaged = |error| Error::Failed(format!("the model cannot be saved: {error}"));
        // From a validation copy: the record of the model itself can miss the last update of
        // batch normalisation's running statistics.
        let model = self.model().valid().into_record().into_bytes();
        let optimizer = self.optimizer.into_bytes();
        Ok(Snapshot::at(self.steps)
            .with("model.bpk", model.map_err(damaged)?.to_vec())
            .with("optimizer.bpk", optimizer.map_err(damaged)?.to_vec()))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let damaged = |error| Error::Data(format!("the checkpoint does not fit: {error}"));
        let bytes = |name| Ok(Bytes::from_bytes_vec(snapshot.block(name)?.to_vec()));
        let record = ModuleRecord::from_bytes(bytes("model.bpk")?).map_err(damaged)?;
        let model = self.model().valid().try_load_record(record);
        self.model = Some(model.map_err(damaged)?.train());
        let optimizer = self.optimizer.clone().from_bytes(bytes("optimizer.bpk")?);
        self.optimizer = optimizer.map_err(damaged)?;
        self.steps = snapshot.steps()?;
        Ok(())
    }
}
