//! A Burn module that is being trained: with its optimiser, its learning rate, and what is done to its
//! gradients before a step.

use crate::error::{Error, Result};
use crate::learner::{Snapshot, Step, StepReport};
use crate::schedule::Schedule;
use crate::tensors::Tensors;
use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::{GradientsParams, ModuleOptimizer};
use burn::store::ModuleRecord;
use burn::tensor::{Bytes, DType, Tensor, TensorData};

/// What is done to all gradients of a module before a step: clipping, say. Each is flattened, in the
/// order of the module's fields, and comes back with its length.
pub type GradientChange = Box<dyn Fn(Vec<Tensor<1>>) -> Vec<Tensor<1>> + Send>;

/// How the names of a snapshot's blocks end: Burn's records of a module and of an optimiser.
const MODULE: &str = ".bpk";
const OPTIMIZER: &str = ".optimizer.bpk";

/// A module with its optimiser and its schedule.
pub struct Trained<M> {
    /// Empty only while the optimiser owns the module, so that updates happen in place.
    module: Option<M>,
    optimizer: ModuleOptimizer,
    schedule: Schedule,
    change: Option<GradientChange>,
}

impl<M: Module> Trained<M> {
    /// A module (made by [`random::initialize`](crate::random::initialize)) that has done no step.
    pub fn new(module: M, optimizer: ModuleOptimizer, schedule: Schedule) -> Self {
        Self {
            module: Some(module),
            optimizer,
            schedule,
            change: None,
        }
    }

    /// The same module with a change of its gradients before every step. Its reports have the part
    /// `grad_norm`: the norm of all gradients together, before the change.
    pub fn changing(mut self, change: GradientChange) -> Self {
        self.change = Some(change);
        self
    }

    /// The module as it is now, its parameters tracked by autodiff; `valid()` of it is not.
    pub fn module(&self) -> &M {
        self.module.as_ref().expect("owned between two steps")
    }

    /// Updates the module by the gradients of a forward pass, and by nobody else's: parameters of other
    /// modules in its graph stay as they are. `number` counts the steps from 0.
    pub fn step(&mut self, number: usize, step: Step) -> StepReport {
        let module = self.module.take().expect("owned between two steps");
        let mut gradients = GradientsParams::from_grads(step.loss.backward(), &module);
        let mut report = step.report();
        if let Some(change) = &self.change {
            let mut flat = Flat::read(&module, &mut gradients);
            report = report.with("grad_norm", norm(&flat.0));
            flat.0 = change(flat.0);
            flat.write(&module, &mut gradients);
        }
        let rate = (self.schedule)(number);
        self.module = Some(self.optimizer.step(rate, module, gradients));
        report
    }

    /// As [`step`](Self::step), for a step that is written out: `step` is given the module, its optimiser
    /// and the step's learning rate, and gives back the module after it. Gradients are not changed.
    pub fn step_by(
        &mut self,
        number: usize,
        step: impl FnOnce(M, &mut ModuleOptimizer, f64) -> (M, StepReport),
    ) -> StepReport {
        let module = self.module.take().expect("owned between two steps");
        let rate = (self.schedule)(number);
        let (module, report) = step(module, &mut self.optimizer, rate);
        self.module = Some(module);
        report
    }

    /// Adds module and optimiser to a snapshot, under this name.
    ///
    /// # Errors
    /// [`Error::Failed`] if they cannot be written as bytes.
    pub fn save(&self, snapshot: Snapshot, name: &str) -> Result<Snapshot> {
        let optimizer = self.optimizer.into_bytes().map_err(unsaved)?.to_vec();
        let snapshot = self.save_weights(snapshot, name)?;
        Ok(snapshot.with(&format!("{name}{OPTIMIZER}"), optimizer))
    }

    /// Goes back to what [`save`](Self::save) added.
    ///
    /// # Errors
    /// [`Error::Data`] if the snapshot is of another module or damaged.
    pub fn load(&mut self, snapshot: &Snapshot, name: &str) -> Result<()> {
        self.load_weights(snapshot, name)?;
        let bytes = bytes(snapshot, &format!("{name}{OPTIMIZER}"))?;
        let optimizer = self.optimizer.clone().from_bytes(bytes);
        self.optimizer = optimizer.map_err(damaged)?;
        Ok(())
    }

