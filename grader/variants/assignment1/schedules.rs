//! Correct bodies for `assignment1/src/schedules.rs`, written otherwise than the solution.

/// a1.schedules.step: multiplies once a period
fn schedules_step_1() {
    let mut rate = base_rate;
    let mut end = every;
    while end <= step {
        rate *= factor;
        end += every;
    }
    rate
}

/// a1.schedules.step: a power of a number that was rounded down
fn schedules_step_2() {
    let periods = (step as f64 / every as f64).floor();
    factor.powf(periods) * base_rate
}

/// a1.schedules.step: one step of the training after the other
fn schedules_step_3() {
    (1..=step).fold(base_rate, |rate, step| {
        if step % every == 0 {
            rate * factor
        } else {
            rate
        }
    })
}

/// a1.schedules.cosine: the square of the cosine of half the angle
fn schedules_cosine_1() {
    match step < total_steps {
        true => base_rate * (PI * step as f64 / (2 * total_steps) as f64).cos().powi(2),
        false => 0.0,
    }
}

/// a1.schedules.cosine: what is left of the way, never below 0
fn schedules_cosine_2() {
    let done = (step as f64 / total_steps as f64).min(1.0);
    let wave = (done * PI).cos();
    0.5 * base_rate * wave + 0.5 * base_rate
}

/// a1.schedules.cosine: a sine from the middle, in f32
fn schedules_cosine_3() {
    if step < total_steps {
        let done = step as f32 / total_steps as f32;
        let wave = (std::f32::consts::PI * (0.5 - done)).sin();
        return base_rate * f64::from(1.0 + wave) / 2.0;
    }
    0.0
}

/// a1.schedules.warm_up: leaves early
fn schedules_warm_up_1() {
    if step >= warm_up_steps {
        return then(step - warm_up_steps);
    }
    let share = (step as f64 + 1.0) / warm_up_steps as f64;
    share * base_rate
}

/// a1.schedules.warm_up: asks whether there is something left after the warm-up
fn schedules_warm_up_2() {
    match step.checked_sub(warm_up_steps) {
        Some(since) => then(since),
        None => {
            let missing = warm_up_steps - step - 1;
            base_rate - base_rate * missing as f64 / warm_up_steps as f64
        }
    }
}

/// a1.schedules.warm_up: adds one part a step
fn schedules_warm_up_3() {
    let mut rate = 0.0;
    for _ in 0..=step.min(warm_up_steps) {
        rate += base_rate / warm_up_steps as f64;
    }
    if step + 1 > warm_up_steps {
        then(step - warm_up_steps)
    } else {
        rate
    }
}
