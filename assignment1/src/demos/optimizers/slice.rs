//! A plane through the weights of a network, on which its loss can be drawn.
//!
//! The plane goes through the first weights w_0 and the points w_a and w_b where two trainings have ended.
//! With u and v orthonormal in it, a point (x, y) stands for the weights
//!
//! w = w_0 + x u + y v   (1)
//!
//! and any weights lie above the point
//!
//! (x, y) = ((w - w_0)·u, (w - w_0)·v)   (2)
//!
//! Paths are the shadows (2) of trainings that leave the plane: between the three points that it was laid
//! through the loss at a shadow may be another than that of the training.
//!
//! Source: Li, Xu, Taylor, Studer and Goldstein, *Visualizing the loss landscape of neural nets* (2018),
//! sections 3 and 7.

use super::ground::Ground;
use super::network_loss::NetworkLoss;
use super::racer::Racer;
use crate::staff::names::OptimizerName;
use crate::staff::rates::Rates;
use crate::staff::recipe::Recipe;
use common::by_hand::Tensor;
use common::data::Data;
use common::figures::Surface;
use common::learner::Start;

/// The rules through whose ends the plane is laid, and after how many steps they end.
const ENDS: [OptimizerName; 2] = [OptimizerName::Sgd, OptimizerName::Adam];
const STEPS: usize = 200;
/// Points along a side at which the loss is computed; between them it is interpolated.
const POINTS: usize = 33;
/// A network has arrived when its loss is below this.
pub const LOW: f64 = 0.1;

/// The loss of a network on its whole training set, and a plane of weights.
pub struct Slice {
    loss: NetworkLoss,
    first: Tensor<1>,
    /// u and v.
    axes: [Tensor<1>; 2],
    area: [(f64, f64); 2],
    picture: Option<Surface>,
}

impl Slice {
    /// The slice through the first weights of this recipe's network and the ends of two trainings, all on
    /// the training part of `data`.
    pub fn new(recipe: &Recipe, data: &Data<2>, start: &Start) -> Self {
        let mut loss = NetworkLoss::new(recipe, data, start);
        let first = loss.weights();
        let nowhere = first.zeros_like();
        let mut slice = Self {
            loss,
            first,
            axes: [nowhere.clone(), nowhere],
            area: [(-1.0, 1.0); 2],
            picture: None,
        };
        slice.lay();
        slice
    }

    /// Lays the plane through the ends of trainings, and measures the loss on it.
    fn lay(&mut self) {
        let none = self.first.zeros_like();
        let [a, b] = ENDS.map(|rule| {
            let (mut racer, rate) = (Racer::new(rule, self, [0.0; 2]), Rates::of(rule, 1.0));
            (0..STEPS).for_each(|_| racer.step(self, rate.network, &none));
            racer.place().clone() - self.first.clone()
        });
        let unit = |it: Tensor<1>| it.clone() / (dot(&it, &it).sqrt() + 1e-12);
        let u = unit(a.clone());
        let v = unit(b.clone() - u.clone() * dot(&b, &u));
        let corners = [&a, &b].map(|end| [dot(end, &u), dot(end, &v)]);
        self.axes = [u, v];
        self.area = [0, 1].map(|axis| {
            let ends = [0.0, corners[0][axis], corners[1][axis]];
            let low = ends.into_iter().fold(f64::INFINITY, f64::min);
            let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
            // Of two trainings that ended in one direction the plane is still a plane.
            let margin = 0.4 * (high - low).max(0.5);
            (low - margin, high + margin)
        });
        let [x, y] = self.area;
        let at = |(low, high): (f64, f64), point: usize| {
            low + (high - low) * point as f64 / (POINTS - 1) as f64
        };
        let points = (0..POINTS * POINTS).map(|it| [at(x, it % POINTS), at(y, it / POINTS)]);
        let losses = points.map(|point| {
            let place = self.place(point);
            self.value(&place)
        });
        let losses: Vec<f64> = losses.collect();
        let between = |(low, high): (f64, f64), at: f64| {
            let place = (at - low) / (high - low) * (POINTS - 1) as f64;
            let before = (place.floor() as usize).min(POINTS - 2);
            (before, place - before as f64)
        };
        self.picture = Some(Surface::of(x, y, |at_x, at_y| {
            let ((column, right), (row, up)) = (between(x, at_x), between(y, at_y));
            let loss = |row: usize, column: usize| losses[row * POINTS + column];
            let along = |row| loss(row, column) * (1.0 - right) + loss(row, column + 1) * right;
            along(row) * (1.0 - up) + along(row + 1) * up
        }));
    }
}

fn dot(a: &Tensor<1>, b: &Tensor<1>) -> f64 {
    (a.clone() * b.clone()).sum().into_scalar()
}

impl Ground for Slice {
    fn start(&self) -> [f64; 2] {
        [0.0, 0.0]
    }

    fn place(&self, [x, y]: [f64; 2]) -> Tensor<1> {
        let [u, v] = self.axes.clone();
        self.first.clone() + u * x + v * y
    }

    fn point(&self, place: &Tensor<1>) -> [f64; 2] {
        let from_first = place.clone() - self.first.clone();
        [0, 1].map(|axis| dot(&from_first, &self.axes[axis]))
    }

    fn value(&mut self, place: &Tensor<1>) -> f64 {
        self.loss.value(place)
    }

    fn gradient(&mut self, place: &Tensor<1>) -> Tensor<1> {
        self.loss.gradient(place)
    }

    fn is_goal(&self, _point: [f64; 2], value: f64) -> bool {
        value < LOW
    }

    fn picture(&self) -> Surface {
        self.picture.clone().expect("is laid when it is made")
    }

    fn area(&self) -> [(f64, f64); 2] {
        self.area
    }
}
