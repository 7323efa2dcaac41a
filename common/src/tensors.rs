//! Named tensors as bytes, in the safetensors format that other frameworks read too, and the
//! checkpoint of a network written by hand.

use crate::error::{Error, Result};
use crate::learner::Snapshot;
use burn::tensor::{DType, Tensor, TensorData};
use by_hand::{Content, Memory, Optimizer};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde_json::{Map, Value};
use std::collections::HashMap;

const NETWORK: &str = "parameters.safetensors";
/// The block of a model by hand that keeps its only tensors itself.
pub const WEIGHTS: &str = "weights.safetensors";
const OPTIMIZER: &str = "optimizer.safetensors";

/// Names with their numbers, in an order.
pub type Tensors = Vec<(String, TensorData)>;

/// Writes floats of half, single or double precision, in the order in which they are given.
///
/// # Errors
/// [`Error::Failed`] if a tensor has other numbers.
pub fn to_bytes(tensors: &[(String, TensorData)]) -> Result<Vec<u8>> {
    serialize(tensors, None)
}

/// As [`to_bytes`], with what is said of all of them: names and texts. The same tensors with the same
/// description give the same bytes.
///
/// # Errors
/// As [`to_bytes`].
pub fn to_described_bytes(
    tensors: &[(String, TensorData)],
    description: &[(&str, String)],
) -> Result<Vec<u8>> {
    let texts = description.iter();
    let texts = texts.map(|(name, text)| ((*name).to_owned(), text.clone()));
    let mut bytes = serialize(tensors, Some(texts.collect()))?;
    in_order(&mut bytes);
    Ok(bytes)
}

/// Sorts the description in the header, which the format's library writes in an order of chance.
fn in_order(bytes: &mut [u8]) {
    let (length, rest) = bytes.split_first_chunk_mut::<8>().expect("a length");
    let length = u64::from_le_bytes(*length) as usize;
    let mut header: Map<String, Value> = serde_json::from_slice(&rest[..length]).expect("JSON");
    if let Some(Value::Object(description)) = header.get_mut("__metadata__") {
        description.sort_keys();
    }
    // As long as before, up to the spaces behind it.
    let header = Value::from(header).to_string();
    rest[..header.len()].copy_from_slice(header.as_bytes());
}

fn serialize(
    tensors: &[(String, TensorData)],
    description: Option<HashMap<String, String>>,
) -> Result<Vec<u8>> {
    let failed = |what: String| Error::Failed(format!("the parameters cannot be saved: {what}"));
    let views = tensors
        .iter()
        .map(|(name, data)| {
            let dtype = match data.dtype() {
                DType::F16 => Dtype::F16,
                DType::F32 => Dtype::F32,
                DType::F64 => Dtype::F64,
                other => return Err(failed(format!("{name} is {other:?}"))),
            };
            let shape = data.shape().to_vec();
            let view = TensorView::new(dtype, shape, data.as_bytes());
            Ok((name, view.map_err(|error| failed(error.to_string()))?))
        })
        .collect::<Result<Vec<_>>>()?;
    safetensors::serialize(views, description).map_err(|error| failed(error.to_string()))
}

/// Reads the tensor of this name from what [`to_bytes`] wrote; half precision becomes single.
///
/// # Errors
/// [`Error::Data`] if the bytes are damaged or hold no such tensor of floats.
pub fn from_bytes(bytes: &[u8], name: &str) -> Result<TensorData> {
    let tensors = SafeTensors::deserialize(bytes).map_err(damaged)?;
    read(name, &tensors.tensor(name).map_err(damaged)?)
}

/// Reads every tensor with its name from what [`to_bytes`] wrote, sorted by name; half precision becomes single.
///
/// # Errors
/// [`Error::Data`] if the bytes are damaged or hold something else than floats.
pub fn all(bytes: &[u8]) -> Result<Tensors> {
    let tensors = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let mut all = tensors
        .iter()
        .map(|(name, view)| Ok((name.to_owned(), read(name, &view)?)))
        .collect::<Result<Vec<_>>>()?;
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}

