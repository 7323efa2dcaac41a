//! What is seen of every network under every seed, before the first step and after the last.

use super::Bptt;
use super::case::Case;
use super::watched::{Sight, Watched};
use common::program::prelude::*;
use common::statistics::of_seeds;

/// What each network meets before the first step and after the last: for each case one for each seed.
pub(super) struct Sights(Vec<(Case, [Vec<Sight>; 2])>);

impl Sights {
    /// Makes the trainings once more for what they were before the first step.
    ///
    /// # Errors
    /// Those of making them.
    pub(super) fn of(
        settings: &Bptt,
        start: &Start,
        study: &mut Study<Case, Watched>,
    ) -> Result<Self> {
        let mut first = settings.learner(start)?;
        let cases = study.cases().to_vec().into_iter();
        let seen = |study: &mut Study<Case, Watched>, case: &Case| -> Vec<Sight> {
            study.learners_of(case).map(|it| it.look()).collect()
        };
        let both = |case| (case, [seen(&mut first, &case), seen(study, &case)]);
        Ok(Self(cases.map(both).collect()))
    }

    /// Those of a case, before the first step and after the last; none where it is not compared.
    pub(super) fn of_case(&self, case: Case) -> &[Vec<Sight>; 2] {
        const NONE: &[Vec<Sight>; 2] = &[Vec::new(), Vec::new()];
        let known = self.0.iter().find(|(known, _)| *known == case);
        known.map_or(NONE, |(_, seen)| seen)
    }
}

/// The mean spectral radius of W_h before the first step, of plain networks.
pub(super) fn radii([first, _]: &[Vec<Sight>; 2]) -> Option<f64> {
    let radii: Vec<f64> = first.iter().filter_map(|seen| seen.radius).collect();
    (!radii.is_empty()).then(|| Summary::of(&radii).mean)
}

/// What the bands of figures are.
pub(super) fn note(settings: &Bptt) -> String {
    of_seeds("mean, lowest and highest", settings.of.seeds)
}

/// The mean over the seeds, from the lowest to the highest. Lengths differ by powers of ten, and so do seeds:
/// the mean is that of the logarithms.
pub(super) fn spread(values: &[f64]) -> Spread {
    let logarithms = values.iter().map(|value| value.ln());
    let logarithms = Summary::of(&logarithms.collect::<Vec<_>>());
    Spread {
        mean: logarithms.mean.exp(),
        low: logarithms.min.exp(),
        high: logarithms.max.exp(),
    }
}
