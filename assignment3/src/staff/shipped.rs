//! Generators that the repository has, so that nobody waits for faces.

use crate::dcgan::DcGenerator;
use burn::module::Module;
use burn::tensor::{Device, TensorData};
use common::data::{Dataset, embedded};
use common::error::{Error, Result};
use common::{tensors, trained};

/// How the exported names of a generator of convolutions begin.
const KIND: &str = "Dcgan.";

/// The file of the generator of a data set, and the channels, height and width of a picture: photographs of faces, or
/// drawings of emoji.
///
/// # Errors
/// [`Error::Usage`] for other data sets, with those that there are and what to do instead.
pub fn file(dataset: &Dataset) -> Result<(&'static str, [usize; 3])> {
    match dataset {
        Dataset::Faces => Ok(("generator-faces.safetensors", [1, 64, 64])),
        Dataset::Emoji => Ok(("generator-emoji.safetensors", [3, 32, 32])),
        other => Err(Error::Usage(format!(
            "no generator of {other} is shipped. Choose faces or emoji, or train one of pictures and name its run:\n  \
             cargo run -p assignment3 -- gan --arch dcgan --dataset {other}\n  \
             cargo run -p assignment3 -- faces gan"
        ))),
    }
}

/// The generator of a data set, in evaluation mode.
///
/// # Errors
/// Those of [`file()`]; [`Error::Data`] if the file is damaged, with the command that repairs it.
pub fn generator(dataset: &Dataset, device: &Device) -> Result<DcGenerator> {
    let (file, image) = file(dataset)?;
    read(&embedded::read(file)?, image, device)
}

/// The generator in a file that `export --only generator` wrote; it makes images `[channels, height, width]`. Its
/// sizes are those of the tensors.
///
/// # Errors
/// [`Error::Data`] if the file is damaged, or of another network.
pub fn read(bytes: &[u8], image: [usize; 3], device: &Device) -> Result<DcGenerator> {
    let mut tensors = tensors::all(bytes)?;
    for (name, _) in &mut tensors {
        if let Some(of_kind) = name.strip_prefix(KIND) {
            *name = of_kind.to_owned();
        }
    }
    let side = |name: &str, side: fn(&[usize]) -> Option<&usize>| {
        let found = tensors.iter().find(|(it, _)| it == name);
        let found = found.and_then(|(_, data): &(String, TensorData)| side(data.shape()).copied());
        found.ok_or_else(|| Error::Data(format!("the weights of a generator have no {name}")))
    };
    let latent = side("input.weight", |shape| shape.first())?;
    // Names are sorted, and there are fewer than ten layers.
    let norms = tensors.iter().rev().map(|(name, _)| name);
    let last = norms.clone().find(|name| name.ends_with(".gamma"));
    let last = last.cloned().unwrap_or_else(|| "norms.0.gamma".into());
    let width = side(&last, |shape| shape.last())?;
    let generator = DcGenerator::new([latent, width], image, device).valid();
    trained::with_tensors(generator, tensors)
}
