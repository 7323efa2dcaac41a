//! The table and the figures of `lengths`.

use super::Lengths;
use crate::palindromes::{DIGITS, Palindromes};
use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use common::figures::panels;
use common::program::prelude::*;
use common::supervised::Supervised;

type Trainings = Study<(Cell, usize), Supervised<Network, Palindromes>>;

/// What counts as completing palindromes.
const COMPLETED: f64 = 0.9;

/// A row for each length, and how far each cell comes.
pub(super) fn tell(settings: &Lengths, run: &mut Run, study: &Trainings) {
    let names = settings.of.cells.iter().map(|cell| cell.name().to_owned());
    let mut table = Table::new(["T".to_owned()].into_iter().chain(names));
    let accuracy = |cell: &Cell, length| study.summary(&(*cell, length), Part::Test, "accuracy");
    for &length in &settings.lengths {
        let of_cells = settings.of.cells.iter();
        let cells = of_cells.map(|cell| accuracy(cell, length).to_string());
        table.row([length.to_string()].into_iter().chain(cells));
    }
    run.set_table(table);
    let mut words = Vec::new();
    for cell in &settings.of.cells {
        let lengths = settings.lengths.iter().copied();
        let done = lengths.take_while(|length| accuracy(cell, *length).mean >= COMPLETED);
        let longest = done.last();
        run.record(
            format!("{}_longest", identifier(cell.name())),
            longest.unwrap_or(0) as f64,
        );
        words.push(match longest {
            Some(longest) => format!("{} up to T = {longest}", cell.name()),
            None => format!("{} at none", cell.name()),
        });
    }
    run.explain(format!(
        "Test accuracy after {} steps, {}. A guess is right in one of {DIGITS} \
         cases.\n{COMPLETED} and more at this and all shorter lengths: {}.",
        settings.training.steps,
        study.note(),
        words.join(", ")
    ));
}

pub(super) fn draw(settings: &Lengths, run: &Run, study: &Trainings) -> Result<()> {
    run.save_figure("accuracy", &accuracies(settings, study).figure())?;
    run.save_figure("steps", &steps(settings, study).figure())?;
    if run.wants_all_figures() {
        let plots = settings.of.cells.iter().map(|cell| {
            let plot = Plot::new(cell.name()).note(note(study));
            let plot = plot.x("step").y("test accuracy");
            let plot = plot.each(&settings.lengths, |plot, length| {
                let points = study.curve(&(*cell, *length), Part::Test, "accuracy");
                let points = points.into_iter().map(|point| {
                    let spread = Spread::within_extremes(point.summary);
                    (point.steps as f64, spread)
                });
                plot.spread(format!("T = {length}"), points)
            });
            plot.figure()
        });
        let plots: Vec<Figure> = plots.collect();
        run.save_figure(
            "learning",
            &panels("What is learned, step by step", 2, &plots),
        )?;
    }
    Ok(())
}

/// What error bars are.
fn note(study: &Trainings) -> String {
    format!("{}, not beyond lowest and highest", study.note())
}

fn over_lengths(title: String, note: String) -> Plot {
    let plot = Plot::new(title).note(note);
    plot.x("T, digits of a palindrome")
}

/// Test accuracy against the length.
fn accuracies(settings: &Lengths, study: &Trainings) -> Plot {
    let lengths = &settings.lengths;
    let guess = 1.0 / DIGITS as f64;
    let title = format!("What is completed after {} steps", settings.training.steps);
    let plot = over_lengths(title, format!("{}; {guess} is a guess", note(study)));
    let plot = plot
        .y("test accuracy")
        .each(&settings.of.cells, |plot, cell| {
            let point = |length: &usize| {
                let summary = study.summary(&(*cell, *length), Part::Test, "accuracy");
                (*length as f64, Spread::within_extremes(summary))
            };
            plot.spread(cell.name(), lengths.iter().map(point))
        });
    let ends = [lengths[0], lengths[lengths.len() - 1]].map(|length| length as f64);
    match ends[0] < ends[1] {
        true => plot.area((ends[0] - 0.5, ends[1] + 0.5), (0.0, 1.05)),
        false => plot,
    }
}

/// After how many steps nine of ten answers are right, against the length.
fn steps(settings: &Lengths, study: &Trainings) -> Plot {
    let title = format!("Steps to an accuracy of {COMPLETED}");
    let note = format!(
        "measured every {} steps; hollow: not within {} under every seed",
        settings.training.eval_every, settings.training.steps
    );
    let plot = over_lengths(title, note).y("steps").log_y();
    plot.each(&settings.of.cells, |plot, cell| {
        let times = |length: &usize| {
            let times = study.first_accuracy(&(*cell, *length), COMPLETED);
            (*length as f64, times.of_all(|reached| reached.steps as f64))
        };
        let times: Vec<(f64, Vec<f64>)> = settings.lengths.iter().map(times).collect();
        let (reached, missing): (Vec<_>, Vec<_>) =
            times.into_iter().partition(|(_, times)| !times.is_empty());
        let reached = reached.into_iter();
        let reached =
            reached.map(|(length, times)| (length, Spread::within_extremes(Summary::of(&times))));
        let missing = missing.into_iter().map(|(length, _)| length);
        plot.spread(cell.name(), reached).missing(missing)
    })
}
