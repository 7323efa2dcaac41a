//! What is asked of `assignment3/src/likelihood.rs` with inputs that nobody has seen.

use assignment3::likelihood::{bernoulli, gaussian};
use probe::Case;

/// a3.likelihood.bernoulli
pub fn likelihood_bernoulli(case: &mut Case) {
    let [batch, pixels] = case.sizes([2..=5, 3..=8]);
    let logits = case.spread("logits", [batch, pixels], 2.0);
    let pictures = case.between("pictures", [batch, pixels], 0.0..1.0);
    case.give("log-likelihoods", bernoulli(logits, pictures.clone()));
    // exp overflows, and a probability is rounded to 0 or to 1.
    let far = case.between("logits of a sure decoder", [batch, pixels], 800.0..2000.0);
    let signs = case.signs("signs", batch * pixels).reshape([batch, pixels]);
    let sure = bernoulli(far * signs, pictures);
    case.give("log-likelihoods of a sure decoder", sure);
}

/// a3.likelihood.gaussian
pub fn likelihood_gaussian(case: &mut Case) {
    let [batch, pixels] = case.sizes([2..=5, 3..=8]);
    let means = case.between("means", [batch, pixels], 0.0..1.0);
    let pictures = case.between("pictures", [batch, pixels], 0.0..1.0);
    let deviation = case.between("log deviation", [1], -2.0..-0.3);
    let given = gaussian(means.clone(), deviation, pictures.clone());
    case.give("log-likelihoods", given);
    let deviation = case.between("large log deviation", [1], 0.3..1.0);
    let given = gaussian(means, deviation, pictures);
    case.give("log-likelihoods of a large deviation", given);
}
