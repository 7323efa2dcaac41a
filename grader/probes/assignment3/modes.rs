//! What is asked of `assignment3/src/modes.rs` with inputs that nobody has seen.

use assignment3::modes::covered;
use common::by_hand::Tensor;
use probe::Case;

/// a3.modes.covered
pub fn modes_covered(case: &mut Case) {
    let [modes, features] = case.sizes([3..=7, 2..=4]);
    // Centres far apart, on the first axis.
    let centres: Vec<f64> = (0..modes * features)
        .map(|at| {
            if at % features == 0 {
                (at / features) as f64 * 10.0
            } else {
                0.0
            }
        })
        .collect();
    let centres = case.from_numbers("centres", &centres, [modes, features]);
    for rest in [0, 1 + case.below(10 * modes - 1)] {
        // As many samples as make `enough` a tenth of the fair share, and some more.
        let enough = 2 + case.below(2);
        let count = 10 * modes * enough + rest;
        let counts: Vec<usize> = (0..modes)
            .map(|mode| match mode {
                0 => enough,
                _ => [0, 1, enough - 1, enough, enough + 1, 3 * enough][case.below(6)],
            })
            .collect();
        let samples = samples(case, (&centres, &counts), count);
        case.give(
            "modes that are covered",
            covered(samples, centres.clone(), 1.0),
        );
    }
}

// So many samples near each centre, and others near none.
fn samples(case: &mut Case, (centres, counts): (&Tensor<2>, &[usize]), count: usize) -> Tensor<2> {
    let [_, features] = centres.dims();
    let mut rows = Vec::new();
    for (mode, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        // Within 0.5 along each of at most four axes.
        let around = case.between("around a centre", [count, features], -0.45..0.45);
        rows.push(centres.clone().narrow(0, mode, 1) + around);
    }
    let others = count - counts.iter().sum::<usize>();
    rows.push(case.between("near none", [others, features], 1.5..3.0));
    let samples = Tensor::cat(rows, 0);
    case.tensor("samples", samples)
}
