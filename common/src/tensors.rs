//! Named tensors as bytes, in the safetensors format that other frameworks read too.

use crate::error::{Error, Result};
use burn::tensor::{DType, TensorData};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

/// Writes floats of either width, in the order in which they are given.
///
/// # Errors
/// [`Error::Failed`] if a tensor is neither f32 nor f64.
pub fn to_bytes(tensors: &[(String, TensorData)]) -> Result<Vec<u8>> {
    let failed = |what: String| Error::Failed(format!("the parameters cannot be saved: {what}"));
    let views = tensors
        .iter()
        .map(|(name, data)| {
            let dtype = match data.dtype() {
                DType::F32 => Dtype::F32,
                DType::F64 => Dtype::F64,
                other => return Err(failed(format!("{name} is {other:?}"))),
            };
            let shape = data.shape().to_vec();
            let view = TensorView::new(dtype, shape, data.as_bytes());
            Ok((name, view.map_err(|error| failed(error.to_string()))?))
        })
        .collect::<Result<Vec<_>>>()?;
    safetensors::serialize(views, None).map_err(|error| failed(error.to_string()))
}

/// Reads the tensor of this name from what [`to_bytes`] wrote.
///
/// # Errors
/// [`Error::Data`] if the bytes are damaged or hold no such tensor of floats.
pub fn from_bytes(bytes: &[u8], name: &str) -> Result<TensorData> {
    let tensors = SafeTensors::deserialize(bytes).map_err(damaged)?;
    read(name, &tensors.tensor(name).map_err(damaged)?)
}

/// Reads every tensor with its name from what [`to_bytes`] wrote, sorted by name.
///
/// # Errors
/// [`Error::Data`] if the bytes are damaged or hold something else than floats.
pub fn all(bytes: &[u8]) -> Result<Vec<(String, TensorData)>> {
    let tensors = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let mut all = tensors
        .iter()
        .map(|(name, view)| Ok((name.to_owned(), read(name, &view)?)))
        .collect::<Result<Vec<_>>>()?;
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}

fn read(name: &str, view: &TensorView) -> Result<TensorData> {
    let dtype = match view.dtype() {
        Dtype::F32 => DType::F32,
        Dtype::F64 => DType::F64,
        other => return Err(damaged(format!("{name} is {other:?}"))),
    };
    let shape = view.shape().to_vec();
    let bytes = view.data().to_vec();
    Ok(TensorData::from_bytes_vec(bytes, shape, dtype))
}

fn damaged(what: impl std::fmt::Display) -> Error {
    Error::Data(format!("the checkpoint does not fit: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tensors_survive_the_bytes() {
        let data = TensorData::from([[1.0_f32, -2.5], [0.0, 4.0]]);
        let bytes = to_bytes(&[("0.weight".into(), data.clone())]).unwrap();
        assert_eq!(from_bytes(&bytes, "0.weight").unwrap(), data);
        assert_eq!(from_bytes(&bytes, "0.bias").unwrap_err().exit_code(), 4);
        assert!(from_bytes(&bytes[..bytes.len() - 1], "0.weight").is_err());
        assert_eq!(all(&bytes).unwrap(), [("0.weight".into(), data)]);
    }
}
