//! How good generated digits are, as numbers: beside those of a network that has learned nothing, and of real ones.

use crate::staff::nearest::nearest;
use crate::staff::quality::{CLASSES, Judge, Quality};
use common::by_hand::Tensor;
use common::data::ExampleSet;
use common::program::prelude::*;

/// Digits of each kind that are marked. Distances of clouds compare between equal numbers alone.
pub(super) const MARKED: usize = 1000;

/// Records the marks of two sets of samples, those of a trained network and those of an untrained one, and says what
/// they mean. Nothing where the pictures are not handwritten digits: nobody has learned to mark others.
///
/// # Shapes
/// - made: rows as `data` has them, `[MARKED, 784]` each
/// - pictures: from rows to `[count, 1, 28, 28]`, from 0 to 1
///
/// # Errors
/// Those of [`Judge::shipped`] and [`Quality::of`].
pub(super) fn record(
    run: &mut Run,
    data: &Data<2>,
    made: [Tensor<2>; 2],
    pictures: impl Fn(Tensor<2>) -> Tensor<4>,
) -> Result<String> {
    let judge = Judge::shipped(&run.start.device)?;
    let [training, test] = [&data.train, &data.test].map(some);
    let real = judge.features(pictures(test.clone()));
    let mark = |rows: &Tensor<2>| Quality::of(&judge, pictures(rows.clone()), real.clone());
    let [of_trained, of_untrained, of_training] = [&made[0], &made[1], &training].map(mark);
    let (trained, untrained, training) = (of_trained?, of_untrained?, of_training?);
    let distance = |rows: &Tensor<2>| {
        let nearest = nearest(rows, &data.train);
        nearest.iter().map(|it| it.distance).sum::<f64>() / nearest.len() as f64
    };
    let ratio = distance(&made[0]) / distance(&test);
    for (name, value) in [
        ("frechet", trained.frechet),
        ("frechet_untrained", untrained.frechet),
        ("frechet_real", training.frechet),
        ("classes_covered", trained.covered() as f64),
        ("confidence", trained.confidence),
        ("precision", trained.precision),
        ("recall", trained.recall),
        ("nearest_ratio", ratio),
    ] {
        run.record(name, value);
    }
    Ok(format!(
        "frechet: how far {count} samples are from {count} test pictures, to a small classifier that is given; other real\n\
         pictures are {:.0} away, and samples of an untrained network {:.0}. It takes samples for {} of {CLASSES} digits, with a\n\
         confidence of {:.2} (of real ones {:.2}). precision: the share of samples that lie among real pictures; recall: of\n\
         real ones that lie among samples. nearest_ratio: samples are {ratio:.2} times as far from the nearest training\n\
         picture as test pictures are; copies would be at 0.",
        training.frechet,
        untrained.frechet,
        trained.covered(),
        trained.confidence,
        training.confidence,
        count = MARKED.min(test.dims()[0]),
    ))
}

/// At most so many examples, spread over the set.
fn some(set: &ExampleSet<2>) -> Tensor<2> {
    let count = set.len().min(MARKED);
    let places: Vec<usize> = (0..count).map(|place| place * set.len() / count).collect();
    set.gather(&places).inputs
}
