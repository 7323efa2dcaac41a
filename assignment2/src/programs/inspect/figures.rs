//! The figures of `inspect`.

use super::looked::{Looked, Model};
use crate::mlp::Mlp;
use crate::staff::answers::Answers;
use crate::staff::attribution::{Square, enlarged, grad_cam, occlusion, over, saliency, scaled};
use crate::staff::network::Network;
use burn::tensor::{Int, Tensor};
use common::data::ExampleSet;
use common::error::Result;
use common::figures::{Figure, Pictures, confusion};
use common::layers::{Conv2d, watched};
use common::run::Run;

/// Pictures in a row of filters and maps, and rows of them.
const COLUMNS: usize = 16;
const ROWS: usize = 6;
/// Mistakes that are shown, and how many stand in a row.
const MISTAKES: usize = 20;
const IN_A_ROW: usize = 5;

/// Draws into the run's folder; `chosen` are test examples.
pub(super) fn draw(
    run: &mut Run,
    (looked, answers): (&Looked, &Answers),
    chosen: Vec<usize>,
) -> Result<()> {
    match &looked.model {
        Model::Convolutional(network) => {
            let figure = filters_and_maps(looked, network, chosen[0]);
            run.save_figure("filters-and-maps", &figure)?;
        }
        Model::Dense(network) => {
            let figure = first_layer(network, looked.pictures.gather(&[0]).inputs.dims());
            run.save_figure("first-layer", &figure)?;
        }
    }
    let attribution = attribution(looked, answers, &chosen, |done| {
        run.busy(|| format!("occlusion: {done} of {} examples", chosen.len()));
    });
    run.save_figure("attribution", &attribution)?;
    run.save_figure("mistakes", &mistakes(looked, answers))?;
    let title = format!("Test examples of {}", looked.name);
    let counts = answers.confusion(looked.classes.len());
    run.save_figure("confusion", &confusion(&title, &looked.classes, &counts))
}

/// The filters of the first layer, and what each layer makes of an example.
fn filters_and_maps(looked: &Looked, network: &Network, example: usize) -> Figure {
    let convolutions = network.convolutions();
    let (_, maps) = watched(|| network.features(looked.inputs(&[example])));
    // Of many layers some, the first and the last among them.
    let rows = maps.len().min(ROWS);
    let shown = (0..rows).map(|row| row * (maps.len() - 1) / (rows - 1).max(1));
    let class = &looked.classes[looked.pictures.labels()[example]];
    let pictures = Pictures::grid(
        "First-layer filters, and what convolutions make of an example",
        COLUMNS,
    )
    .note("each filter and each map by its largest number; grey is 0")
    .row("filters", &filters(convolutions[0]))
    .row(
        format!("test example {example}: {class}"),
        &picture(&looked.pictures, &[example]),
    );
    let rows = shown.fold(pictures, |pictures, layer| {
        let [_, count, height, width] = maps[layer].dims();
        let of_layer = maps[layer].clone().narrow(1, 0, count.min(COLUMNS));
        let label = format!("convolution {}: {count} of {height}x{width}", layer + 1);
        pictures.row(label, &signed(of_layer.swap_dims(0, 1)))
    });
    rows.figure()
}

/// Filters as pictures, in colour where they look at three channels.
fn filters(convolution: &Conv2d) -> Tensor<4> {
    let weight = convolution.weight.val();
    let [count, channels, height, width] = weight.dims();
    let shown = count.min(2 * COLUMNS);
    let whole = weight
        .narrow(0, 0, shown)
        .reshape([shown, 1, channels * height, width]);
    signed(whole).reshape([shown, channels, height, width])
}

/// What the units of the first layer of a perceptron look at.
fn first_layer(network: &Mlp, [_, channels, height, width]: [usize; 4]) -> Figure {
    let weight = network.layers[0].weight.val().transpose(); // [unit, feature]
    let [count, _] = weight.dims();
    let shown = count.min(6 * COLUMNS);
    let whole = weight
        .narrow(0, 0, shown)
        .reshape([shown, 1, channels * height, width]);
    Pictures::grid("What the units of the first layer look at", COLUMNS)
        .note(format!(
            "weights of the first {shown} of {count} units, each by its largest number; grey is 0"
        ))
        .images(&signed(whole).reshape([shown, channels, height, width]))
        .figure()
}