/// Adds a network written by hand to a snapshot: its contents by name, and what its optimiser
/// remembers of each of its parameters.
///
/// # Errors
/// As [`to_bytes`].
pub fn save_network(
    snapshot: Snapshot,
    contents: Vec<(String, Content)>,
    optimizer: &Optimizer,
) -> Result<Snapshot> {
    let contents = contents.into_iter();
    let contents: Vec<_> = contents
        .map(|(name, content)| (name, content.tensor().to_data()))
        .collect();
    let memories = optimizer.memories().iter().enumerate();
    let memories: Vec<_> = memories
        .flat_map(|(number, memory)| {
            let vectors = memory.vectors();
            vectors.map(move |(name, vector)| (format!("{number}.{name}"), vector.to_data()))
        })
        .collect();
    Ok(snapshot
        .with(NETWORK, to_bytes(&contents)?)
        .with(OPTIMIZER, to_bytes(&memories)?))
}

/// The tensors of a model written by hand, by name, if the snapshot is of one.
///
/// # Errors
/// [`Error::Data`] if they are damaged.
pub fn by_hand(snapshot: &Snapshot) -> Result<Option<Tensors>> {
    let block = snapshot
        .blocks()
        .find(|(name, _)| [NETWORK, WEIGHTS].contains(name));
    block.map(|(_, bytes)| all(bytes)).transpose()
}

/// Goes back to what [`save_network`] kept.
///
/// # Errors
/// [`Error::Data`] if the snapshot is of another network or damaged.
pub fn load_network(
    snapshot: &Snapshot,
    contents: Vec<(String, Content)>,
    optimizer: &mut Optimizer,
) -> Result<()> {
    let (steps, mut memories) = (snapshot.steps()?, Vec::new());
    for (name, content) in contents {
        if let Content::Parameter(parameter) = &content {
            memories.push((Memory::at(steps), parameter.flat_grad()));
        }
        let data = from_bytes(snapshot.block(NETWORK)?, &name)?;
        let tensor = content.tensor();
        if data.shape().as_slice() != tensor.shape() {
            return Err(damaged(format!("{name} has another shape")));
        }
        tensor.load(data);
    }
    for (name, data) in all(snapshot.block(OPTIMIZER)?)? {
        let place = name.split_once('.').and_then(|(number, name)| {
            let (memory, like) = memories.get_mut(number.parse::<usize>().ok()?)?;
            (data.shape().as_slice() == like.dims()).then_some((memory, like.device(), name))
        });
        let Some((memory, device, name)) = place else {
            return Err(damaged(format!("the optimiser remembers {name}")));
        };
        memory.keep(name.to_owned(), Tensor::from_data(data, &device));
    }
    optimizer.remember(memories.into_iter().map(|(memory, _)| memory).collect());
    Ok(())
}

fn read(name: &str, view: &TensorView) -> Result<TensorData> {
    let dtype = match view.dtype() {
        Dtype::F16 => DType::F16,
        Dtype::F32 => DType::F32,
        Dtype::F64 => DType::F64,
        other => return Err(damaged(format!("{name} is {other:?}"))),
    };
    let shape = view.shape().to_vec();
    let bytes = view.data().to_vec();
    let data = TensorData::from_bytes_vec(bytes, shape, dtype);
    Ok(match dtype {
        DType::F16 => data.convert_dtype(DType::F32),
        _ => data,
    })
}

