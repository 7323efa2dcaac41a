//! Correct bodies for `assignment2/src/language.rs`, written otherwise than the solution.

/// a2.language.bits: the targets as rows of zeros and a 1
fn language_bits_1() {
    let [rows, classes] = logits.dims();
    let ones = Tensor::ones([rows, 1], &logits.device());
    let targets = Tensor::zeros([rows, classes], &logits.device()).scatter(
        1,
        targets.unsqueeze_dim(1),
        ones,
        IndexingUpdateOp::Add,
    );
    let shifted = logits.clone() - logits.clone().max_dim(1);
    let log_probabilities = shifted.clone() - shifted.exp().sum_dim(1).log();
    -(log_probabilities * targets).sum() / (rows as f64 * LN_2)
}

/// a2.language.bits: row by row, the means of the rows added up
fn language_bits_2() {
    let rows = logits.dims()[0];
    let mut sum = Tensor::<1>::zeros([1], &logits.device());
    for row in 0..rows {
        let of_row = logits.clone().narrow(0, row, 1);
        let target = targets.clone().narrow(0, row, 1).unsqueeze_dim(1);
        let largest = of_row.clone().max_dim(1);
        let log_sum = (of_row.clone() - largest.clone()).exp().sum_dim(1).log() + largest;
        let bits = (log_sum - of_row.gather(1, target)) / 2.0_f64.ln();
        sum = sum + bits.reshape([1]) / rows as f64;
    }
    sum
}

/// a2.language.bits: how much the others are above the target, so that its own power is 1
fn language_bits_3() {
    let of_targets = logits.clone().gather(1, targets.unsqueeze_dim(1));
    let above = logits - of_targets;
    let largest = above.clone().max_dim(1);
    let log_sum = (above - largest.clone()).exp().sum_dim(1).log() + largest;
    log_sum.mean() * 2.0_f64.ln().recip()
}

/// a2.language.temperature: the logits are divided first, then moved
fn language_temperature_1() {
    if temperature > 0.0 {
        let divided = logits * temperature.recip();
        let moved = divided.clone() - divided.max_dim(1);
        let powers = moved.exp();
        let sums = powers.clone().sum_dim(1);
        return powers / sums;
    }
    let [rows, classes] = logits.dims();
    let mut chosen = vec![0.0; rows * classes];
    for (row, most) in logits
        .clone()
        .argmax(1)
        .into_data()
        .iter::<i64>()
        .enumerate()
    {
        chosen[row * classes + most as usize] = 1.0;
    }
    Tensor::<1>::from_data(&*chosen, &logits.device()).reshape([rows, classes])
}

/// a2.language.temperature: through the logarithm of the probabilities
fn language_temperature_2() {
    let below = logits.clone() - logits.clone().max_dim(1);
    if temperature == 0.0 {
        return below.equal_elem(0.0).float();
    }
    let divided = below / temperature;
    let log_sum = divided.clone().exp().sum_dim(1).log();
    (divided - log_sum).exp()
}

/// a2.language.temperature: number by number on the host, in f32
fn language_temperature_3() {
    let (device, [rows, classes]) = (logits.device(), logits.dims());
    let numbers: Vec<f32> = logits.into_data().iter().collect();
    let mut answer = Vec::new();
    for row in numbers.chunks(classes) {
        let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers: Vec<f32> = match temperature == 0.0 {
            true => row
                .iter()
                .map(|z| f32::from(u8::from(*z == largest)))
                .collect(),
            false => row
                .iter()
                .map(|z| ((z - largest) / temperature as f32).exp())
                .collect(),
        };
        let sum: f32 = powers.iter().sum();
        answer.extend(powers.into_iter().map(|power| power / sum));
    }
    Tensor::<1>::from_data(&*answer, &device).reshape([rows, classes])
}