    /// As [`save`](Self::save), for who will not train on.
    ///
    /// # Errors
    /// As [`save`](Self::save).
    pub fn save_weights(&self, snapshot: Snapshot, name: &str) -> Result<Snapshot> {
        // From a validation copy: the record of the module itself can miss the last update of
        // batch normalisation's running statistics.
        let module = self.module().valid().into_record().into_bytes();
        Ok(snapshot.with(
            &format!("{name}{MODULE}"),
            module.map_err(unsaved)?.to_vec(),
        ))
    }

    /// As [`load`](Self::load), from what either of the two added.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_weights(&mut self, snapshot: &Snapshot, name: &str) -> Result<()> {
        let record = ModuleRecord::from_bytes(bytes(snapshot, &format!("{name}{MODULE}"))?);
        let module = self.module().valid();
        let module = module.try_load_record(record.map_err(damaged)?);
        self.module = Some(module.map_err(damaged)?.train());
        Ok(())
    }
}

/// The modules in a snapshot, each by the name that it was saved under and with all of its tensors by their path
/// in the module, in single precision; running statistics are among them.
///
/// # Errors
/// [`Error::Data`] if one of them is damaged, or of another precision.
pub fn modules(snapshot: &Snapshot) -> Result<Vec<(String, Tensors)>> {
    let names = snapshot.blocks().filter_map(|(block, _)| {
        let name = block.strip_suffix(MODULE)?;
        (!block.ends_with(OPTIMIZER)).then_some(name)
    });
    let module = |name: &str| {
        let record = burn_pack::Reader::from_bytes(bytes(snapshot, &format!("{name}{MODULE}"))?);
        let tensors = record
            .and_then(burn_pack::Reader::into_tensors)
            .map_err(damaged)?;
        let tensors = tensors.into_iter().map(|tensor| {
            let (path, dtype, shape, _, bytes) = tensor.into_parts().map_err(damaged)?;
            let size = shape
                .iter()
                .try_fold(4, |size: usize, side| size.checked_mul(*side));
            match dtype == DType::F32 && size == Some(bytes.len()) {
                true => Ok((path, TensorData::from_bytes(bytes, shape, dtype))),
                false => Err(damaged(format!("{path} is no tensor of single precision"))),
            }
        });
        Ok((name.to_owned(), tensors.collect::<Result<_>>()?))
    };
    names.map(module).collect()
}

/// A module with these tensors in the place of its own, named as [`modules`] names them: every one of them, running
/// statistics too, and no other.
///
/// # Errors
/// [`Error::Data`] with the names that are missing, too many, or of another shape.
pub fn with_tensors<M: Module>(module: M, tensors: Tensors) -> Result<M> {
    let tensors = tensors.into_iter().map(|(path, data)| {
        let (bytes, shape, dtype) = data.into_parts();
        burn_pack::Tensor::new(path, dtype, shape, None, bytes)
    });
    let bytes = burn_pack::Writer::new(tensors.collect()).into_bytes();
    let record = ModuleRecord::from_bytes(bytes.map_err(unsaved)?).map_err(damaged)?;
    let module = module.try_load_record(record.cast_to_module_dtype());
    module.map_err(damaged)
}

/// How many numbers of a module are learned. Burn's own count has running statistics in it.
pub fn parameters<M: Module>(module: &M) -> usize {
    let mut counter = Counter(0);
    module.visit(&mut counter);
    counter.0
}

struct Counter(usize);

impl ModuleVisitor for Counter {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if parameter.is_require_grad() {
            self.0 += parameter.val().dims().iter().product::<usize>();
        }
    }
}

/// The norm of all gradients together, shape `[1]`; nothing is read from the device.
fn norm(gradients: &[Tensor<1>]) -> Tensor<1> {
    let squares = gradients.iter().map(|it| it.clone().square().sum());
    let sum = squares.reduce(|sum, square| sum + square);
    sum.expect("a module has parameters").sqrt()
}

