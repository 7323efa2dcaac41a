//! Functions of the plane on which optimisers are watched: a narrow bowl, a bent valley and a saddle.
//!
//! bowl:        f(x, y) = (x² + κ y²) / 2,  ∇f = (x, κ y)   (1)
//! Rosenbrock:  f(x, y) = (1 - x)² + 100 (y - x²)²,
//!              ∇f = (-2 (1 - x) - 400 x (y - x²), 200 (y - x²))   (2)
//! saddle:      f(x, y) = κ x²/2 + (y² - 1)²/4,  ∇f = (κ x, y (y² - 1))   (3)
//!
//! κ is the bowl's condition number: it is κ times as steep along y as along x. Gradient descent is
//! stable along y only for rates below 2/κ, and with such a rate it is slow along x. The saddle of (3) is
//! at 0, between two minima: the same rates are stable, and on the ridge there is next to no gradient.
//!
//! | symbol | here | value |
//! |---|---|---|
//! | κ | [`CONDITION`] | 36 |
//! | (x, y) | `point` | two weights |
//!
//! Source: Rosenbrock, *An automatic method for finding the greatest or least value of a function*,
//! The Computer Journal 3 (1960), for (2).

use common::by_hand::{Device, Memory, Tensor, UpdateRule};

/// κ of the bowl and of the saddle.
pub const CONDITION: f64 = 36.0;

/// How near to the minimum the end of a race is.
pub const NEAR: f64 = 0.1;

/// A function of two weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// Equation (1): its axes are the axes of the weights.
    Bowl,
    /// Equation (2): a flat valley along a parabola between steep walls.
    Rosenbrock,
    /// Equation (3): flat where it rises to one side and falls to the other, with a minimum on both
    /// sides of the ridge.
    Saddle,
}

impl Surface {
    /// f at a point.
    pub fn value(self, [x, y]: [f64; 2]) -> f64 {
        match self {
            Self::Bowl => (x * x + CONDITION * y * y) / 2.0,
            Self::Rosenbrock => (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2),
            Self::Saddle => CONDITION * x * x / 2.0 + (y * y - 1.0).powi(2) / 4.0,
        }
    }

    /// ∇f at a point.
    pub fn gradient(self, [x, y]: [f64; 2]) -> [f64; 2] {
        match self {
            Self::Bowl => [x, CONDITION * y],
            Self::Rosenbrock => {
                let above = y - x * x;
                [-2.0 * (1.0 - x) - 400.0 * x * above, 200.0 * above]
            }
            Self::Saddle => [CONDITION * x, y * (y * y - 1.0)],
        }
    }

    /// Where every optimiser starts.
    pub fn start(self) -> [f64; 2] {
        match self {
            Self::Bowl => [-4.0, 1.0],
            Self::Rosenbrock => [-1.2, 1.0],
            // A thousandth beside the ridge.
            Self::Saddle => [-0.6, 0.001],
        }
    }

    /// Where f is 0; of the saddle's two minima the one on the side of the start.
    pub fn minimum(self) -> [f64; 2] {
        match self {
            Self::Bowl => [0.0, 0.0],
            Self::Rosenbrock => [1.0, 1.0],
            Self::Saddle => [0.0, 1.0],
        }
    }

    /// How far a point is from the nearest minimum.
    pub fn distance(self, point: [f64; 2]) -> f64 {
        let [x, y] = self.minimum();
        let across = match self {
            Self::Saddle => point[1].abs() - y,
            _ => point[1] - y,
        };
        (point[0] - x).hypot(across)
    }

    /// What a picture of it shows: from the lowest to the highest x and y.
    pub fn area(self) -> [(f64, f64); 2] {
        match self {
            Self::Bowl => [(-4.4, 2.0), (-1.6, 1.6)],
            Self::Rosenbrock => [(-1.7, 1.7), (-0.6, 2.0)],
            Self::Saddle => [(-0.8, 0.8), (-0.5, 1.5)],
        }
    }

    /// The way of an update rule from the start: the point before the first step and after each.
    pub fn descend(self, rule: &dyn UpdateRule, learning_rate: f64, steps: usize) -> Vec<[f64; 2]> {
        // Two numbers: on the CPU, whatever the rest of a program computes on.
        let device = Device::flex();
        let mut memory = Memory::default();
        let mut path = vec![self.start()];
        let mut value = Tensor::from_data(self.start(), &device);
        for step in 1..=steps {
            let grad = Tensor::from_data(self.gradient(path[step - 1]), &device);
            memory.step = step;
            value = rule.update(learning_rate, value, grad, &mut memory);
            path.push(point(&value));
        }
        path
    }

    /// After how many steps a path is within [`NEAR`] of the minimum, not to leave again.
    pub fn arrival(self, path: &[[f64; 2]]) -> Option<usize> {
        let is_near = |point: &[f64; 2]| self.distance(*point) < NEAR;
        let last_far = path.iter().rposition(|point| !is_near(point));
        let arrival = last_far.map_or(0, |last| last + 1);
        (arrival < path.len()).then_some(arrival)
    }
}

/// A vector of two elements on the host.
pub fn point(vector: &Tensor<1>) -> [f64; 2] {
    let values: Vec<f64> = vector.to_data().iter().collect();
    [values[0], values[1]]
}
