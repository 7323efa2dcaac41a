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
    let damaged = |what: String| Error::Data(format!("the checkpoint does not fit: {what}"));
    let tensors = SafeTensors::deserialize(bytes).map_err(|e| damaged(e.to_string()))?;
    let view = tensors.tensor(name).map_err(|e| damaged(e.to_string()))?;
    let dtype = match view.dtype() {
        Dtype::F32 => DType::F32,
        Dtype::F64 => DType::F64,
        other => return Err(damaged(format!("{name} is {other:?}"))),
    };
    let shape = view.shape().to_vec();
    Ok(TensorData::from_bytes_vec(
        view.data().to_vec(),
        shape,
        dtype,
    ))
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
    }
}