fn damaged(what: impl std::fmt::Display) -> Error {
    Error::Data(format!("the checkpoint does not fit: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;
    use by_hand::{Parameter, UpdateRule};

    #[test]
    fn tensors_survive_the_bytes() {
        let data = TensorData::from([[1.0_f32, -2.5], [0.0, 4.0]]);
        let bytes = to_bytes(&[("0.weight".into(), data.clone())]).unwrap();
        assert_eq!(from_bytes(&bytes, "0.weight").unwrap(), data);
        assert_eq!(from_bytes(&bytes, "0.bias").unwrap_err().exit_code(), 4);
        assert!(from_bytes(&bytes[..bytes.len() - 1], "0.weight").is_err());
        assert_eq!(all(&bytes).unwrap(), [("0.weight".into(), data)]);
    }

    #[test]
    fn half_precision_takes_half_the_bytes_and_is_read_as_single() {
        let data = TensorData::from([[1.0_f32, -2.5], [0.1, 4.0]]);
        let half = data.clone().convert_dtype(DType::F16);
        let bytes = [data, half].map(|data| to_bytes(&[("weight".into(), data)]).unwrap());
        assert_eq!(bytes[0].len() - bytes[1].len(), 8);
        let read = from_bytes(&bytes[1], "weight").unwrap();
        // The nearest number with eleven binary digits.
        assert_eq!(
            read,
            TensorData::from([[1.0_f32, -2.5], [0.099_975_586, 4.0]])
        );
    }

    #[test]
    fn a_description_is_sorted_and_the_tensors_stay_where_they_are() {
        let data = TensorData::from([[1.0_f32, -2.5], [0.0, 4.0]]);
        let tensors = [("0.\"weight\"".into(), data)];
        let names = ["step", "program", "é", "assignment", "seed"];
        let description = names.map(|name| (name, format!("of \"{name}\"")));
        let bytes = to_described_bytes(&tensors, &description).unwrap();
        assert_eq!(all(&bytes).unwrap(), tensors);
        let (length, rest) = bytes.split_first_chunk::<8>().unwrap();
        let header = &rest[..u64::from_le_bytes(*length) as usize];
        let header: Map<String, Value> = serde_json::from_slice(header).unwrap();
        let described = header["__metadata__"].as_object().unwrap().keys();
        let sorted = ["assignment", "program", "seed", "step", "é"];
        assert!(described.eq(sorted), "{header:?}");
    }

    /// w ← w - v with v ← v + g
    #[derive(Debug)]
    struct Sum;

    impl UpdateRule for Sum {
        fn update(
            &self,
            _: f64,
            value: Tensor<1>,
            grad: Tensor<1>,
            memory: &mut Memory,
        ) -> Tensor<1> {
            let sum = memory.take("sum", &grad) + grad;
            memory.keep("sum", sum.clone());
            value - sum
        }
    }

    /// A matrix of 1 with a gradient of 2, a statistic, and their optimiser.
    struct Network(Parameter<2>, Tensor<1>, Optimizer);

    impl Network {
        fn new(shape: [usize; 2]) -> Self {
            let mut weight = Parameter::new(Tensor::ones(shape, &Device::flex()));
            weight.grad = weight.value.clone() * 2.0;
            let mean = Tensor::zeros([1], &Device::flex());
            Self(weight, mean, Optimizer::new(Sum, 0.0))
        }

        fn contents(&mut self) -> (Vec<(String, Content<'_>)>, &mut Optimizer) {
            let Self(weight, mean, optimizer) = self;
            let contents = vec![
                ("0.weight".into(), Content::Parameter(weight)),
                ("0.mean".into(), Content::Statistic(mean)),
            ];
            (contents, optimizer)
        }

        fn step(&mut self) -> Vec<f64> {
            self.1 = self.1.clone() + 1.0;
            self.2.step(vec![&mut self.0]);
            let values = self.0.value.clone().reshape([-1]);
            Tensor::cat(vec![values, self.1.clone()], 0)
                .into_data()
                .iter()
                .collect()
        }

        fn save(&mut self) -> Snapshot {
            let (contents, optimizer) = self.contents();
            save_network(Snapshot::at(1), contents, optimizer).unwrap()
        }

        fn load(&mut self, snapshot: &Snapshot) -> Result<()> {
            let (contents, optimizer) = self.contents();
            load_network(snapshot, contents, optimizer)
        }
    }

    #[test]
    fn a_network_goes_on_from_its_checkpoint() {
        let mut first = Network::new([1, 2]);
        assert_eq!(first.step(), [-1.0, -1.0, 1.0]);
        let snapshot = first.save();
        let mut second = Network::new([1, 2]);
        second.load(&snapshot).unwrap();
        let expected = [-5.0, -5.0, 2.0];
        assert_eq!(
            (first.step(), second.step()),
            (expected.into(), expected.into())
        );
        assert_eq!(second.2.memories()[0].step, 2);
    }

    #[test]
    fn the_checkpoint_of_another_network_is_refused() {
        let mut network = Network::new([1, 2]);
        network.step();
        let snapshot = network.save();
        let error = Network::new([2, 1]).load(&snapshot).unwrap_err();
        assert!(error.to_string().contains("0.weight has another shape"));
        let wrong = [("1.sum", [1.0, 2.0, 0.0]), ("0.sum", [1.0, 2.0, 3.0])];
        for (name, values) in wrong {
            let bytes = to_bytes(&[(name.into(), TensorData::from(values))]).unwrap();
            let error = network.load(&snapshot.clone().with(OPTIMIZER, bytes));
            assert!(error.unwrap_err().to_string().contains("sum"));
        }
    }
}
