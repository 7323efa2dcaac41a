//! Typical mistakes in `assignment2/src/language.rs`.

/// a2.language.bits: nats in place of bits
fn language_bits_1() {
    let below = logits.clone() - logits.max_dim(1);
    let log_sum = below.clone().exp().sum_dim(1).log();
    let of_targets = below.gather(1, targets.unsqueeze_dim(1));
    (log_sum - of_targets).mean()
}

/// a2.language.bits: multiplies by ln 2
fn language_bits_2() {
    let below = logits.clone() - logits.max_dim(1);
    let log_sum = below.clone().exp().sum_dim(1).log();
    let of_targets = below.gather(1, targets.unsqueeze_dim(1));
    (log_sum - of_targets).mean() * LN_2
}

/// a2.language.bits: the bits of the whole text, not of a character
fn language_bits_3() {
    let below = logits.clone() - logits.max_dim(1);
    let log_sum = below.clone().exp().sum_dim(1).log();
    let of_targets = below.gather(1, targets.unsqueeze_dim(1));
    (log_sum - of_targets).sum() / LN_2
}

/// a2.language.bits: the logarithm of the mean probability
fn language_bits_4() {
    let powers = (logits.clone() - logits.max_dim(1)).exp();
    let probabilities = powers.clone() / powers.sum_dim(1);
    let of_targets = probabilities.gather(1, targets.unsqueeze_dim(1));
    -of_targets.mean().log() / LN_2
}

/// a2.language.bits: the logarithm of a probability that can be rounded to 0
fn language_bits_5() {
    let powers = (logits.clone() - logits.max_dim(1)).exp();
    let probabilities = powers.clone() / powers.sum_dim(1);
    let of_targets = probabilities.gather(1, targets.unsqueeze_dim(1));
    -of_targets.log().mean() / LN_2
}

/// a2.language.bits: exponentials that overflow
fn language_bits_6() {
    let log_sum = logits.clone().exp().sum_dim(1).log();
    let of_targets = logits.gather(1, targets.unsqueeze_dim(1));
    (log_sum - of_targets).mean() / LN_2
}

/// a2.language.bits: of what was most probable, not of what came
fn language_bits_7() {
    let below = logits.clone() - logits.max_dim(1);
    let log_sum = below.clone().exp().sum_dim(1).log();
    let most = below.max_dim(1);
    let _ = targets;
    (log_sum - most).mean() / LN_2
}

/// a2.language.bits: forgets the sum, the logits are no logarithms of probabilities
fn language_bits_8() {
    let below = logits.clone() - logits.max_dim(1);
    let of_targets = below.gather(1, targets.unsqueeze_dim(1));
    -of_targets.mean() / LN_2
}

/// a2.language.temperature: multiplies by the temperature
fn language_temperature_1() {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let below = logits.clone() - logits.max_dim(1);
    let powers = (below * temperature).exp();
    powers.clone() / powers.sum_dim(1)
}

/// a2.language.temperature: divides the probabilities, which changes nothing once they sum to 1 again
fn language_temperature_2() {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let powers = (logits.clone() - logits.max_dim(1)).exp();
    let probabilities = powers.clone() / powers.sum_dim(1) / temperature;
    probabilities.clone() / probabilities.sum_dim(1)
}

/// a2.language.temperature: divides by 0
fn language_temperature_3() {
    let below = logits.clone() - logits.max_dim(1);
    let powers = (below / temperature).exp();
    powers.clone() / powers.sum_dim(1)
}

/// a2.language.temperature: at 0 the temperature is left out
fn language_temperature_4() {
    let temperature = if temperature == 0.0 { 1.0 } else { temperature };
    let below = logits.clone() - logits.max_dim(1);
    let powers = (below / temperature).exp();
    powers.clone() / powers.sum_dim(1)
}

/// a2.language.temperature: at 0 the largest of the whole batch, not of each row
fn language_temperature_5() {
    if temperature == 0.0 {
        let most: f64 = logits.clone().max().into_scalar();
        return logits.greater_equal_elem(most).float();
    }
    let below = logits.clone() - logits.max_dim(1);
    let powers = (below / temperature).exp();
    powers.clone() / powers.sum_dim(1)
}

/// a2.language.temperature: exponentials that overflow at a low temperature
fn language_temperature_6() {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let powers = (logits / temperature).exp();
    powers.clone() / powers.sum_dim(1)
}

/// a2.language.temperature: over the batch in place of the vocabulary
fn language_temperature_7() {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let below = logits.clone() - logits.max_dim(0);
    let powers = (below / temperature).exp();
    powers.clone() / powers.sum_dim(0)
}

/// a2.language.temperature: forgets to divide by the sum
fn language_temperature_8() {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let below = logits.clone() - logits.max_dim(1);
    (below / temperature).exp()
}

/// a2.language.temperature: at 0 the least probable
fn language_temperature_9() {
    if temperature == 0.0 {
        let least = logits.clone().argmin(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, least, ones, IndexingUpdateOp::Add);
    }
    let below = logits.clone() - logits.max_dim(1);
    let powers = (below / temperature).exp();
    powers.clone() / powers.sum_dim(1)
}

/// a2.language.temperature: divides by the temperature, then subtracts a largest logit that was not divided
fn language_temperature_10() {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1);
        let ones = logits.clone().narrow(1, 0, 1).ones_like();
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let powers = (logits.clone() / temperature - logits.max_dim(1)).exp();
    powers.clone() / powers.sum_dim(1)
}
