//! A run on images, opened: its network, and the test part as the network and as people see it.

use crate::mlp;
use crate::programs::cnn::Cnn;
use crate::programs::mlp::Mlp;
use crate::staff::answers::Answers;
use crate::staff::network::Network;
use burn::module::Module;
use burn::tensor::Tensor;
use common::data::{CHUNK, Data, ExampleSet};
use common::error::Result;
use common::learner::Learner;
use common::program::reopen_on;
use common::run::Run;
use common::settings::Settings;
use std::path::Path;

/// The programs whose runs can be looked into.
pub(super) const PROGRAMS: [&str; 2] = [Cnn::NAME, Mlp::NAME];

/// A trained network and what it is tested on.
pub(super) struct Looked {
    /// What it is, in a few words.
    pub(super) name: String,
    /// The test part, from 0 to 1.
    pub(super) pictures: ExampleSet<4>,
    /// The name of each class.
    pub(super) classes: Vec<String>,
    /// What is to be known of what is not shown, a sentence each.
    pub(super) remarks: Vec<String>,
    /// In evaluation mode.
    pub(super) model: Model,
    /// Test examples as the network takes them.
    inputs: Inputs,
}

/// From numbers of test examples to what the network takes, `[example, channels, height, width]`.
type Inputs = Box<dyn Fn(&[usize]) -> Tensor<4>>;

/// A network of either program.
#[allow(clippy::large_enum_variant, reason = "a run has one")]
pub(super) enum Model {
    /// Maps, and a classifier behind them.
    Convolutional(Network),
    /// Rows of features.
    Dense(mlp::Mlp),
}

impl Model {
    /// From images as it takes them to logits `[batch, class]`.
    pub(super) fn logits(&self, images: Tensor<4>) -> Tensor<2> {
        match self {
            Self::Convolutional(network) => network.forward(images),
            Self::Dense(network) => network.forward(images.flatten(1, 3)),
        }
    }
}

impl Looked {
    /// The network of a run of this program at its last checkpoint, or with the weights that a validation part
    /// has chosen, on the device of the run that looks at it.
    ///
    /// # Errors
    /// [`Error::Usage`](common::error::Error::Usage) if the run has no checkpoint yet or its data set holds
    /// no images, [`Error::Data`](common::error::Error::Data) if its checkpoint is of another network.
    pub(super) fn open(program: &'static str, folder: &Path, run: &Run) -> Result<Self> {
        let (device, mut name) = (&run.start.device, run.name());
        name.program = program;
        let (mut looked, steps) = match program {
            Mlp::NAME => {
                let (mlp, start, learner) = reopen_on::<Mlp>(device, name, folder)?;
                let (pictures, data) = (mlp.examples.images(&start)?, learner.loader().data());
                let ([channels, height, width], test) = (pictures.shape(), data.test.clone());
                let inputs = move |examples: &[usize]| {
                    let rows = test.gather(examples).inputs;
                    rows.reshape([examples.len(), channels, height, width])
                };
                let model = Model::Dense(learner.model().valid());
                (
                    Self::new(pictures, model, Box::new(inputs)),
                    learner.steps(),
                )
            }
            _ => {
                let (cnn, start, learner) = reopen_on::<Cnn>(device, name, folder)?;
                let test = learner.loader().data().test.clone();
                let inputs = move |examples: &[usize]| test.gather(examples).inputs;
                let model = Model::Convolutional(learner.model().valid());
                let looked = Self::new(cnn.images.load(&start)?, model, Box::new(inputs));
                (looked, learner.steps())
            }
        };
        looked.name = format!("{program} on {}", looked.name);
        if !folder.join("result.json").exists() {
            let unfinished =
                format!("The run is not finished: this is its network after step {steps}.");
            looked.remarks.push(unfinished);
        }
        Ok(looked)
    }

    fn new(pictures: Data<4>, model: Model, inputs: Inputs) -> Self {
        let mut looked = Self {
            name: pictures.name,
            pictures: pictures.test,
            classes: pictures.classes,
            remarks: Vec::new(),
            model,
            inputs,
        };
        let without = match looked.features(&[0]).map(|maps| maps.dims()) {
            None => {
                "Grad-CAM weights the maps in front of a classifier, and a multi-layer perceptron has none."
            }
            Some([_, _, 1, 1]) => {
                "The maps in front of the classifier have a single place each: Grad-CAM cannot say where to look."
            }
            Some(_) => return looked,
        };
        looked.remarks.push(without.into());
        looked
    }

    /// Test examples as the network takes them.
    pub(super) fn inputs(&self, examples: &[usize]) -> Tensor<4> {
        (self.inputs)(examples)
    }

    /// The last maps in front of the classifier, where there are any.
    pub(super) fn features(&self, examples: &[usize]) -> Option<Tensor<4>> {
        match &self.model {
            Model::Convolutional(network) => Some(network.features(self.inputs(examples))),
            Model::Dense(_) => None,
        }
    }

    /// The network's answers to the whole test part; `done` is told how many there are so far.
    pub(super) fn answers(&self, mut done: impl FnMut(usize)) -> Answers {
        let (mut answers, all) = (Answers::default(), self.pictures.labels());
        let examples: Vec<usize> = (0..all.len()).collect();
        for (examples, labels) in examples.chunks(CHUNK).zip(all.chunks(CHUNK)) {
            answers.add(self.model.logits(self.inputs(examples)), labels);
            done(answers.labels.len());
        }
        answers
    }
}
