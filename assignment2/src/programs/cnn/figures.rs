//! What a training of `cnn` says and shows at its end.

use super::lag;
use crate::staff::augmentation::Augmented;
use crate::staff::network::Network;
use crate::staff::summary::Summary;
use burn::module::Module;
use burn::tensor::Tensor;
use common::error::Result;
use common::figures::{Pictures, confusion};
use common::learner::{DataLoader, Part};
use common::metrics::{confusion_matrix, predictions};
use common::plots;
use common::run::Run;
use common::supervised::Supervised;
use common::trained::parameters;

/// Images in a row of the sheet of augmented ones.
const SHOWN: usize = 10;

/// Records how many parameters there are, and says layer by layer where, and what is to be known of the numbers.
pub(super) fn tell(run: &mut Run, learner: &mut Supervised<Network, Augmented>) -> Result<()> {
    let (network, images) = (learner.model(), learner.loader());
    run.record("parameters", parameters(network) as f64);
    let data = images.data();
    let summary = Summary::of(network, data.shape(), images.batch_size());
    run.append("Layers", summary.table(), summary.in_words());
    let mut words = Vec::new();
    if images.parts().contains(&Part::TrainSample) {
        words.push(format!(
            "train_sample is {} of the {} training images, always the same ones. What each layer makes of an image \
             stands in the report.",
            data.test.len(),
            data.train.len()
        ));
    }
    if network.has_norm() {
        let axis = run.start.length.axis();
        let curves = plots::lines(run.folder(), "accuracy", axis)?;
        words.extend(lag::remark(&curves, axis));
    }
    run.explain(words.join("\n"));
    Ok(())
}

/// Draws the curves, the confusion matrix, and, where images were changed, some of the first step before and after.
pub(super) fn draw(run: &Run, learner: &mut Supervised<Network, Augmented>) -> Result<()> {
    run.draw_metric("accuracy")?;
    run.draw_metric("loss")?;
    let network = learner.model().valid();
    let images = learner.loader();
    let tested = images.part(Part::Test);
    let answers: Vec<usize> = tested
        .flat_map(|(_, batch)| predictions(network.forward(batch.inputs)))
        .collect();
    let data = images.data();
    let counts = confusion_matrix(data.classes.len(), data.test.labels(), &answers);
    run.save_figure("confusion", &confusion("Test set", &data.classes, &counts))?;
    if !images.changes() {
        return Ok(());
    }
    // From everywhere: some sets are sorted by class.
    let places: Vec<usize> = (0..SHOWN)
        .map(|place| place * data.train.len() / SHOWN)
        .collect();
    let originals = data.train.gather(&places).inputs;
    // Normalised pixels lie on both sides of 0; the darkest becomes black, the brightest white.
    let low: f64 = originals.clone().min().into_scalar();
    let high: f64 = originals.clone().max().into_scalar();
    let visible = |pictures: Tensor<4>| (pictures - low) / f64::max(high - low, 1e-9);
    let sheet = Pictures::rows("Training images, and what three steps make of them");
    let sheet = (0..3).fold(
        sheet.row("original", &visible(originals.clone())),
        |sheet, step| {
            let changed = images.changed(originals.clone(), step);
            sheet.row(format!("step {}", step + 1), &visible(changed))
        },
    );
    run.save_figure("augmentation", &sheet.figure())
}