/// Numbers as brightness, 0 in the middle.
fn signed(maps: Tensor<4>) -> Tensor<4> {
    scaled(maps) * 0.5 + 0.5
}

fn picture(pictures: &ExampleSet<4>, examples: &[usize]) -> Tensor<4> {
    pictures.gather(examples).inputs
}

/// What the answers to some examples rest on; `done` is told how many there are so far.
fn attribution(
    looked: &Looked,
    answers: &Answers,
    examples: &[usize],
    mut done: impl FnMut(usize),
) -> Figure {
    let (pictures, inputs) = (picture(&looked.pictures, examples), looked.inputs(examples));
    let [_, _, height, width] = inputs.dims();
    let taken: Vec<i64> = examples
        .iter()
        .map(|it| answers.predicted[*it] as i64)
        .collect();
    let classes = Tensor::<1, Int>::from_data(taken.as_slice(), &inputs.device());
    let logits = |images| looked.model.logits(images);
    let slopes = saliency(logits, inputs.clone(), classes.clone());
    let slopes = scaled(slopes.abs().max_dim(1));
    let square = Square::of([height, width]);
    let hidden = (0..examples.len()).map(|place| {
        let image = inputs.clone().narrow(0, place, 1);
        let drops = occlusion(logits, &image, taken[place] as usize, square);
        done(place + 1);
        drops
    });
    let drops = Tensor::cat(hidden.collect(), 0);
    let most: Vec<f64> = drops
        .clone()
        .flatten::<2>(1, 3)
        .max_dim(1)
        .into_data()
        .iter()
        .collect();
    let drops = scaled(enlarged(drops, [height, width]));
    let figure = Pictures::rows("What the answers to test examples rest on")
        .note("blue speaks for the answer, orange against it; each picture by its largest number")
        .row("test example", &pictures)
        .captions(examples.iter().map(|it| said(looked, answers, *it)))
        .row("size of the saliency", &over(&pictures, slopes))
        .row(
            format!("occlusion by {0}x{0}", square.side),
            &over(&pictures, drops),
        )
        .captions(most.iter().map(|it| costs(*it)));
    let Model::Convolutional(network) = &looked.model else {
        return figure.figure();
    };
    let maps = network.features(inputs);
    if maps.dims()[2..] == [1, 1] {
        return figure.figure();
    }
    let maps = grad_cam(|maps| network.classify(maps), maps, classes);
    let maps = scaled(enlarged(maps, [height, width]));
    figure.row("Grad-CAM", &over(&pictures, maps)).figure()
}

/// How much less probable the answer becomes, at most.
fn costs(most: f64) -> String {
    match most < 0.005 {
        true => "costs less than 0.01".into(),
        false => format!("costs up to {most:.2}"),
    }
}

/// The right class of an example and the one that it is taken for, with its probability.
fn said(looked: &Looked, answers: &Answers, example: usize) -> String {
    let [right, taken] = [answers.labels[example], answers.predicted[example]];
    let probability = answers.confidence[example];
    match right == taken {
        true => format!("{} ({probability:.2})", looked.classes[right]),
        false => format!(
            "{}, taken for {} ({probability:.2})",
            looked.classes[right], looked.classes[taken]
        ),
    }
}

/// The wrong answers of which the network is surest.
fn mistakes(looked: &Looked, answers: &Answers) -> Figure {
    let mistakes = answers.mistakes();
    let (count, shown) = (mistakes.len(), &mistakes[..mistakes.len().min(MISTAKES)]);
    let figure = Pictures::grid("The most confident mistakes", IN_A_ROW);
    if shown.is_empty() {
        let all = answers.labels.len();
        return figure
            .note(format!("none among {all} test examples"))
            .figure();
    }
    let captions = shown
        .iter()
        .map(|it| format!("{it}: {}", said(looked, answers, *it)));
    figure
        .note(format!(
            "{} of {count}; the number of the test example, its class and the answer",
            shown.len()
        ))
        .images(&picture(&looked.pictures, shown))
        .captions(captions)
        .figure()
}
