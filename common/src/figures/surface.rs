//! Surfaces: functions of two variables, and the levels worth a line.

use super::axes::round_step;

/// The values of a function of two variables on a grid over a rectangle, its border included.
#[derive(Clone)]
pub struct Surface {
    /// Lowest and highest x.
    pub x: (f64, f64),
    /// Lowest and highest y.
    pub y: (f64, f64),
    /// Points of the grid along x.
    pub columns: usize,
    /// Points of the grid along y.
    pub rows: usize,
    /// The values, row after row from the lowest y.
    pub values: Vec<f64>,
}

impl Surface {
    /// The surface of `function` over a rectangle, from 121 x 121 points.
    pub fn of(x: (f64, f64), y: (f64, f64), mut function: impl FnMut(f64, f64) -> f64) -> Self {
        const POINTS: usize = 121;
        let at = |range: (f64, f64), point: usize| {
            range.0 + (range.1 - range.0) * point as f64 / (POINTS - 1) as f64
        };
        let points = (0..POINTS * POINTS).map(|index| (index % POINTS, index / POINTS));
        let values = points.map(|(column, row)| function(at(x, column), at(y, row)));
        Self {
            x,
            y,
            columns: POINTS,
            rows: POINTS,
            values: values.collect(),
        }
    }
}

/// Levels at most; a reader tells no more shades apart.
const MOST: usize = 9;

/// Multiples of a round step between two values.
pub(super) fn linear_levels(low: f64, high: f64) -> Vec<f64> {
    if low >= high {
        return Vec::new();
    }
    let step = round_step((high - low) / MOST as f64);
    let first = (low / step).floor();
    let levels = (1..=MOST).map(|index| (first + index as f64) * step);
    levels
        .filter(|level| low < *level && *level < high)
        .collect()
}

/// 1 and 3 times the powers of ten between two positive values, or only every so many powers.
pub(super) fn log_levels(low: f64, high: f64) -> Vec<f64> {
    if low >= high {
        return Vec::new();
    }
    let halves = |value: f64| (2.0 * value.log10()).floor() as i32;
    let (first, last) = (halves(low), halves(high));
    let every = usize::try_from(last - first).unwrap_or(0).div_ceil(MOST);
    let every = if every > 1 { 2 * every.div_ceil(2) } else { 1 } as i32;
    let level = |half: i32| {
        let factor = if half.rem_euclid(2) == 1 { 3.0 } else { 1.0 };
        factor * 10_f64.powi(half.div_euclid(2))
    };
    let levels = (first..=last).filter(|half| half % every == 0).map(level);
    levels
        .filter(|level| low < *level && *level < high)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_few() {
        assert_eq!(linear_levels(0.0, 1.0), [0.2, 0.4, 0.6000000000000001, 0.8]);
        assert_eq!(
            log_levels(0.5, 2509.0),
            [1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0]
        );
        assert_eq!(
            log_levels(2e-3, 20.0),
            [0.003, 0.01, 0.03, 0.1, 3.0 * 0.1, 1.0, 3.0, 10.0]
        );
        assert_eq!(log_levels(2e-4, 20.0), [1e-3, 0.01, 0.1, 1.0, 10.0]);
        assert!((4..=9).contains(&log_levels(1e-90, 1e90).len()));
        for (low, high) in [
            (1.0, 1.0),
            (0.0, 0.0),
            (2.0, 1.0),
            (1e16, 1e16 + 2.0),
            (-1e99, 1e99),
        ] {
            assert!(linear_levels(low, high).len() <= MOST);
        }
    }
}
