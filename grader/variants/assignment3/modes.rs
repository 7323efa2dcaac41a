//! Correct bodies for `assignment3/src/modes.rs`, written otherwise than the solution.

/// a3.modes.covered: counts on the host, whole numbers compared
fn modes_covered_1() {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let near: Vec<f64> = near(samples, centres, reach).into_data().iter().collect();
    let mut counts = vec![0; modes];
    for (at, is_near) in near.into_iter().enumerate() {
        if is_near > 0.5 {
            counts[at % modes] += 1;
        }
    }
    counts
        .into_iter()
        .filter(|of| 10 * modes * of >= count)
        .count()
}

/// a3.modes.covered: mode by mode
fn modes_covered_2() {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let mut covered = 0;
    for mode in 0..modes {
        let centre = centres.clone().narrow(0, mode, 1);
        let belonging: f64 = near(samples.clone(), centre, reach).sum().into_scalar();
        if belonging >= count as f64 / (10 * modes) as f64 {
            covered += 1;
        }
    }
    covered
}

/// a3.modes.covered: distances with loops on the host
fn modes_covered_3() {
    let ([count, features], [modes, _]) = (samples.dims(), centres.dims());
    let samples: Vec<f64> = samples.into_data().iter().collect();
    let centres: Vec<f64> = centres.into_data().iter().collect();
    let mut covered = 0;
    for centre in centres.chunks(features) {
        let mut belonging = 0;
        for sample in samples.chunks(features) {
            let squares = sample.iter().zip(centre).map(|(a, b)| (a - b).powi(2));
            belonging += usize::from(squares.sum::<f64>() <= reach * reach);
        }
        covered += usize::from(belonging * 10 * modes >= count);
    }
    covered
}
