use crate::{assert_close, vector};
use assignment1::schedules::{cosine_annealing, step_decay, warm_up};

/// Checks the rates of the first steps; the tenth number is that of step 9.
#[track_caller]
fn assert_rates(schedule: impl Fn(usize) -> f64, expected: &[f64], hint: &str) {
    let rates: Vec<f64> = (0..expected.len()).map(schedule).collect();
    assert_close(vector(rates), vector(expected), hint);
}

#[test]
fn schedules_step_falls_after_whole_periods() {
    let hint = "γ to the power of ⌊t / k⌋: the rate stays for k steps, then falls at once";
    let expected = [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2];
    assert_rates(|step| step_decay(0.8, step, 3, 0.5), &expected, hint);
    let expected = [
        6.0, 6.0, 6.0, 6.0, 1.8, 1.8, 1.8, 1.8, 0.54, 0.54, 0.54, 0.54, 0.162,
    ];
    assert_rates(|step| step_decay(6.0, step, 4, 0.3), &expected, hint);
}

#[test]
fn schedules_step_multiplies_the_base_rate_alone() {
    let hint = "η₀ γ^⌊t / k⌋ from the step alone: two periods are γ², not 2γ";
    let expected = [1.0, 0.1, 0.01, 0.001];
    assert_rates(|step| step_decay(1.0, step, 1, 0.1), &expected, hint);
}

#[test]
fn schedules_cosine_goes_from_the_base_rate_to_zero() {
    let hint =
        "η₀ (1 + cos(π t / T)) / 2: η₀ at step 0, half of it at T / 2; the angle is in radians";
    let expected = [
        0.5,
        0.480_969_883,
        0.426_776_695,
        0.345_670_858,
        0.25,
        0.154_329_142,
        0.073_223_305,
        0.019_030_117,
        0.0,
    ];
    assert_rates(|step| cosine_annealing(0.5, step, 8), &expected, hint);
    let expected = [
        0.3,
        0.271_352_549,
        0.196_352_549,
        0.103_647_451,
        0.028_647_451,
        0.0,
    ];
    assert_rates(|step| cosine_annealing(0.3, step, 5), &expected, hint);
}

#[test]
fn schedules_cosine_stays_at_zero_after_the_end() {
    let hint = "for t ≥ T the rate is 0: the cosine itself would rise again";
    let expected = [1.0, 0.5, 0.0, 0.0, 0.0, 0.0];
    assert_rates(|step| cosine_annealing(1.0, step, 2), &expected, hint);
}

#[test]
fn schedules_warm_up_rises_in_equal_steps() {
    let hint =
        "η₀ (t + 1) / W: the first step, t = 0, is not lost, and step W - 1 has the whole η₀";
    let expected = [0.2, 0.4, 0.6, 0.8, 0.8, 0.8];
    assert_rates(|step| warm_up(0.8, step, 4, |_| 0.8), &expected, hint);
}

#[test]
fn schedules_warm_up_hands_over_at_the_other_schedules_start() {
    let hint = "after W steps the other schedule begins with its own step 0: then(t - W)";
    let halves = |step: usize| 1.0 / (1 << step) as f64;
    let expected = [0.5, 1.0, 1.0, 0.5, 0.25];
    assert_rates(|step| warm_up(1.0, step, 2, halves), &expected, hint);
}

#[test]
fn schedules_warm_up_of_no_steps_is_the_other_schedule() {
    let hint = "with W = 0 nothing is divided by W: the other schedule has every step";
    let expected = [3.0, 4.0, 5.0];
    assert_rates(
        |step| warm_up(9.0, step, 0, |t| 3.0 + t as f64),
        &expected,
        hint,
    );
}