fn bytes(snapshot: &Snapshot, block: &str) -> Result<Bytes> {
    Ok(Bytes::from_bytes_vec(snapshot.block(block)?.to_vec()))
}

fn unsaved(error: impl std::fmt::Display) -> Error {
    Error::Failed(format!("the model cannot be saved: {error}"))
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Data(format!("the checkpoint does not fit: {error}"))
}

/// All gradients of a module, flattened, in the order of its fields.
struct Flat(Vec<Tensor<1>>);

impl Flat {
    fn read<M: Module>(module: &M, gradients: &mut GradientsParams) -> Self {
        let mut reader = Reader(gradients, Vec::new());
        module.visit(&mut reader);
        Self(reader.1)
    }

    fn write<M: Module>(self, module: &M, gradients: &mut GradientsParams) {
        module.visit(&mut Writer(gradients, self.0.into_iter()));
    }
}

/// Takes the gradients out; a parameter without one is passed over, here and by the writer.
struct Reader<'a>(&'a mut GradientsParams, Vec<Tensor<1>>);

impl ModuleVisitor for Reader<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if let Some(gradient) = self.0.get::<D>(parameter.id) {
            self.1.push(gradient.reshape([-1]));
        }
    }
}

struct Writer<'a>(&'a mut GradientsParams, std::vec::IntoIter<Tensor<1>>);

impl ModuleVisitor for Writer<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if let Some(before) = self.0.remove::<D>(parameter.id) {
            let after = self.1.next().expect("a gradient for every parameter");
            self.0.register(parameter.id, after.reshape(before.dims()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule;
    use burn::nn::{Linear, LinearConfig};
    use burn::optim::SgdConfig;
    use burn::tensor::Device;

    /// y = w x + b with one output; its gradients are x and 1.
    fn linear(device: &Device) -> Trained<Linear> {
        let module = LinearConfig::new(2, 1).init(device).train();
        Trained::new(module, SgdConfig::new().init(), schedule::constant(1.0))
    }

    fn weight(trained: &Trained<Linear>) -> Vec<f64> {
        trained.module().weight.val().to_data().iter().collect()
    }

    fn forward(trained: &Trained<Linear>, x: [[f64; 2]; 1]) -> Tensor<1> {
        let x = Tensor::<2>::from_data(x, &Device::flex());
        trained.module().forward(x).sum()
    }

    #[test]
    fn a_change_sees_all_gradients_and_the_step_takes_what_it_returns() {
        let mut trained = linear(&Device::flex()).changing(Box::new(|gradients| {
            let lengths: Vec<usize> = gradients.iter().map(|it| it.dims()[0]).collect();
            assert_eq!(lengths, [2, 1]);
            gradients.into_iter().map(|it| it * 0.5).collect()
        }));
        let before = weight(&trained);
        let step = Step::of(forward(&trained, [[2.0, -4.0]]));
        let report = trained.step(0, step);
        let after = weight(&trained);
        let moved: Vec<f64> = before.iter().zip(&after).map(|(b, a)| b - a).collect();
        assert!(
            moved
                .iter()
                .zip([1.0, -2.0])
                .all(|(a, b)| (a - b).abs() < 1e-6),
            "{moved:?}"
        );
        let (name, norm) = &report.parts[0];
        // Of x and 1, before they are halved.
        let norm: f64 = norm.clone().into_scalar();
        assert!(*name == "grad_norm" && (norm - 21.0_f64.sqrt()).abs() < 1e-5);
    }

    #[test]
    fn a_step_leaves_the_other_modules_of_its_graph_alone() {
        let (mut first, second) = (linear(&Device::flex()), linear(&Device::flex()));
        let before = (weight(&first), weight(&second));
        let loss = forward(&first, [[1.0, 2.0]]) * forward(&second, [[3.0, 1.0]]);
        first.step(0, Step::of(loss));
        assert_ne!(weight(&first), before.0);
        assert_eq!(weight(&second), before.1);
    }
}
