//! The networks of a study before their first step.

use super::Vanishing;
use super::case::Case;
use super::watched::Watched;
use crate::staff::inside::Inside;
use common::program::prelude::*;

/// What each network of a study met before its first step: for each case one for each seed.
pub(super) struct First(Vec<(Case, Vec<Inside>)>);

impl First {
    /// Makes the trainings of the study once more, and does no step.
    ///
    /// # Errors
    /// Those of making them.
    pub(super) fn of(settings: &Vanishing, start: &Start) -> Result<Self> {
        let mut study = settings.learner(start)?;
        let cases = study.cases().to_vec().into_iter();
        let seen = |case| {
            (
                case,
                study.learners_of(&case).map(|it| it.inside()).collect(),
            )
        };
        Ok(Self(cases.map(seen).collect()))
    }

    /// Those of a case, one for each seed.
    pub(super) fn of_case(&self, case: &Case) -> &[Inside] {
        let known = self.0.iter().find(|(known, _)| known == case);
        known.map_or(&[], |(_, inside)| inside)
    }

    /// log10(‖∂L/∂h_1‖ / ‖∂L/∂h_L‖) under each seed.
    pub(super) fn log_ratios(&self, case: &Case) -> Vec<f64> {
        log_ratios(self.of_case(case))
    }
}

/// The same of networks at any time, one for each seed.
pub(super) fn log_ratios(of_seeds: &[Inside]) -> Vec<f64> {
    of_seeds.iter().map(|it| it.ratio().log10()).collect()
}

/// What the trained networks of a case meet, one for each seed.
pub(super) fn last(study: &mut Study<Case, Watched>, case: &Case) -> Vec<Inside> {
    study.learners_of(case).map(|it| it.inside()).collect()
}
