//! Points in the plane, and of one set in space, whose classes a formula decides.
//!
//! Every class has the same number of points, give or take one. To each coordinate comes normal
//! noise of mean 0; the formulas below are those without it.
//!
//! Longer than other files by its tests: every formula stands beside the literals that hold it.

use super::{Data, Dataset, ExampleSet, Source, partition};
use crate::error::{Error, Result};
use by_hand::Stream;
use std::array;
use std::f64::consts::{PI, SQRT_2, TAU};

/// The number of points that can be asked for.
const EXAMPLES: std::ops::RangeInclusive<usize> = 10..=10_000_000;

/// Normal clouds of the ring.
pub const RING_MODES: usize = 8;

/// The centre of a cloud of the ring, counted from 0 and counterclockwise from the right: at even angles, 0.8 from the
/// origin, where a generator that ends in tanh can go.
pub fn ring_centre(mode: usize) -> [f64; 2] {
    let (sin, cos) = (TAU * mode as f64 / RING_MODES as f64).sin_cos();
    [0.8 * cos, 0.8 * sin]
}

/// The two normal clouds of every Gaussian set.
const CLOUDS: &[&str] = &["lower left", "upper right"];

impl Dataset {
    /// Whether the examples are computed, so that their number and noise can be chosen.
    pub fn is_generated(&self) -> bool {
        classes(self).is_some()
    }

    /// Whether it is one of the three pairs of normal clouds.
    pub fn is_gaussian(&self) -> bool {
        classes(self) == Some(CLOUDS)
    }
}

/// The names of the classes; None for a data set that is not generated.
fn classes(dataset: &Dataset) -> Option<&'static [&'static str]> {
    Some(match dataset {
        Dataset::Moons => &["upper", "lower"],
        Dataset::Circles => &["outer", "inner"],
        Dataset::Gaussians | Dataset::GaussiansClose | Dataset::GaussiansWide => CLOUDS,
        Dataset::Xor => &["same sign", "opposite signs"],
        Dataset::Spirals => &["first arm", "second arm"],
        Dataset::Rings => &["inner", "middle", "outer"],
        Dataset::SwissRoll => &["innermost", "inner", "outer", "outermost"],
        Dataset::Ring => &["0°", "45°", "90°", "135°", "180°", "225°", "270°", "315°"],
        _ => return None,
    })
}

/// Draws the data set and divides it at random, the Gaussian sets by class: 80 % for training, 20 %
/// for the test.
pub(super) fn generate(source: &Source) -> Result<Data<2>> {
    if !EXAMPLES.contains(&source.examples) {
        let (count, least, most) = (source.examples, EXAMPLES.start(), EXAMPLES.end());
        return Err(Error::Usage(format!(
            "{count} points cannot be drawn; choose between {least} and {most}"
        )));
    }
    if !(source.noise.is_finite() && source.noise >= 0.0) {
        return Err(Error::Usage(format!(
            "the noise is a standard deviation, so it cannot be {}; choose 0 or a positive number",
            source.noise
        )));
    }
    let mut stream = source.streams.stream("data");
    let (mut values, labels) = match source.dataset {
        Dataset::SwissRoll => flattened(swiss_roll(source.examples, &mut stream)),
        dataset => flattened(points(dataset, source.examples, &mut stream)),
    };
    for coordinate in &mut values {
        *coordinate += source.noise * stream.normal();
    }
    let partition = if source.dataset.is_gaussian() {
        // The sheet of the perceptron asks for as many examples of both classes in each part.
        partition::stratified(&labels, &source.streams)
    } else {
        partition::random(labels.len(), &source.streams)
    };
    let features = values.len() / labels.len();
    let points = ExampleSet::from_floats(values, &[features], labels, source.device);
    let classes = classes(source.dataset).unwrap_or_default();
    Ok(Data::of(source, partition.divide(&points), classes))
}

/// The coordinates of one point after the other, and the classes.
fn flattened<const D: usize>(points: Vec<([f64; D], usize)>) -> (Vec<f64>, Vec<usize>) {
    let (points, labels): (Vec<[f64; D]>, Vec<usize>) = points.into_iter().unzip();
    (points.into_flattened(), labels)
}

/// A sheet in space, rolled up by one and a half turns: `(t cos t, h, t sin t) / 10` with t evenly from 1.5 pi to
/// 4.5 pi and the height h uniform from 0 to 21. The classes are its quarters, by t.
/// Source: `make_swiss_roll` of scikit-learn (there without the tenth, and t uniform).
fn swiss_roll(count: usize, stream: &mut Stream) -> Vec<([f64; 3], usize)> {
    const QUARTERS: usize = 4;
    let point = |index: usize| {
        let share = (index as f64 + 0.5) / count as f64;
        let t = 1.5 * PI * (1.0 + 2.0 * share);
        let (sin, cos) = t.sin_cos();
        let point = [t * cos, 21.0 * stream.uniform(), t * sin].map(|it| it / 10.0);
        (point, index * QUARTERS / count)
    };
    (0..count).map(point).collect()
}

