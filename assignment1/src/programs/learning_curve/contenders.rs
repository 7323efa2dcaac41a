//! Who is compared: a line, a network, and a line that sees polar coordinates.

use crate::coordinates::polar;
use crate::staff::MlpTraining;
use common::plots;
use common::program::prelude::*;
use std::fmt;

/// A kind of model on a kind of input.
#[derive(Debug, PartialEq)]
pub struct Contender {
    name: &'static str,
    pub(super) is_hidden: bool,
    pub(super) is_polar: bool,
}

const CONTENDERS: [Contender; 3] = [
    Contender {
        name: "linear",
        is_hidden: false,
        is_polar: false,
    },
    Contender {
        name: "network",
        is_hidden: true,
        is_polar: false,
    },
    Contender {
        name: "linear in polar coordinates",
        is_hidden: false,
        is_polar: true,
    },
];

/// A contender that learns from so many examples.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub(super) contender: &'static Contender,
    pub(super) examples: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.contender.name, self.examples)
    }
}

impl Contender {
    /// Its cases, one for each size of the training set.
    pub(super) fn on(&'static self, sizes: &[usize]) -> impl Iterator<Item = Case> {
        let case = move |&examples| Case {
            contender: self,
            examples,
        };
        sizes.iter().map(case)
    }
}

/// Those that the data allow: only points of the plane have polar coordinates.
pub(super) fn contenders(data: &Data<2>) -> impl Iterator<Item = &'static Contender> {
    let is_plane = data.features() == 2;
    CONTENDERS
        .iter()
        .filter(move |contender| is_plane || !contender.is_polar)
}

type Cases = Study<Case, MlpTraining>;

/// The contenders of a study, each with its cases from the smallest set to the largest.
fn present(study: &Cases) -> Vec<(&'static Contender, Vec<Case>)> {
    let cases = |contender| {
        let cases = study
            .cases()
            .iter()
            .filter(|case| case.contender == contender);
        (contender, cases.cloned().collect::<Vec<Case>>())
    };
    let all = CONTENDERS.iter().map(cases);
    all.filter(|(_, cases)| !cases.is_empty()).collect()
}

/// The test accuracies, a line for each size.
pub(super) fn table(study: &Cases) -> Table {
    let present = present(study);
    let names = present
        .iter()
        .map(|(contender, _)| format!("{} (test)", contender.name));
    let mut table = Table::new(std::iter::once("examples".to_owned()).chain(names));
    for (place, first) in present[0].1.iter().enumerate() {
        let accuracy = |(_, cases): &(_, Vec<Case>)| {
            Summary::of(&study.last(&cases[place], Part::Test, "accuracy")).to_string()
        };
        table.row(std::iter::once(first.examples.to_string()).chain(present.iter().map(accuracy)));
    }
    table
}

pub(super) fn against_examples(study: &Cases, part: Part) -> Figure {
    let title = match part {
        Part::Train => "Accuracy on the examples that were learned from",
        _ => "Accuracy on the test set",
    };
    let plot = Plot::new(title).note(study.note()).log_x();
    let plot = plot.x("training examples").y("accuracy");
    let spread = |plot: Plot, (contender, cases): (&Contender, Vec<Case>)| {
        let accuracy = |case: &Case| Spread::of(&study.last(case, part, "accuracy"));
        let points = cases
            .iter()
            .map(|case| (case.examples as f64, accuracy(case)));
        plot.spread(contender.name, points)
    };
    present(study).into_iter().fold(plot, spread).figure()
}

/// What each contender that was trained on the most examples says everywhere, first seed, always in
/// (x, y): in polar coordinates it would be lines.
pub(super) fn draw_maps(run: &Run, study: &mut Cases, data: &Data<2>) -> Result<()> {
    let present = present(study);
    if !present.iter().any(|(contender, _)| contender.is_polar) {
        return Ok(());
    }
    for (contender, cases) in present {
        let largest = cases.last().expect("has cases");
        let learner = study.learners_of(largest).next().expect("has a seed");
        let streams = &run.start.streams;
        let data = data
            .clone()
            .with_training_examples(largest.examples, streams);
        let title = plots::capitalized(contender.name);
        let map = plots::boundary_between(&title, ["x", "y"], &data, |points| {
            learner.logits(if contender.is_polar {
                polar(points)
            } else {
                points
            })
        });
        let name = contender.name.replace(' ', "-");
        run.save_figure(&format!("map-of-{name}"), &map)?;
    }
    Ok(())
}
