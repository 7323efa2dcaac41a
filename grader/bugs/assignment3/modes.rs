//! Typical mistakes in `assignment3/src/modes.rs`.

/// a3.modes.covered: a single sample is enough
fn modes_covered_1() {
    let belonging = near(samples, centres, reach).max_dim(0);
    belonging.sum().into_scalar::<f64>().round() as usize
}

/// a3.modes.covered: counts samples that belong to a mode, not modes
fn modes_covered_2() {
    let belonging = near(samples, centres, reach);
    belonging.sum().into_scalar::<f64>().round() as usize
}

/// a3.modes.covered: a tenth of all samples, whatever the number of modes
fn modes_covered_3() {
    let [count, _] = samples.dims();
    let belonging = near(samples, centres, reach).sum_dim(0);
    let enough = belonging.greater_equal_elem(count as f64 / 10.0).float();
    enough.sum().into_scalar::<f64>().round() as usize
}

/// a3.modes.covered: the whole fair share
fn modes_covered_4() {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let belonging = near(samples, centres, reach).sum_dim(0);
    let enough = belonging
        .greater_equal_elem(count as f64 / modes as f64)
        .float();
    enough.sum().into_scalar::<f64>().round() as usize
}

/// a3.modes.covered: adds up over the modes of each sample, and counts samples
fn modes_covered_5() {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let belonging = near(samples, centres, reach).sum_dim(1);
    let least = count as f64 / (10.0 * modes as f64);
    let enough = belonging.greater_equal_elem(least).float();
    enough.sum().into_scalar::<f64>().round() as usize
}

/// a3.modes.covered: more than a tenth of the fair share
fn modes_covered_6() {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let belonging = near(samples, centres, reach).sum_dim(0);
    let least = count as f64 / (10.0 * modes as f64);
    let enough = belonging.greater_elem(least).float();
    enough.sum().into_scalar::<f64>().round() as usize
}

/// a3.modes.covered: the share of whole numbers, rounded down
fn modes_covered_7() {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let belonging = near(samples, centres, reach).sum_dim(0);
    let least = count / (10 * modes);
    let enough = belonging.greater_equal_elem(least as f64).float();
    enough.sum().into_scalar::<f64>().round() as usize
}
