//! What update rules race on.

use crate::surfaces::{NEAR, Surface, point};
use common::by_hand::{Device, Tensor};
use common::figures;

/// What is raced on: a function of a vector of weights, of which a plane is seen.
pub trait Ground {
    /// Where a race starts, in the plane.
    fn start(&self) -> [f64; 2];

    /// The weights at a point of the plane.
    fn place(&self, point: [f64; 2]) -> Tensor<1>;

    /// The point of the plane below these weights.
    fn point(&self, place: &Tensor<1>) -> [f64; 2];

    /// The function.
    fn value(&mut self, place: &Tensor<1>) -> f64;

    /// Its gradient, of the shape of `place`.
    fn gradient(&mut self, place: &Tensor<1>) -> Tensor<1>;

    /// Whether this is the goal.
    fn is_goal(&self, point: [f64; 2], value: f64) -> bool;

    /// What is seen of the plane: the function on it.
    fn picture(&self) -> figures::Surface;

    /// From where to where the picture goes.
    fn area(&self) -> [(f64, f64); 2];
}

impl Ground for Surface {
    fn start(&self) -> [f64; 2] {
        Self::start(*self)
    }

    fn place(&self, point: [f64; 2]) -> Tensor<1> {
        // Two numbers: on the CPU, whatever the rest of a program computes on.
        Tensor::from_data(point, &Device::flex())
    }

    fn point(&self, place: &Tensor<1>) -> [f64; 2] {
        point(place)
    }

    fn value(&mut self, place: &Tensor<1>) -> f64 {
        Self::value(*self, point(place))
    }

    fn gradient(&mut self, place: &Tensor<1>) -> Tensor<1> {
        Tensor::from_data(Self::gradient(*self, point(place)), &place.device())
    }

    fn is_goal(&self, point: [f64; 2], _value: f64) -> bool {
        self.distance(point) < NEAR
    }

    fn picture(&self) -> figures::Surface {
        let [x, y] = Self::area(*self);
        figures::Surface::of(x, y, |x, y| Self::value(*self, [x, y]))
    }

    fn area(&self) -> [(f64, f64); 2] {
        Self::area(*self)
    }
}
