//! Typical mistakes in `assignment1/src/schedules.rs`.

/// a1.schedules.step: falls a little at every step instead of after whole periods
fn schedules_step_1() {
    base_rate * factor.powf(step as f64 / every as f64)
}

/// a1.schedules.step: the number of periods is a factor instead of a power
fn schedules_step_2() {
    let periods = step / every;
    if periods == 0 {
        base_rate
    } else {
        base_rate * factor / periods as f64
    }
}

/// a1.schedules.step: the first period is one step too short
fn schedules_step_3() {
    base_rate * factor.powi(((step + 1) / every) as i32)
}

/// a1.schedules.cosine: begins at 0 and rises, with a minus before the cosine
fn schedules_cosine_1() {
    if step >= total_steps {
        return 0.0;
    }
    base_rate * (1.0 - (PI * step as f64 / total_steps as f64).cos()) / 2.0
}

/// a1.schedules.cosine: rises again after the end
fn schedules_cosine_2() {
    base_rate * (1.0 + (PI * step as f64 / total_steps as f64).cos()) / 2.0
}

/// a1.schedules.cosine: a whole period, so that the rate is back where it was at the end
fn schedules_cosine_3() {
    if step >= total_steps {
        return 0.0;
    }
    base_rate * (1.0 + (2.0 * PI * step as f64 / total_steps as f64).cos()) / 2.0
}

/// a1.schedules.warm_up: the first step has a rate of 0 and is lost
fn schedules_warm_up_1() {
    if step < warm_up_steps {
        base_rate * step as f64 / warm_up_steps as f64
    } else {
        then(step - warm_up_steps)
    }
}

/// a1.schedules.warm_up: the other schedule has been running meanwhile
fn schedules_warm_up_2() {
    if step < warm_up_steps {
        base_rate * (step + 1) as f64 / warm_up_steps as f64
    } else {
        then(step)
    }
}

/// a1.schedules.warm_up: hands over one step late
fn schedules_warm_up_3() {
    if step <= warm_up_steps {
        base_rate * (step + 1) as f64 / warm_up_steps as f64
    } else {
        then(step - warm_up_steps)
    }
}

/// a1.schedules.step: linear in the number of periods
fn schedules_step_4() {
    base_rate * (1.0 - (1.0 - factor) * (step / every) as f64).max(0.0)
}

/// a1.schedules.cosine: the angle in degrees
fn schedules_cosine_4() {
    if step >= total_steps {
        return 0.0;
    }
    base_rate * (1.0 + (180.0 * step as f64 / total_steps as f64).cos()) / 2.0
}

/// a1.schedules.warm_up: divides by one more, so that the whole rate is never reached
fn schedules_warm_up_4() {
    if step < warm_up_steps {
        base_rate * (step + 1) as f64 / (warm_up_steps + 1) as f64
    } else {
        then(step - warm_up_steps)
    }
}
