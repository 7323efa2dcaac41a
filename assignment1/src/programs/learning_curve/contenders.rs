//! Who is compared: a line, a network, and a line that sees polar coordinates.

use crate::coordinates::polar;
use crate::staff::MlpTraining;
use common::plots;
use common::program::prelude::*;

/// A kind of model on a kind of input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contender {
    pub(super) name: &'static str,
    pub(super) is_hidden: bool,
    pub(super) is_polar: bool,
}

const fn contender(name: &'static str, is_hidden: bool, is_polar: bool) -> Contender {
    Contender {
        name,
        is_hidden,
        is_polar,
    }
}

const CONTENDERS: [Contender; 3] = [
    contender("linear", false, false),
    contender("network", true, false),
    contender("linear in polar coordinates", false, true),
];

/// Those that the data allow: only points of the plane have polar coordinates.
pub(super) fn contenders(data: &Data<2>) -> impl Iterator<Item = &'static Contender> {
    let is_plane = data.features() == 2;
    let contenders = CONTENDERS.iter();
    contenders.filter(move |contender| is_plane || !contender.is_polar)
}

/// A contender and the number of examples that it learns from.
type Cases = Study<(Contender, usize), MlpTraining>;

/// The contenders of a study, each with its cases from the smallest set to the largest.
fn present(study: &Cases) -> Vec<&[(Contender, usize)]> {
    study.cases().chunk_by(|(a, _), (b, _)| a == b).collect()
}

/// The test accuracies, a line for each size.
pub(super) fn table(study: &Cases) -> Table {
    let present = present(study);
    let mut names = vec!["examples".to_owned()];
    names.extend(
        present
            .iter()
            .map(|cases| format!("{} (test)", cases[0].0.name)),
    );
    let mut table = Table::new(names);
    for (place, (_, size)) in present[0].iter().enumerate() {
        let mut cells = vec![size.to_string()];
        for cases in &present {
            let accuracy = study.summary(&cases[place], Part::Test, "accuracy");
            cells.push(accuracy.to_string());
        }
        table.row(cells);
    }
    table
}

/// Accuracy against the number of examples.
pub(super) fn against_examples(study: &Cases, part: Part) -> Figure {
    let title = match part {
        Part::Train => "Accuracy on the examples that were learned from",
        _ => "Accuracy on the test set",
    };
    let plot = Plot::new(title).note(study.note()).log_x();
    let plot = plot.x("training examples").y("accuracy");
    let plot = plot.each(present(study), |plot, cases| {
        let accuracy = |case| study.summary(case, part, "accuracy").into();
        let points = cases.iter().map(|case| (case.1 as f64, accuracy(case)));
        plot.spread(cases[0].0.name, points)
    });
    plot.figure()
}

/// What each contender that was trained on the most examples says everywhere, first seed, always in
/// (x, y): in polar coordinates it would be lines.
pub(super) fn draw_maps(run: &Run, study: &mut Cases, data: &Data<2>) -> Result<()> {
    let present = present(study).into_iter();
    let largest: Vec<(Contender, usize)> = present.map(|cases| cases[cases.len() - 1]).collect();
    if !largest.iter().any(|(contender, _)| contender.is_polar) {
        return Ok(());
    }
    for case @ (contender, size) in largest {
        let learner = study.learners_of(&case).next().expect("has a seed");
        let (data, streams) = (data.clone(), &run.start.streams);
        let data = data.with_training_examples(size, streams);
        let title = plots::capitalized(contender.name);
        let map = plots::boundary_between(&title, ["x", "y"], &data, |points| {
            learner.logits(match contender.is_polar {
                true => polar(points),
                false => points,
            })
        });
        let name = contender.name.replace(' ', "-");
        run.save_figure(&format!("map-of-{name}"), &map)?;
    }
    Ok(())
}
