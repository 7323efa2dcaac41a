//! What comes out of `bptt`: its numbers, its table, and what is seen, in words.

use super::Bptt;
use super::case::Case;
use super::explosion;
use super::sights::{Sights, radii};
use super::watched::{Sight, Watched};
use common::program::prelude::*;

/// What the first of some lengths is of the last, as a power of ten, under each seed.
fn ratios(seen: &[Sight], of: impl Fn(&Sight) -> Option<&Vec<f64>>) -> Vec<f64> {
    let lengths = seen.iter().filter_map(of);
    lengths
        .map(|it| (it[0] / it[it.len() - 1]).log10())
        .collect()
}

/// What is expected of a cell beside its measurement: the bound of a plain one, what the gates of another keep.
pub(super) fn beside(seen: &Sight) -> Option<&Vec<f64>> {
    let near = seen.bounds.as_ref().map(|[near, _]| near);
    near.or(seen.reach.kept.as_ref())
}

/// A power of ten, or a dash.
fn power(exponent: f64) -> String {
    match exponent.is_finite() {
        true => format!("1e{exponent:+.1}"),
        false => "-".into(),
    }
}

pub(super) fn tell(settings: &Bptt, run: &mut Run, study: &mut Study<Case, Watched>) -> Result<()> {
    let sights = Sights::of(settings, &run.start, study)?;
    let states = settings.seen.input_length;
    let mut table = Table::new([
        format!("{states} states"),
        "start: a step".into(),
        "start: first / last".into(),
        "bound, or gates".into(),
        "end: first / last".into(),
        "bound, or gates".into(),
        "test accuracy".into(),
    ]);
    let (mut words, mut of_cells) = (Vec::new(), Vec::new());
    for case in study.cases().to_vec() {
        let name = identifier(case.name());
        let mut cells = vec![case.name().to_owned()];
        for (seen, when) in sights.of_case(case).iter().zip(["start", "end"]) {
            let measured = ratios(seen, |it| Some(&it.reach.hidden));
            let expected = ratios(seen, beside);
            let [mean, of_expected] = [&measured, &expected].map(|it| Summary::of(it).mean);
            let factor = 10_f64.powf(mean / (states as f64 - 1.0));
            if when == "start" {
                cells.push(decimals(factor, 3));
            }
            cells.extend([power(mean), power(of_expected)]);
            if let Case::Cell(_) = case {
                run.record(format!("{name}_log10_ratio_{when}"), measured);
                run.record(format!("{name}_log10_beside_{when}"), expected);
            }
            if let (Case::Cell(cell), "start") = (case, when) {
                let radius = radii(sights.of_case(case));
                let radius = radius.map(|it| format!(" (spectral radius of its W_h: {it:.2})"));
                let radius = radius.unwrap_or_default();
                words.push(format!("{factor:.2} in the {}{radius}", cell.name()));
            }
            let along_cells = ratios(seen, |it| it.reach.cell.as_ref());
            if !along_cells.is_empty() {
                of_cells.push(power(Summary::of(&along_cells).mean));
                run.record(format!("{name}_log10_cell_ratio_{when}"), along_cells);
            }
        }
        cells.push(study.summary(&case, Part::Test, "accuracy").to_string());
        table.row(cells);
    }
    run.set_table(table);
    let large = explosion::tell(settings, run, (study, &sights));
    let cells = match &of_cells[..] {
        [start, end] => format!(
            "Along the cells of the LSTM, on which no matrix stands, c_1 gets {start} of the gradient of c_{states}, after \
             the training {end}.\n"
        ),
        _ => String::new(),
    };
    run.explain(format!(
        "At the first weights a step back multiplies the length of ∂L/∂h by {}, on average over the steps.\n{cells}\
         \"First / last\": what h_1 gets of the gradient of h_{states}; \"a step\": the factor that makes this in \
         {} steps. \"Bound, or gates\":\nof a plain network, by what the singular values of diag(1 - h²) W_hᵀ let it \
         grow at most; of an LSTM and a GRU, what\ntheir forget or update gates alone keep of it, without the way \
         through W_h.\n{large}",
        words.join(", "),
        states - 1,
    ));
    Ok(())
}
