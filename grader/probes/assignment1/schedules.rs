//! What is asked of `assignment1/src/schedules.rs` with inputs that nobody has seen.

use assignment1::schedules::{cosine_annealing, step_decay, warm_up};
use probe::Case;

/// a1.schedules.step
pub fn schedules_step(case: &mut Case) {
    let every = case.size(3..=7);
    case.asked("every", every);
    let base = case.number_in("base rate", 0.2..0.9);
    let factor = case.number_in("factor", 0.3..0.8);
    let steps = 0..4 * every;
    let rates = steps.map(|step| step_decay(base, step, every, factor));
    case.give("rates from step 0 on", rates.collect::<Vec<f64>>());
}

/// a1.schedules.cosine
pub fn schedules_cosine(case: &mut Case) {
    let total = case.size(4..=9);
    case.asked("total steps", total);
    let base = case.number_in("base rate", 0.2..0.9);
    let rates: Vec<f64> = (0..total + 4)
        .map(|step| cosine_annealing(base, step, total))
        .collect();
    case.give("rates from step 0 to the end", rates[..total].to_vec());
    case.give("rates from step 0 to four steps more", rates);
}

/// a1.schedules.warm_up
pub fn schedules_warm_up(case: &mut Case) {
    let warm_up_steps = case.size(3..=8);
    case.asked("steps of the warm-up", warm_up_steps);
    let base = case.number_in("base rate", 0.2..0.9);
    let after = case.number_in(
        "rate of the other schedule, divided by its step + 2",
        0.3..0.7,
    );
    let then = |step: usize| after / (step as f64 + 2.0);
    let rates: Vec<f64> = (0..warm_up_steps + 5)
        .map(|step| warm_up(base, step, warm_up_steps, then))
        .collect();
    case.give("rates of the warm-up", rates[..warm_up_steps].to_vec());
    case.give(
        "rates from the last one of the warm-up on",
        rates[warm_up_steps - 1..].to_vec(),
    );
}