/// `count` points with their classes, class after class.
fn points(dataset: &Dataset, count: usize, stream: &mut Stream) -> Vec<([f64; 2], usize)> {
    let classes = classes(dataset).map_or(0, <[_]>::len);
    let mut points = Vec::with_capacity(count);
    for class in 0..classes {
        let size = count * (class + 1) / classes - count * class / classes;
        for index in 0..size {
            points.push((point(dataset, [class, index, size], stream), class));
        }
    }
    points
}

/// Point `index` of the `count` points of a class.
fn point(dataset: &Dataset, [class, index, count]: [usize; 3], stream: &mut Stream) -> [f64; 2] {
    let on_circle = |radius: f64| {
        let (sin, cos) = (TAU * index as f64 / count as f64).sin_cos();
        [radius * cos, radius * sin]
    };
    // A normal cloud around (centre, centre).
    let mut cloud = |centre: f64, standard_deviation: f64| {
        array::from_fn(|_| centre + standard_deviation * stream.normal())
    };
    match dataset {
        // Two interleaving half circles: `(cos t, sin t)` and `(1 - cos t, 1/2 - sin t)`, `t`
        // evenly from 0 to pi. Source: `make_moons` of scikit-learn.
        Dataset::Moons => {
            let (sin, cos) = (PI * index as f64 / (count - 1) as f64).sin_cos();
            [[cos, sin], [1.0 - cos, 0.5 - sin]][class]
        }
        // A circle of radius 1 and one of radius 0.8 within, points at even angles.
        // Source: `make_circles` of scikit-learn.
        Dataset::Circles => on_circle([1.0, 0.8][class]),
        // Two normal clouds around (1, 1) and (3, 3) with standard deviation 0.2 along each axis:
        // with little noise a line separates them, but none through the origin, so that a bias is
        // needed.
        Dataset::Gaussians => cloud([1.0, 3.0][class], 0.2),
        // Two normal clouds with the covariance I whose means are 0.3 apart: the best line of all
        // is right for 56 % of the points.
        Dataset::GaussiansClose => cloud([-0.15, 0.15][class] / SQRT_2, 1.0),
        // Two normal clouds around (-3, -3) and (3, 3) with the covariance 100 I: the best line of
        // all is right for 66 % of the points.
        Dataset::GaussiansWide => cloud([-3.0, 3.0][class], 10.0),
        // Uniform points of the square from -1 to 1; the class is whether the signs of the
        // coordinates differ. Source: M. Minsky and S. Papert, Perceptrons, 1969 (exclusive or).
        Dataset::Xor => {
            // Taking turns between a class's two quadrants keeps all four equally full.
            let x_sign = [1.0, -1.0][index % 2];
            let y_sign = [x_sign, -x_sign][class];
            [x_sign * stream.uniform(), y_sign * stream.uniform()]
        }
        // Two spiral arms of 1.75 turns, opposite to each other: radius `2 s`, angle
        // `1.75 * 2 pi s + pi class` from the vertical, `0 < s <= 1`.
        // Source: TensorFlow Playground (there with radius 5).
        Dataset::Spirals => {
            // From 1, because at radius 0 the two arms would share a point.
            let s = (index + 1) as f64 / count as f64;
            let (sin, cos) = (1.75 * TAU * s + PI * class as f64).sin_cos();
            [2.0 * s * sin, 2.0 * s * cos]
        }
        // Three concentric circles of radius 0.5, 1 and 1.5, points at even angles.
        Dataset::Rings => on_circle(0.5 * (class + 1) as f64),
        // Eight normal clouds around a circle, which the noise makes.
        // Source: L. Metz et al., Unrolled generative adversarial networks, 2017 (there with radius 2).
        Dataset::Ring => ring_centre(class),
        _ => unreachable!("only for data sets that are generated"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use by_hand::Streams;

    fn points(dataset: Dataset, count: usize) -> Vec<([f64; 2], usize)> {
        let mut stream = Streams::new(0).stream("data");
        super::points(&dataset, count, &mut stream)
    }

    fn assert_points(actual: &[([f64; 2], usize)], expected: &[[f64; 2]; 10]) {
        assert_eq!(actual.len(), 10);
        for (index, ((point, class), expected)) in actual.iter().zip(expected).enumerate() {
            assert_eq!(*class, index / 5);
            for (a, b) in point.iter().zip(expected) {
                assert!(
                    (a - b).abs() < 1e-14,
                    "point {index}: {point:?}, not {expected:?}"
                );
            }
        }
    }

    #[test]
    #[allow(
        clippy::approx_constant,
        reason = "literals as another program printed them"
    )]
    fn moons_are_those_of_scikit_learn() {
        // make_moons(10, shuffle=False, noise=None), scikit-learn 1.9.1
        let expected = [
            [1.0, 0.0],
            [0.7071067811865476, 0.7071067811865475],
            [6.123233995736766e-17, 1.0],
            [-0.7071067811865475, 0.7071067811865476],
            [-1.0, 1.2246467991473532e-16],
            [0.0, 0.5],
            [0.2928932188134524, -0.20710678118654746],
            [0.9999999999999999, -0.5],
            [1.7071067811865475, -0.20710678118654757],
            [2.0, 0.4999999999999999],
        ];
        assert_points(&points(Dataset::Moons, 10), &expected);
    }

    #[test]
    fn circles_are_those_of_scikit_learn() {
        // make_circles(10, shuffle=False, noise=None), scikit-learn 1.9.1
        let expected = [
            [1.0, 0.0],
            [0.30901699437494745, 0.9510565162951535],
            [-0.8090169943749473, 0.5877852522924732],
            [-0.8090169943749476, -0.587785252292473],
            [0.30901699437494723, -0.9510565162951536],
            [0.8, 0.0],
            [0.24721359549995797, 0.7608452130361228],
            [-0.6472135954999579, 0.4702282018339786],
            [-0.647213595499958, -0.47022820183397845],
            [0.2472135954999578, -0.760845213036123],
        ];
        assert_points(&points(Dataset::Circles, 10), &expected);
    }

    #[test]
    fn an_odd_point_goes_where_scikit_learn_puts_it() {
        let classes = points(Dataset::Moons, 11);
        assert_eq!(classes.iter().filter(|(_, class)| *class == 0).count(), 5);
    }

    #[test]
    fn xor_and_spirals_and_rings_follow_their_formulas() {
        for ([x, y], class) in points(Dataset::Xor, 100) {
            assert_eq!(class == 1, x * y < 0.0);
        }
        let spirals = points(Dataset::Spirals, 40);
        for (([x, y], _), ([opposite_x, opposite_y], _)) in spirals.iter().zip(&spirals[20..]) {
            assert!((x + opposite_x).abs() < 1e-12 && (y + opposite_y).abs() < 1e-12);
        }
        for ([x, y], class) in points(Dataset::Rings, 30) {
            assert!((x.hypot(y) - 0.5 * (class + 1) as f64).abs() < 1e-12);
        }
        let ring = points(Dataset::Ring, 16);
        assert_eq!((ring[0], ring[5].1), (([0.8, 0.0], 0), 2));
        for ([x, y], class) in ring {
            let angle = y.atan2(x).rem_euclid(TAU) / TAU * 8.0;
            assert!((x.hypot(y) - 0.8).abs() < 1e-12 && (angle - class as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn a_swiss_roll_is_rolled_by_one_and_a_half_turns() {
        let mut stream = Streams::new(0).stream("data");
        let roll = swiss_roll(200, &mut stream);
        let first = roll[0].0;
        // t = 1.5 pi + 3 pi / 400.
        let t = 1.5 * PI + 3.0 * PI / 400.0;
        assert!((first[0].hypot(first[2]) - t / 10.0).abs() < 1e-12);
        let mut angle = 1.5 * PI;
        for (number, ([x, height, z], class)) in roll.into_iter().enumerate() {
            let t = 10.0 * x.hypot(z);
            assert!((t.cos() - 10.0 * x / t).abs() < 1e-9 && (t.sin() - 10.0 * z / t).abs() < 1e-9);
            assert!(t > angle && (0.0..2.1).contains(&height));
            assert_eq!(class, number / 50);
            angle = t;
        }
        assert!((4.5 * PI - angle - 3.0 * PI / 400.0).abs() < 1e-9);
    }

    #[test]
    fn clouds_have_their_means_and_deviations() {
        for (dataset, centres, deviation) in [
            (Dataset::Gaussians, [1.0, 3.0], 0.2),
            (
                Dataset::GaussiansClose,
                [-0.15 / SQRT_2, 0.15 / SQRT_2],
                1.0,
            ),
            (Dataset::GaussiansWide, [-3.0, 3.0], 10.0),
        ] {
            let points = points(dataset, 20_000);
            for (class, centre) in centres.into_iter().enumerate() {
                for axis in [0, 1] {
                    let of_class = points.iter().filter(|(_, of)| *of == class);
                    let values: Vec<f64> = of_class.map(|(point, _)| point[axis]).collect();
                    let mean = values.iter().sum::<f64>() / 10_000.0;
                    let squares = values.iter().map(|value| (value - mean).powi(2));
                    let spread = (squares.sum::<f64>() / 10_000.0).sqrt();
                    // Four standard errors.
                    assert!((mean - centre).abs() < 0.04 * deviation, "{mean}");
                    assert!((spread / deviation - 1.0).abs() < 0.03, "{spread}");
                }
            }
        }
    }

    #[test]
    fn gaussians_are_separable() {
        let apart = |([x, y], class): ([f64; 2], usize)| (x + y > 4.0) == (class == 1);
        assert!(points(Dataset::Gaussians, 1000).into_iter().all(apart));
    }
}
