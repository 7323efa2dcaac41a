//! The figures of `inspect`.

use super::filters::{filters_and_maps, first_layer};
use super::looked::{Looked, Model};
use crate::staff::answers::Answers;
use crate::staff::attribution::{Square, enlarged, grad_cam, occlusion, over, saliency, scaled};
use burn::tensor::{Int, Tensor};
use common::data::ExampleSet;
use common::error::Result;
use common::figures::{Figure, Pictures, confusion};
use common::run::Run;

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
