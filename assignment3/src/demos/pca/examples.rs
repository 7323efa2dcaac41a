//! The examples whose components are shown: a cloud of points, or pictures.

use crate::staff::Reduction;
use common::data::{Data, Dataset, ExampleSet};
use common::error::Result;
use common::examples::Examples;
use common::learner::Start;

/// Components of faces that are found: more of 320 would take seconds.
const OF_FACES: usize = 60;
/// Components of other pictures; digits have 64 pixels, some of them never inked.
const OF_OTHERS: usize = 40;

/// Examples with their components, and the shape of those that are pictures: channels, height, width.
///
/// # Errors
/// Those of the data set.
pub fn reduction(
    (name, stretch): (&str, f64),
    start: &Start,
) -> Result<(Reduction, Option<[usize; 3]>)> {
    if name == "points" {
        return Ok((Reduction::new(cloud(stretch, start), None, 2)?, None));
    }
    let dataset: Dataset = name.parse()?;
    let components = if dataset == Dataset::Faces {
        OF_FACES
    } else {
        OF_OTHERS
    };
    // The last two numbers are for points alone.
    let images = Examples::generated(dataset, 1000, 0.1).images(start)?;
    let shape = images.shape();
    let reduction = Reduction::new(images.flatten(), None, components)?;
    Ok((reduction, Some(shape)))
}

/// A normal cloud that is this much longer one way than the other, and lies askew.
fn cloud(stretch: f64, start: &Start) -> Data<2> {
    let part = |name| {
        let mut stream = start.streams.stream(name);
        let point = |_| {
            let (along, across) = (0.5 * stretch * stream.normal(), 0.5 * stream.normal());
            let (sine, cosine) = 35_f64.to_radians().sin_cos();
            [
                cosine * along - sine * across,
                sine * along + cosine * across,
            ]
        };
        let values = (0..100).flat_map(point).collect();
        ExampleSet::from_floats(values, &[2], vec![0; 100], &start.device)
    };
    Data {
        name: "points".into(),
        train: part("cloud"),
        test: part("test cloud"),
        validation: None,
        classes: vec!["points".into()],
        feature_names: Vec::new(),
        remarks: Vec::new(),
    }
}
