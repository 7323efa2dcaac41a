//! Whether what a training measured was the network, or running averages that were behind it.
//!
//! In a step, batch normalisation takes mean and variance of the batch; in an evaluation, averages over the last
//! ten steps or so. While weights move fast these belong to another network, and accuracy falls on the very images
//! that were learned. Nothing else lowers that of the training images by so much from a step to the evaluation
//! behind it: augmentation, dropout and smoothed labels make steps harder, not evaluations.

use common::learner::Split;
use common::plots::Lines;

/// What the batches of the steps are ahead by, at least, before anything is said.
const FAR: f64 = 0.2;

/// What is to be said of a run's curves of the accuracy over `axis`; nothing as a rule.
pub(super) fn remark(curves: &Lines, axis: &str) -> Option<String> {
    let of = |wanted: fn(&str) -> bool| Some(&curves.iter().find(|(name, _)| wanted(name))?.1);
    let steps = of(|name| name == Split::Steps.to_string())?;
    let measured = of(|name| name.starts_with("train"))?;
    let pairs = steps.iter().filter_map(|(time, in_steps)| {
        let (_, accuracy) = measured.iter().find(|(other, _)| other == time)?;
        Some((*time, *in_steps, *accuracy))
    });
    let ahead = |(_, in_steps, accuracy): &(f64, f64, f64)| in_steps - accuracy;
    let (time, in_steps, accuracy) = pairs.max_by(|a, b| ahead(a).total_cmp(&ahead(b)))?;
    (in_steps - accuracy >= FAR).then(|| {
        format!(
            "Evaluated after {axis} {time}, the network had {:.0} % of the training images right, and {:.0} % in the \
             batches of the steps before.\nNothing was forgotten: an evaluation normalises by running averages, which \
             lag behind weights that move fast.\nThey catch up when the weights slow down, as where the learning rate \
             falls; until then a test says too little.",
            100.0 * accuracy,
            100.0 * in_steps
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark_on(steps: [f64; 2], train: [f64; 3]) -> Option<String> {
        let steps = (1..).map(|it| 50.0 * f64::from(it)).zip(steps);
        let train = (0..).map(|it| 50.0 * f64::from(it)).zip(train);
        let curves = vec![
            ("train_sample".into(), train.clone().collect()),
            ("test".into(), train.map(|(time, _)| (time, 0.1)).collect()),
            ("steps".into(), steps.collect()),
        ];
        remark(&curves, "step")
    }

    #[test]
    fn averages_that_lag_are_told_with_the_step_where_they_were_furthest_behind() {
        let told = remark_on([0.8, 0.91], [0.1, 0.55, 0.38]).unwrap();
        for words in ["after step 100,", "38 % of the training", "91 % in the"] {
            assert!(told.contains(words), "{told}");
        }
    }

    #[test]
    fn a_network_that_does_worse_on_the_test_alone_is_no_reason() {
        assert_eq!(remark_on([0.8, 0.91], [0.1, 0.7, 0.9]), None);
        assert_eq!(
            remark(&vec![("test".into(), vec![(0.0, 0.1)])], "step"),
            None
        );
    }
}
