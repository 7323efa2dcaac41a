//! Numbers as people read them.

/// One value for people, with three digits that count at the size of `scale`: `0.891`, `46.25`.
pub fn number(value: f64, scale: f64) -> String {
    let exponent = scale.abs().log10().floor();
    match exponent {
        e if e < -4.0 && e.is_finite() => format!("{value:.2e}"),
        // Zero has no size; an accuracy of 1 shows as many decimals as one below it.
        e if !e.is_finite() || e >= 0.0 => {
            let integer_digits = if e.is_finite() { e } else { 0.0 };
            format!("{value:.*}", (3.0 - integer_digits).max(0.0) as usize)
        }
        e => format!("{value:.*}", (2.0 - e) as usize),
    }
}

/// A mean and its standard deviation for people: `0.891 ± 0.021`.
pub fn plus_minus(mean: f64, standard_deviation: f64) -> String {
    let scale = mean.abs().max(standard_deviation);
    format!(
        "{} ± {}",
        number(mean, scale),
        number(standard_deviation, scale)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        assert_eq!(plus_minus(0.891, 0.0209), "0.891 ± 0.021");
        assert_eq!(plus_minus(1.0, 0.0), "1.000 ± 0.000");
        assert_eq!(plus_minus(0.0, 0.0), "0.000 ± 0.000");
        assert_eq!(plus_minus(0.01234, 0.001), "0.0123 ± 0.0010");
        assert_eq!(plus_minus(46.25, 3.1), "46.25 ± 3.10");
        assert_eq!(plus_minus(12345.6, 70.0), "12346 ± 70");
        assert_eq!(plus_minus(-0.002, 0.1), "-0.002 ± 0.100");
        assert_eq!(plus_minus(1.5e-7, 2e-9), "1.50e-7 ± 2.00e-9");
    }
}
